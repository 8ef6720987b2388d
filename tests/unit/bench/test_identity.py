"""The bench of the search: its figures on a case worked by hand, and the sentences for tables that cannot be used."""

import pytest
from tests.bench.identity import figures, tables
from tests.bench.identity.check import check

PEOPLE = (
    "persona_id,nombres,primer_apellido,segundo_apellido,fecha_nacimiento,curp,telefono,cve_municipio,sexo"
)
QUERIES = PEOPLE.replace("persona_id", "consulta_id").replace("curp", "edad,curp")
TRUTH = "consulta_id,persona_id,etiquetas"
ANA = "p1,Ana,Cota,Ruiz,1990-05-12,,,03003,M"
ASKED = "q1,Ana,Cota,,1990-05-12,,,,03003,M"


def row(**told):
    blank = dict.fromkeys(("nombres", "primer_apellido", "segundo_apellido", "curp", "telefono"), "")
    return tables.Row(
        line=2, key="q", cve_municipio="", sexo="M", **({"born": None, "age": None} | blank | told)
    )


NAMED = {"nombres": "Ana", "primer_apellido": "Cota"}
PHONED, BARE = row(**NAMED, telefono="6120000000"), row(**NAMED)


def test_figures_of_a_case_worked_by_hand():
    judge = figures.Judge()
    judge.add(PHONED, "a", ["apodo"], [("a", 30.0, "probably")])
    judge.add(PHONED, "b", ["apodo"], [("a", 26.0, "probably"), ("b", 20.0, "possibly")])
    judge.add(BARE, "c", [], [*(("x", 9.0, "listed") for _ in range(5)), ("c", 1.0, "listed")])
    judge.add(BARE, "d", [], [])
    judge.add(PHONED, "", [], [("a", 19.0, "possibly")])
    judge.add(BARE, "", [], [])
    told = judge.told()
    assert (told["known"], told["new"]) == (4, 2)
    everybody = told["recall"]["all"]
    assert [everybody[f"recall@{d}"] for d in (1, 5, 10)] == [0.25, 0.5, 0.75]
    assert told["recall"]["minimum"]["recall@5"] == 1.0
    assert told["recall"]["hopeless"]["recall@10"] == 0.5
    assert told["bands"]["probably"]["right_on_top"] == told["bands"]["probably"]["wrong_on_top"] == 0.25
    assert told["bands"]["possibly"]["new_flagged"] == 0.5
    assert told["bands"]["listed"]["wrong_on_top_n"] == 1


@pytest.mark.parametrize(
    ("told", "strata"),
    [
        ({**NAMED}, {"hopeless"}),
        ({"primer_apellido": "Cota", "telefono": "6120000000"}, {"hopeless"}),
        (
            {**NAMED, "segundo_apellido": "Ruiz"},
            {"minimum", "name_two_surnames_only"},
        ),
        ({**NAMED, "curp": "X"}, {"minimum", "name_and_date_phone_or_curp"}),
    ],
)
def test_a_query_is_classed_by_what_it_carries(told, strata):
    assert set(figures.carried(row(**told))) == strata


def test_percentiles_are_by_nearest_rank():
    assert figures.times([float(n) for n in range(100)]) == {"n": 100, "p50": 50.0, "p95": 95.0, "p99": 99.0}
    assert figures.times([]) == {"n": 0}


def test_results_have_one_row_for_each_rank():
    found = [("a", 30.25, "probably"), ("b", 3.0, "listed")]
    assert list(figures.lines("q1", found)) == [
        ("q1", 1, "a", "30.25", "probably"),
        ("q1", 2, "b", "3.00", "listed"),
    ]


@pytest.fixture
def table(tmp_path):
    def write(name, *lines):
        path = tmp_path / f"{name}.csv"
        path.write_bytes(
            b"".join(line if isinstance(line, bytes) else f"{line}\n".encode() for line in lines)
        )
        return path

    return write


def test_tables_that_agree_are_counted(table):
    extra = table("P", PEOPLE + ",nota", ANA + ",algo")
    counts = check(extra, table("Q", QUERIES, ASKED), table("T", TRUTH, "q1,p1,apodo|sin fecha"))
    assert (counts.people, counts.queries, counts.truths) == (1, 1, 1)
    (told,) = tables.truths(table("T", TRUTH, "q1,p1,apodo|sin fecha"))
    assert told.labels == ("apodo", "sin fecha")
    (read,) = tables.queries(table("Q", QUERIES, "q1,Ana,Cota,,,34,,,,"))
    assert (read.age, read.born) == (34, None)


