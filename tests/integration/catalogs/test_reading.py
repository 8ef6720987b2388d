"""Catalogues as the app role reads them from the prepared bank."""

import datetime as dt

import pytest
from django.db import ProgrammingError, transaction

from banevim.catalogs import models, queries, rules
from banevim.common.errors import Invalid, NotFound
from banevim.methods.indicators import load_definitions

pytestmark = pytest.mark.django_db
D = dt.date


def test_a_code_is_validated_against_the_catalogue_of_the_date_of_the_facts() -> None:
    book = queries.codebook()
    with pytest.raises(Invalid, match="18 de enero de 2024"):
        rules.check_code(book, "violence_type", "INT", D(2023, 5, 1))
    rules.check_code(book, "violence_type", "INT", D(2024, 2, 1))
    assert "INT" not in {o.code for o in queries.options("violence_type", D(2023, 5, 1))}
    assert "INT" in {o.code for o in queries.options("violence_type", D(2024, 2, 1))}


def test_modalities_grew_with_the_law() -> None:
    def codes(year: int) -> list[str]:
        return [o.code for o in queries.options("modality", D(year, 12, 31))]

    assert codes(1995) == codes(2019) == ["FAM", "LAB", "DOC", "COM", "INS", "FEM"]
    assert codes(2024) == ["FAM", "LAB", "DOC", "COM", "ASEP", "INS", "POL", "DIG", "MED", "FEM"]


def test_the_legal_basis_follows_the_reform() -> None:
    def basis(on: dt.date) -> str:
        return next(o.legal_basis for o in queries.options("violence_type", on) if o.code == "FIS")

    assert "01-02-2007" in basis(D(2022, 10, 18))
    assert "18-10-2022" in basis(D(2022, 10, 19))


def test_labels_of_today_of_then_and_of_what_is_missing() -> None:
    assert queries.label("law", "LGAMVLV", D(2020, 1, 1)).endswith("de Violencia")
    assert queries.label("law", "LGAMVLV").endswith("de Violencias")
    assert queries.label("modality", "se_desconoce") == "Se desconoce"
    assert queries.label("modality", "???") == "???"
    assert queries.group_of("link", "EXP") == "ex_pareja"


def test_capture_offers_four_kinds_of_missing() -> None:
    offered = [o.code for o in queries.missing_options(D(2026, 1, 1))]
    assert offered == ["no_aplica", "no_se_pregunto", "prefiere_no_responder", "se_desconoce"]


@pytest.mark.parametrize(
    ("catalog", "value", "code"),
    [
        ("modality", "1 - Familiar", "FAM"),
        ("modality", "FAMILIAR", "FAM"),
        ("modality", "Digital/Cibernética", "DIG"),
        ("link", "Cónyuge o pareja", "CYP"),
        ("link", "Cnyuge o pareja", "CYP"),
        ("link", "C\ufffdnyuge o pareja", "CYP"),
        ("link", "Compañero(a)", "CMP"),
        ("link", "Desconocido", "se_desconoce"),
        ("civil_status", "Soltera/o", "SOL"),
        ("civil_status", "No identificado", "no_especificado"),
        ("schooling", "Licenciatura", "11"),
        ("place", "Espacio particular", "EPA"),
        ("yes_no", "SI", "SI"),
        ("yes_no", "SE", "se_desconoce"),
        ("yes_no", "SE DESCONOCE", "se_desconoce"),
        ("service", "Seleccione", "no_especificado"),
        ("service", "  ", "no_especificado"),
        ("sex", "Hombre", "H"),
        ("modality", "9 - Otra cosa", None),
        ("modality", "ñ", None),
    ],
)
def test_values_seen_in_banavim_files(catalog: str, value: str, code: str | None) -> None:
    assert queries.banavim_code(catalog, value) == code


