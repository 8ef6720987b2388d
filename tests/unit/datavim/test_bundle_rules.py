"""What a bundle must be whatever it says of itself: columns, units, periods, rule and records are stated in code."""

import copy
from dataclasses import replace
from typing import Any

import pytest
from tests.unit.datavim import sample
from tests.unit.datavim.forging import AGES, ages, forged, protected, types

from banevim.cuts.rules import MOST_K, policy_text
from banevim.cuts.terms import Demand
from banevim.methods import disclosure
from banevim.methods.indicators import load_definitions, load_vocabulary
from datavim.bundle import (
    COVERAGE,
    LEAST_K,
    VICTIMS,
    WOMEN_POPULATION,
    Bundle,
    CellState,
    Code,
    Dimension,
    Policy,
    Proof,
    Row,
    Table,
    policy_digest,
    proof_problems,
    rule_text,
)
from datavim.bundle.rules import policy_problems, record_problems, shape_problems
from datavim.bundle.rules.policy import PROVEN
from datavim.bundle.rules.shape import COLUMNS, CONTEXT, SEVERAL

BLANKS = {("mujeres-por-edad", "60+"), ("mujeres-por-edad", "no_especificado")}
HONEST = forged(ages(), blanks=BLANKS)


def with_table(table: Table) -> Bundle:
    return replace(HONEST, tables=(*HONEST.tables, table))


def changed(**changes: Any) -> Bundle:
    """The table of ages with another column."""
    (table,) = HONEST.tables
    year, age = table.dimensions
    return replace(HONEST, tables=(replace(table, dimensions=(year, replace(age, **changes))),))


def in_years() -> Bundle:
    """The same ages again under other codes."""
    (table,) = HONEST.tables
    year, age = table.dimensions
    names = {code: f"{code}-x" if code in AGES else code for code in (*AGES, "total")}
    codes = tuple(replace(code, code=names[code.code]) for code in age.codes)
    rows = tuple(replace(row, keys=(row.keys[0], names[row.keys[1]])) for row in table.rows)
    return with_table(replace(table, id="otra", dimensions=(year, replace(age, codes=codes)), rows=rows))


def without_a_row() -> Bundle:
    (table,) = HONEST.tables
    return with_table(replace(table, id="otra", rows=table.rows[1:]))


def test_an_honest_bundle_passes() -> None:
    assert proof_problems(HONEST) == []
    assert HONEST.proof is not None
    assert HONEST.proof.publication["classifications"] != []


def test_the_columns_are_those_of_the_vocabulary() -> None:
    vocabulary = load_vocabulary()
    public = {
        source: {c.public for c in each.columns.values() if c.public and c.public != "municipio"}
        for source, each in vocabulary.items()
    }
    several = {
        c.public
        for each in vocabulary.values()
        for c in each.columns.values()
        if c.public and c.kind == "codes"
    }
    assert several == SEVERAL
    told = {definition.unit_es for definition in load_definitions().values() if definition.published}
    assert told == set(COLUMNS)
    for definition in load_definitions().values():
        if definition.published:
            assert COLUMNS[definition.unit_es] == public[definition.source]
    assert CONTEXT[VICTIMS][0] == load_definitions()["I28"].unit_es