ASKED_BADLY = {
    "q1,Ana,Cota,,1850-01-01,,,,03003,M": "1850-01-01",
    "q1,Ana,Cota,,2999-01-01,,,,03003,M": "2999-01-01",
    "q1,Ana,Cota,,1990-31-02,,,,3,F": "1990-31-02",
    "q1,Ana,Cota,,,-3,,,,": "-3",
    "q1,An\x07a \u202eatoC,Cota,,,34,,,,": "34",
    "q1," + "A" * 10_000 + ",Cota,,,,,,,M": "",
}


@pytest.mark.parametrize("line", ASKED_BADLY)
def test_what_a_query_asks_is_left_to_the_page(table, line):
    asked = table("Q", QUERIES, line)
    assert check(table("P", PEOPLE, ANA), asked, None).queries == 1
    (read,) = tables.queries(asked)
    assert read.told_birth == ASKED_BADLY[line]


def test_odd_spaces_are_spaces(table):
    (read,) = tables.people(table("P", PEOPLE, ANA.replace("Ana", "Ana\u00a0 Luz\t")))
    assert read.nombres == "Ana Luz"


BAD = {
    "p1,Ana,Cota,Ruiz,1990-02-30,,,03003,M": "línea 3: fecha_nacimiento dice «1990-02-30»",
    "p1,Ana,Cota,Ruiz,12/05/1990,,,03003,M": "línea 3: fecha_nacimiento dice «12/05/1990»",
    "p1,Ana,Cota,Ruiz,1850-01-01,,,03003,M": "línea 3: fecha_nacimiento es anterior a 1900",
    "p1,Ana,Cota,Ruiz,2999-01-01,,,03003,M": "línea 3: fecha_nacimiento está en el futuro",
    "p1,Ana,Cota,Ruiz,,,,3,M": "línea 3: cve_municipio lleva cinco números",
    "p1,Ana,Cota,Ruiz,,,,,F": "línea 3: sexo dice «F»",
    ",Ana,Cota,Ruiz,,,,,M": "línea 3: falta persona_id",
    "p1,Ana,Cota": "línea 3: tiene 3 columnas y la primera línea dice 9",
    "p1," + "A" * 10_000 + ",Cota,Ruiz,,,,,M": "línea 3: nombres pasa de 100 letras",
    "p1,An\x07a,Cota,Ruiz,,,,,M": "línea 3: nombres lleva caracteres invisibles",
    "p1,\u202eanA,Cota,Ruiz,,,,,M": "línea 3: nombres lleva caracteres invisibles",
    'p1,"Ana,Cota,Ruiz,,,,,M': "línea 3: las comillas no cierran",
    ANA.replace("p1", "p0"): "línea 3: persona_id p0 ya apareció antes",
}


@pytest.mark.parametrize("line", BAD)
def test_a_bad_row_is_told_with_its_line(table, line):
    people = table("P", PEOPLE, ANA.replace("p1", "p0"), line)
    with pytest.raises(tables.BadTable, match=r"^P\.csv, ") as told:
        check(people, table("Q", QUERIES, ASKED), None)
    assert BAD[line] in str(told.value)


def test_other_bad_tables_are_told_too(table, tmp_path):
    people, queries = table("P", PEOPLE, ANA), table("Q", QUERIES, ASKED)
    for tables_, sentence in {
        (tmp_path / "no.csv", queries, None): "No se puede leer",
        (table("P2", "a,b", "1,2"), queries, None): "faltan las columnas persona_id",
        (table("P3", PEOPLE), queries, None): "no tiene personas",
        (table("P4", PEOPLE, b"p1,Mu\xf1oz,,,,,,,\n"), queries, None): "no está en UTF-8",
        (people, table("Q2", QUERIES, ASKED.replace("q1", "")), None): "línea 2: falta consulta_id",
        (people, queries, table("T2", TRUTH, "q9,p1,")): "la consulta q9 no está",
        (people, queries, table("T3", TRUTH, "q1,p9,")): "la persona p9 no está",
    }.items():
        with pytest.raises(tables.BadTable, match=sentence):
            check(*tables_)
