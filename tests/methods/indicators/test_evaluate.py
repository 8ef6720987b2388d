"""Known answers of the oracle, where every row goes, and questions that cannot be asked."""

from dataclasses import replace

import pytest
from tests.methods.indicators.known import CASES, CASES_ANSWERED, KNOWN, ROWS, Answer
from tests.methods.indicators.oracle import evaluate

from banevim.methods.indicators import Evaluation, Records, Table, ask, evaluation, load_definitions

DEFINITIONS = load_definitions()


def table_of(name: str, answer: Answer) -> Table:
    return next(t for t in DEFINITIONS[name].tables if (t.grain, t.by) == (answer.grain, answer.by))


def told(result: Evaluation, answer: Answer) -> dict[object, tuple[int, int]]:
    """The cells that an answer speaks of, by label."""
    found = {}
    for label in answer.cells:
        keys = label if isinstance(label, tuple) else (label,)
        cell = result.cell(answer.period, *keys)
        found[label] = (cell.value, cell.women)
    return found


@pytest.mark.parametrize(("name", "answer"), CASES_ANSWERED)
def test_known_answers(name: str, answer: Answer) -> None:
    definition = DEFINITIONS[name]
    periods = [] if answer.period == "no_especificado" else [answer.period]
    result = evaluate(
        definition, table_of(name, answer), ROWS[definition.source], periods=periods, codes=answer.codes
    )
    assert told(result, answer) == answer.cells


def test_every_counted_indicator_has_a_known_answer() -> None:
    assert set(KNOWN) == {key for key, each in DEFINITIONS.items() if each.state == "counted"}


def test_where_every_row_goes() -> None:
    definition = DEFINITIONS["I02"]
    table = definition.tables[0]
    result = evaluate(definition, table, CASES, periods=["2025-01", "2025-02"], closed="2025-12")
    assert result.records == Records(6, 1, 2, 0, 3)
    assert result.cell("2025-02", "registro_tardio").complement_women == 1
    services = DEFINITIONS["I18"]
    result = evaluate(services, services.tables[0], ROWS["services"], periods=["2025-03"])
    assert result.records == Records(5, 0, 1, 2, 2), "one of February, two that were not given"


def test_who_is_known_to_be_outside() -> None:
    """Cases without a type are not outside of any type: printed on their own, they would be subtracted."""
    answer = KNOWN["I05"][0]
    result = evaluate(
        DEFINITIONS["I05"], table_of("I05", answer), CASES, periods=["2025-T1"], codes=answer.codes
    )
    rest = {cell.keys[1]: cell.complement_women for cell in result.cells}
    assert rest == {"total": None, "PSI": 1, "FIS": 1, "SEX": 2, "no_especificado": 2}
    assert [cell.role for cell in result.cells] == ["total", "part", "part", "part", "missing"]


def test_a_code_of_one_column_is_not_one_of_the_other() -> None:
    definition = DEFINITIONS["I18"]
    asked = ask(definition, definition.tables[2], ["2025"], {"status": ["OTO"], "service": ["salud"]})
    for group, label, strange in (("salud", "salud", "salud"), ("OTO", "OTO", "OTO"), ("OTO", "salud", "")):
        lines = [("2025", group, label, 1, 1, 1), ("", "", "", 1, 1, 0)]
        if not strange:
            assert evaluation(asked, lines).cell("2025", group, label).value == 1
            continue
        with pytest.raises(ValueError, match=f"outside the catalogue: {strange}"):
            evaluation(asked, lines)


def test_a_type_outside_the_catalogue_is_seen_by_whoever_assembles() -> None:
    definition = DEFINITIONS["I05"]
    asked = ask(definition, definition.tables[0], ["2025-T2"], {"types": ["PSI"]})
    with pytest.raises(ValueError, match="outside the catalogue: SEX"):
        evaluation(asked, [("2025-T2", "", "SEX", 1, 1, 1), ("", "", "", 1, 1, 0)])


@pytest.mark.parametrize(
    ("name", "number", "periods", "codes", "message"),
    [
        ("I02", 0, ["2025"], {}, "counted by month"),
        ("I05", 0, ["2025-01"], {"types": ["PSI"]}, "counted by quarter"),
        ("I05", 0, ["2025-T1"], {}, "codes of types are needed"),
        ("I02", 0, ["2025-01"], {"types": ["PSI"]}, "not asked: types"),
        ("I07", 0, ["2025-T1"], {"several_types": ["SI"]}, "codes of several_types are its own"),
        ("I02", 0, ["2025-01", "2025-01"], {}, "given twice"),
        ("I05", 0, ["2025-T1"], {"types": ["PSI", "PSI"]}, "given twice"),
        ("I02", 0, ["enero"], {}, "no month"),
    ],
)
def test_impossible_questions(
    name: str, number: int, periods: list[str], codes: dict[str, list[str]], message: str
) -> None:
    definition = DEFINITIONS[name]
    with pytest.raises(ValueError, match=message):
        ask(definition, definition.tables[number], periods, codes)


def test_a_table_that_is_not_in_the_definition_is_not_asked() -> None:
    definition = DEFINITIONS["I05"]
    with pytest.raises(ValueError, match="no table by month"):
        ask(definition, replace(definition.tables[0], grain="month"), ["2025-01"], {"types": ["PSI"]})