FORGED = {
    "several": (forged(ages(several=True), blanks=BLANKS), "cuántas respuestas"),
    "unit": (forged(ages(unit="Mujeres"), blanks=BLANKS), "unidad que no se conoce"),
    "column": (
        forged(
            ages(),
            ages("mujeres-por-grupo", column="grupo_de_edad"),
            blanks={*BLANKS, ("mujeres-por-grupo", "45-59"), ("mujeres-por-grupo", "60+")},
        ),
        "columnas que no se conocen",
    ),
    "codes": (in_years(), "no dan las mismas respuestas"),
    "rows": (without_a_row(), "no dan las mismas respuestas"),
    "total": (
        changed(codes=(*(Code(code, code) for code in AGES), Code("total", "Todas"))),
        "cuál es el total",
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_a_bundle_says_of_its_columns_is_not_believed(name: str) -> None:
    made, said = FORGED[name]
    assert said in " ".join(shape_problems(made))
    assert proof_problems(made) != []


@pytest.mark.parametrize("year", ["2025b", "25", "2025-01", "２０２５"])
def test_periods_have_one_pattern(year: str) -> None:
    (table,) = HONEST.tables
    where = (Dimension("anio", "Año", (Code(year, year),)), table.dimensions[1])
    rows = tuple(replace(row, keys=(year, row.keys[1])) for row in table.rows)
    made = replace(HONEST, tables=(replace(table, dimensions=where, rows=rows),))
    assert "no empieza por un periodo" in " ".join(shape_problems(made))
    assert proof_problems(made) != []


def test_the_period_comes_first_and_only_once() -> None:
    (table,) = HONEST.tables
    rows = tuple(replace(row, keys=row.keys[::-1]) for row in table.rows)
    turned = replace(table, dimensions=table.dimensions[::-1], rows=rows)
    assert "no empieza por un periodo" in " ".join(shape_problems(replace(HONEST, tables=(turned,))))
    twice = replace(
        table,
        dimensions=(*table.dimensions, Dimension("mes", "Mes", (Code("2025-01", "enero"),))),
        rows=(),
    )
    assert "columnas que no se conocen" in " ".join(shape_problems(replace(HONEST, tables=(twice,))))


def test_places_are_those_of_the_state() -> None:
    def by_place(*codes: Code, several: bool = True) -> Bundle:
        where = (
            Dimension("anio", "Año", (Code("2025", "2025"),)),
            Dimension("municipio", "", codes, several),
        )
        return with_table(Table("lugares", "I04", "", "mujeres", "", where, ()))

    state = Code("03", "Estado", total=True)
    assert shape_problems(by_place(state, Code("03001", "Comondú"))) == []
    assert "cuántas respuestas" in " ".join(shape_problems(by_place(state, several=False)))
    assert "no es un municipio" in " ".join(shape_problems(by_place(state, Code("03001b", "Comondú"))))
    assert "cuál es el total" in " ".join(shape_problems(by_place(replace(state, total=False))))


def context(name: str, unit: str, dimensions: dict[str, str], row: Row) -> Bundle:
    where = tuple(Dimension(each, each, (Code(code, code),)) for each, code in dimensions.items())
    return with_table(Table(name, "", "", unit, "", where, (row,)))


CAPTURED = {"mes": "2026-10", "institucion": "SEG"}
MONTH = ("2026-10", "SEG")


@pytest.mark.parametrize(
    "row", [Row(MONTH, 1), Row(MONTH, None, CellState.NOT_CAPTURED)], ids=["closed", "not yet"]
)
def test_coverage_says_whether_a_month_was_closed(row: Row) -> None:
    assert shape_problems(context(COVERAGE, "meses cerrados", CAPTURED, row)) == []


@pytest.mark.parametrize(
    "made",
    [
        context(COVERAGE, "mujeres", {"anio": "2025", "edad": "60+"}, Row(("2025", "60+"), 3)),
        context(COVERAGE, "meses cerrados", CAPTURED, Row(MONTH, 3)),
        context(COVERAGE, "meses cerrados", CAPTURED, Row(MONTH, None, CellState.WITHHELD)),
        context(WOMEN_POPULATION, "mujeres", {"anio": "2025", "edad": "60+"}, Row(("2025", "60+"), 3)),
        context(VICTIMS, "mujeres", {"anio": "2025", "delito": "x"}, Row(("2025", "x"), 3)),
    ],
)
def test_a_table_of_context_is_what_it_says(made: Bundle) -> None:
    assert shape_problems(made) != []
    assert proof_problems(made) != []


@pytest.mark.parametrize("k", range(LEAST_K, MOST_K + 1))
def test_the_bank_and_the_verifier_have_one_rule(k: int) -> None:
    assert disclosure.Policy(k).rule_es == rule_text(k)
    assert {policy_text(k, demand).split(" Ningún ")[0] for demand in Demand} == {rule_text(k)}
    assert {demand.value for demand in Demand} == set(PROVEN)


def ruled(policy: Policy) -> Bundle:
    return replace(HONEST, cut=replace(HONEST.cut, policy=policy))


SIGNED = sample.SIGNED


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (replace(SIGNED, text="Se protege lo que hace falta."), "no dice la regla"),
        (replace(SIGNED, k=2), "menos que 3 mujeres"),
        (replace(SIGNED, k=4, text=rule_text(4)), "no es de la regla"),
        (replace(SIGNED, digest="0" * 64), "no es la que se firmó"),
        (replace(SIGNED, demand="microdata"), "no es la que se firmó"),
        (replace(SIGNED, signed=SIGNED.signed + " Salvo en Loreto."), "no es la que se firmó"),
        (replace(SIGNED, in_force_from=None), "no es la que se firmó"),
        (Policy(5, rule_text(5)), "con qué política firmada"),
    ],
)
def test_a_policy_is_worked_out_from_its_k(policy: Policy, said: str) -> None:
    assert said in " ".join(policy_problems(ruled(policy)))
    assert proof_problems(ruled(policy)) != []


