"""Nothing is invented: every observation of real files (domain dossier, 10.3), one at a time."""

import datetime as dt

import pytest
from tests.integration.exchange.samples import aggressors, cases, three, victims

from banevim.casefiles.models import Aggressor, Case, Woman
from banevim.common import clock
from banevim.vault.context import acting

UNKNOWN = "no_especificado"


@pytest.fixture
def case_from(loader):
    """`case_from(facts="ayer")`: the case that this row becomes, and the flags of its report."""

    def make(**changes):
        load = loader.load(cases(changes))
        with acting(loader.actor):
            return Case.objects.get(), loader.flags(load)

    return make


@pytest.fixture
def woman_from(loader):
    """`woman_from(age="0")`: the record that this row becomes, and the flags of its report."""

    def make(**changes):
        load = loader.load(victims(changes))
        with acting(loader.actor):
            return Woman.objects.get(), loader.flags(load)

    return make


def test_a_plain_row_of_each_file(loader):
    assert loader.flags(loader.load(three(1))) == set()
    with acting(loader.actor):
        woman, case, aggressor = Woman.objects.get(), Case.objects.get(), Aggressor.objects.get()
    assert (case.modality, case.types, case.types_missing) == ("FAM", ["PSI"], "")
    assert (case.municipality, case.place, case.facts_on) == ("03001", "EPA", dt.date(2024, 2, 1))
    assert (case.known_aggressor, case.drugs, case.weapons) == ("SI", "NO", "se_desconoce")
    assert (case.source_registered_on, case.precision) == (dt.date(2024, 2, 10), "exacta")
    assert case.registered_at.date() >= clock.today() - dt.timedelta(days=1)
    assert (woman.age, woman.schooling, woman.civil_status) == (31, "04", "CAS")
    assert (woman.children, woman.income_source, woman.residence) == (2, "TRA", "03001")
    assert (woman.occupation, woman.nationality, woman.without_identity) == (UNKNOWN, UNKNOWN, True)
    assert (aggressor.sex, aggressor.link, aggressor.age, aggressor.schooling) == ("H", "CYP", 40, "11")
    assert (case.record_id, aggressor.case_id) == (woman.id, case.id)


@pytest.mark.parametrize(
    ("state", "name", "key", "flags"),
    [
        ("Baja California Sur", "MULEGE", "03002", set()),
        ("3", "La Paz", "03003", {"estado_no_reconocido"}),
        ("03", "La Paz", "03003", set()),
        ("Baja California Sur", "Muleg", "03002", set()),
        ("Baja California Sur", "La Pas", UNKNOWN, {"municipio_no_reconocido"}),
        ("Baja California Sur", "Ninguno", UNKNOWN, {"municipio_no_reconocido"}),
        ("Baja California Sur", "San José del Cabo", UNKNOWN, {"localidad_por_municipio"}),
        ("Baja California Sur", "CABO SAN LUCAS", UNKNOWN, {"localidad_por_municipio"}),
        ("Baja California Sur", "Seleccione", UNKNOWN, set()),
        ("Baja California Sur", "", UNKNOWN, set()),
        ("Baja California Sur", "Torreón", "05035", {"municipio_de_otro_estado"}),
        ("Baja California Sur", "Benito Juárez", UNKNOWN, {"municipio_no_reconocido"}),
        ("Coahuila de Zaragoza", "Torreón", "05035", {"estado_distinto"}),
        ("", "Loreto", "03009", {"estado_sin_dato"}),
        ("Narnia", "Comondú", "03001", {"estado_no_reconocido"}),
    ],
)
def test_an_unknown_municipality_is_never_the_capital(case_from, state, name, key, flags):
    case, found = case_from(state=state, municipality=name)
    assert (case.municipality, found) == (key, flags)


@pytest.mark.parametrize(
    ("cell", "flags"),
    [
        ("ayer", {"fecha_hechos_ilegible"}),
        ("2024-02-30", {"fecha_hechos_ilegible"}),
        ("2999-01-01", {"fecha_futura"}),
        ("", set()),
        ("Se desconoce", set()),
    ],
)
def test_an_unreadable_date_of_facts_is_never_today(case_from, cell, flags):
    case, found = case_from(facts=cell)
    assert (case.facts_on, case.precision, found) == (None, "se_desconoce", flags)


def test_facts_and_registration_far_apart_are_kept_and_flagged(loader):
    load = loader.load(
        cases(
            {"id": "B1", "facts": "2019-02-01"},
            {"id": "B2", "facts": "2024-02-11"},
            {"id": "B3", "registered": "0000-00-00"},
        )
    )
    assert loader.flags(load) == {
        "hechos_muy_anteriores",
        "hechos_despues_del_registro",
        "fecha_registro_ilegible",
    }
    with acting(loader.actor):
        days = set(Case.objects.values_list("facts_on", "source_registered_on"))
    assert days == {
        (dt.date(2019, 2, 1), dt.date(2024, 2, 10)),
        (dt.date(2024, 2, 11), dt.date(2024, 2, 10)),
        (dt.date(2024, 2, 1), None),
    }