@pytest.mark.parametrize(
    ("text", "state", "key"),
    [
        ("La Paz", "03", "03003"),
        ("LA PAZ", "15", "15070"),
        ("La Paz", None, None),  # there are two
        ("MULEGE", "03", "03002"),
        ("Muleg", "03", "03002"),
        ("Torreón", None, "05035"),
        ("Torreón", "30", None),  # another state's municipality
        ("San Juan Mixtepec", "20", None),  # two in one state
        ("Cabo San Lucas", "03", None),  # a locality
        ("Chihuahua", "30", None),
        ("", "03", None),
        ("Los Cabo", "03", None),
    ],
)
def test_only_the_same_name_is_a_municipality(text: str, state: str | None, key: str | None) -> None:
    assert queries.find_municipality(text, state) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Veracruz", "30"),
        ("VERACRUZ DE IGNACIO DE LA LLAVE", "30"),
        ("Baja California Sur", "03"),
        ("Estado de México", "15"),
        ("Distrito Federal", "09"),
        ("03", "03"),
        ("Nuevo Len", "19"),
        ("California", None),
    ],
)
def test_states_by_name(text: str, key: str | None) -> None:
    assert queries.find_state(text) == key


def test_denominators_of_the_census() -> None:
    women = queries.women_2020("03")
    assert (women.total, len(women.values)) == (392_568, 5)
    assert women.values["03009"] == 8_795
    assert queries.population().total + queries.population(sex="hombres").total == 126_014_024
    assert queries.women_2020("30").total == sum(p.women or 0 for p in queries.municipalities("30"))
    assert queries.population(source="Otra").values == {}
    said = load_definitions()["I04"].denominator
    assert said is not None
    assert (women.source, women.edition) == (f"{said.source} {said.edition}", said.edition)


def test_geography() -> None:
    assert len(queries.states()) == 32
    assert [p.name for p in queries.municipalities("03")] == [
        "Comondú",
        "La Paz",
        "Loreto",
        "Los Cabos",
        "Mulegé",
    ]
    assert len(queries.municipalities("30")) == 212
    assert queries.localities("03003")[0].name == "La Paz"
    assert queries.municipality("99999") is None
    bcs = queries.state("03")
    assert bcs is not None
    assert bcs.curp == "BS"


def test_days_of_rest_count_only_when_confirmed() -> None:
    assert {D(2026, 9, 16), D(2026, 11, 16)} <= queries.holidays()
    assert D(2026, 4, 3) not in queries.holidays()
    assert D(2026, 4, 3) in {row.date for row in queries.unconfirmed_holidays()}


def test_the_deadline_of_capture_changes_its_basis_not_its_value() -> None:
    then, now = queries.deadline("capture", D(2020, 1, 1)), queries.deadline("capture", D(2026, 1, 1))
    assert then.value == now.value == 5
    assert "16-08-2018" in then.legal_basis
    assert "verificar" in now.provenance
    assert queries.deadline("capture", D(2010, 1, 1)) == then
    assert queries.deadline("access_duration", D(2026, 1, 1)).value == 90
    with pytest.raises(NotFound):
        queries.deadline("nada", D(2026, 1, 1))


@pytest.mark.parametrize("model", [models.Entry, models.Municipality, models.Population, models.Deadline])
def test_the_app_role_cannot_change_a_catalogue(model: type) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        model._default_manager.all()._raw_delete("default")  # type: ignore[attr-defined]


def test_copies_are_read_once(django_assert_num_queries: object) -> None:
    queries.options("modality", D(2026, 1, 1))
    with django_assert_num_queries(0):  # type: ignore[operator]
        queries.options("link", D(2026, 1, 1))
        queries.label("modality", "FAM")


@pytest.mark.parametrize("state", ["03", "30"])
def test_practice_institutions_of_any_state(state: str) -> None:
    added = [row for row in queries.institution_seed(state, practice=True) if row["code"].startswith("P-")]
    assert {row["kind"] for row in added} >= {"hospital", "police", "shelter", "municipal_institute"}
    assert len({row["municipality"] for row in added if row["kind"] == "municipal_institute"}) == 5
    assert all(row["municipality"].startswith(state) for row in added)
    assert [row["name"] for row in added if row["is_shelter"]] == [
        "Refugio de práctica",
        "Segundo refugio de práctica",
    ]