def test_a_policy_that_protects_almost_nobody_is_refused_whoever_signs_it() -> None:
    text = rule_text(2)
    terms = {"number": 1, "valid_from": sample.SIGNED.in_force_from}
    digest = policy_digest(text=text, **terms)  # type: ignore[arg-type]
    made = forged(ages(), blanks=BLANKS, policy=replace(SIGNED, k=2, text=text, signed=text, digest=digest))
    assert "ninguna puede pedir menos" in " ".join(policy_problems(made))


def classified(bundle: Bundle, change: Any) -> Bundle:
    assert bundle.proof is not None
    told = copy.deepcopy(dict(bundle.proof.publication))
    change(told["classifications"])
    return replace(bundle, proof=Proof(told, bundle.proof.certificate))


def to_records(bundle: Bundle) -> Bundle:
    return replace(bundle, cut=replace(bundle.cut, policy=replace(SIGNED, demand="microdata")))


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.clear(),
        lambda told: told[0].update(prefix=["mujeres", "anio=2024"]),
        lambda told: told[0].update(names={}, cliques=[]),
        lambda told: told[0].update(cliques=[]),
        lambda told: told[0]["names"]["edad"].pop(),
        lambda told: told[0]["names"]["edad"].append(told[0]["names"]["edad"][0]),
        lambda told: told[0]["sums"].popitem(),
        lambda told: told[0]["impossible"].append(["edad=60+"]),
    ],
)
def test_the_records_are_those_of_the_tables(change: Any) -> None:
    honest = to_records(HONEST)
    assert record_problems(honest) == []
    assert record_problems(classified(honest, change)) != []


def test_a_witness_that_is_not_of_records_is_refused_where_the_policy_asks_for_records() -> None:
    told = copy.deepcopy(dict(HONEST.proof.certificate)) if HONEST.proof else {}
    told["witnesses"][0]["records"] = False
    made = replace(HONEST, proof=Proof(HONEST.proof.publication, told)) if HONEST.proof else HONEST
    assert record_problems(made) == []
    assert "un testigo no sale de ellos" in " ".join(record_problems(to_records(made)))


QUARTERS = [(f"2025-T{n}", {"FIS": fis, "PSI": psi, "total": whole}) for n, (fis, psi, whole) in enumerate(
    ((9, 2, 10), (8, 6, 12), (7, 5, 9), (11, 1, 11)), 1)]  # fmt: skip
YEAR = ("2025", {"FIS": 36, "PSI": 14, "total": 43})
"""One case of FIS came after its quarter was printed."""


def with_late() -> Bundle:
    return protected(
        types("casos-por-tipo", "trimestre", QUARTERS), types("casos-por-tipo-y-anio", "anio", [YEAR])
    )


def test_what_came_to_a_year_is_a_set_of_records_too() -> None:
    made = to_records(with_late())
    assert made.proof is not None
    prefixes = {tuple(each["prefix"]) for each in made.proof.publication["classifications"]}
    assert {
        ("casos", "anio=2025"),
        ("casos", "anio=2025", "tarde+"),
        ("casos", "anio=2025", "tarde-"),
    } <= prefixes
    assert all(witness["records"] for witness in made.proof.certificate["witnesses"])
    assert record_problems(made) == []


@pytest.mark.parametrize("sign", "+-")
def test_a_proof_that_forgets_the_records_of_what_came_or_left_is_refused(sign: str) -> None:
    late = ["casos", "anio=2025", f"tarde{sign}"]
    made = to_records(with_late())
    without = classified(made, lambda told: told.remove(next(c for c in told if list(c["prefix"]) == late)))
    assert "calla de qué registros" in " ".join(record_problems(without))
    fewer = classified(
        made, lambda told: next(c for c in told if list(c["prefix"]) == late)["names"].popitem()
    )
    assert "habla de otros registros" in " ".join(record_problems(fewer))