@pytest.mark.parametrize(
    ("cell", "age", "missing", "flags"),
    [
        ("31", 31, "", set()),
        ("31.0", 31, "", set()),
        ("31 años", 31, "", set()),
        ("0", None, UNKNOWN, {"edad_cero"}),
        ("00", None, UNKNOWN, {"edad_cero"}),
        ("0.0", None, UNKNOWN, {"edad_cero"}),
        ("5 meses", 0, "", set()),
        ("Menor de un año", 0, "", set()),
        ("150", None, UNKNOWN, {"edad_imposible"}),
        ("-4", None, UNKNOWN, {"edad_imposible"}),
        ("31.5", None, UNKNOWN, {"edad_imposible"}),
        ("", None, UNKNOWN, set()),
        ("Seleccione", None, UNKNOWN, set()),
        ("SE DESCONOCE", None, "se_desconoce", set()),
    ],
)
def test_age_zero_is_missing_unless_stated(woman_from, cell, age, missing, flags):
    woman, found = woman_from(age=cell)
    assert (woman.age, woman.age_missing, found) == (age, missing, flags)


def test_the_age_of_an_aggressor_is_read_the_same(loader):
    load = loader.load(cases({}) | aggressors({"age": "0", "sex": "Desconocido", "link": "Marciano"}))
    assert loader.flags(load) == {"edad_cero", "valor_link"}
    with acting(loader.actor):
        found = Aggressor.objects.get()
    assert (found.age, found.age_missing, found.sex, found.link) == (None, UNKNOWN, "se_desconoce", UNKNOWN)


def test_seleccione_and_empty_are_missing_in_every_coded_column(loader):
    for number, cell in enumerate(("Seleccione", "", "SELECCIONE")):
        coded = dict.fromkeys(("place", "modality", "known_aggressor", "drugs", "weapons"), cell)
        hers = dict.fromkeys(("schooling", "civil_status", "income_source", "age", "children"), cell)
        his = dict.fromkeys(("schooling", "civil_status", "sex", "link", "age"), cell)
        one = {"id": f"B{number}"}
        assert (
            loader.flags(loader.load(cases(coded | one) | victims(hers | one) | aggressors(his | one)))
            == set()
        )
    with acting(loader.actor):
        for names, model in (
            (("place", "modality", "known_aggressor", "drugs", "weapons"), Case),
            (("schooling", "civil_status", "income_source", "age_missing", "children_missing"), Woman),
            (("schooling", "civil_status", "sex", "link", "age_missing"), Aggressor),
        ):
            assert set(model.objects.values_list(*names)) == {(UNKNOWN,) * 5}
            assert model.objects.count() == 3


@pytest.mark.parametrize(
    ("cell", "code"),
    [("SI", "SI"), ("Sí", "SI"), ("si", "SI"), ("NO", "NO"), ("SE DESCONOCE", "se_desconoce"), ("SE", "se_desconoce"),
     ("S", "SI"), ("1", "SI"), ("0", "NO"), ("No aplica", "no_aplica")],
)  # fmt: skip
def test_yes_and_no(case_from, cell, code):
    case, flags = case_from(drugs=cell)
    assert (case.drugs, flags) == (code, set())


@pytest.mark.parametrize(
    ("cell", "code"),
    [("1 - Familiar", "FAM"), ("Familiar", "FAM"), ("FAMILIAR", "FAM"), ("7 - Digital/Cibernética", "DIG"),
     ("Escolar/Docente", "DOC"), ("Comunidad", "COM"), ("4-Institucional", "INS"), ("No identificado", UNKNOWN)],
)  # fmt: skip
def test_modalities(case_from, cell, code):
    case, flags = case_from(modality=cell)
    assert (case.modality, flags) == (code, set())


def test_a_case_without_types_is_kept_and_flagged(loader):
    load = loader.load(cases({"PSI": "0"}, {"id": "B2", "PSI": "quizás"}))
    assert loader.flags(load) == {"sin_tipos", "valor_types"}
    with acting(loader.actor):
        assert set(Case.objects.values_list("types_missing", flat=True)) == {UNKNOWN}
        assert [sorted(c.flags) for c in Case.objects.order_by("source_id")] == [
            ["sin_tipos"],
            ["sin_tipos", "valor_types"],
        ]


def test_all_types_at_once_are_all_kept(case_from):
    case, _ = case_from(**dict.fromkeys(("FIS", "PSI", "SEX", "PAT", "ECO", "OTR"), "1"))
    assert sorted(case.types) == ["ECO", "FIS", "OTR", "PAT", "PSI", "SEX"]


def test_other_values_are_not_kept_as_they_came(woman_from):
    woman, flags = woman_from(schooling="Maga", civil_status="x", income_source="y", children="muchos")
    assert flags == {"valor_schooling", "valor_civil_status", "valor_income_source", "hijos_ilegible"}
    assert (woman.schooling, woman.children, woman.children_missing) == (UNKNOWN, None, UNKNOWN)
