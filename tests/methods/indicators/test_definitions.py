"""Definition files: complete, honest in every field, and clear when they are wrong."""

import re
from datetime import date
from pathlib import Path

import pytest

from banevim.methods.indicators import (
    DefinitionError,
    load_definitions,
    load_vocabulary,
    parse_definition,
    published_definitions,
)
from banevim.methods.indicators import __file__ as home

DATA = Path(home).parent / "data"
GOOD = (DATA / "I05.toml").read_text("utf-8")


def test_all_twenty_eight_are_defined() -> None:
    definitions = load_definitions()
    assert list(definitions) == [f"I{number:02d}" for number in range(1, 29)]
    assert [key for key, each in definitions.items() if each.state == "waiting"] == ["I21", "I22", "I23"]
    assert [key for key, each in definitions.items() if each.state == "context"] == ["I28"]
    population = definitions["I04"].denominator
    assert population is not None
    assert (population.per, population.edition, population.base) == (100_000, "2020", "external")


def test_what_is_published_is_a_fixed_catalogue() -> None:
    """Nothing is published whose links with the rest the proof does not know (docs/adr/0008)."""
    published = {(key, table) for key, each in published_definitions().items() for table in each.published}
    names = [table.name for _, table in published]
    assert len(names) == len(set(names)) == 30
    kept = {"I01", "I03", "I07", "I17", "I21", "I22", "I23", "I26", "I27"}
    assert {key for key, each in load_definitions().items() if not each.is_published} == kept
    finer = {table.name for _, table in published if table.grain != "year"}
    assert finer == {"casos-por-mes", "casos-por-tipo"}
    private = {"age_sesnsp", "conditions", "investigation", "several_types", "second_month", "answered"}
    assert {name for _, table in published for name in table.by}.isdisjoint(private)


def test_tables_of_one_unit_count_the_same_records() -> None:
    """Their margins are one number: the same source, the same date, the same condition; and a place stands first."""
    sources: dict[str, set[object]] = {}
    for definition in published_definitions().values():
        sources.setdefault(definition.unit, set()).add(
            (definition.source, definition.period.rule, definition.where)
        )
        assert all(
            table.by.index("municipality") == 0
            for table in definition.published
            if "municipality" in table.by
        )
    assert all(len(each) == 1 for each in sources.values())


def test_tables_of_two_columns_are_of_a_whole_year() -> None:
    """Coarse by design: what is crossed is not given by month or quarter, and nothing is broken down by institution."""
    for definition in load_definitions().values():
        assert all(table.grain == "year" for table in definition.tables if len(table.by) == 2), definition.id
        assert all("instit" not in name for table in definition.tables for name in table.by)


@pytest.mark.parametrize("definition", load_definitions().values(), ids=lambda d: d.id)
def test_every_definition_says_all_it_must(definition) -> None:  # type: ignore[no-untyped-def]
    assert "artículo 3, fracción XX" in definition.legal.basis
    assert definition.valid_from >= date(2026, 1, 1)
    assert (definition.small_numbers.percentage_base, definition.small_numbers.change_base) == (30, 20)
    assert len(definition.wording.limits) >= 3
    assert definition.wording.how_to_read.endswith(".")
    assert "registro" in definition.period.text


BANNED = re.compile(
    r"v[ií]ctim|fémin|pasional|doméstic|celos|provoc|sufri[óe]|causad|debido a|por culpa|a causa de",
    re.IGNORECASE,
)


@pytest.mark.parametrize("definition", load_definitions().values(), ids=lambda d: d.id)
def test_words_are_respectful_and_claim_no_cause(definition) -> None:  # type: ignore[no-untyped-def]
    wording = definition.wording
    texts = [definition.name, definition.numerator, wording.title, wording.definition, wording.formula]
    texts += [wording.how_to_read, *wording.limits]
    assert [text for text in texts if BANNED.search(text)] == []
    assert all(len(sentence.split()) <= 45 for text in texts for sentence in re.split(r"(?<=[.:;])\s", text))


def test_units_are_never_interchangeable() -> None:
    """One Spanish name for each unit, and no unit under the name of another."""
    names = {(each.unit, each.unit_es) for each in load_definitions().values()}
    assert len(names) == len({unit for unit, _ in names}) == len({name for _, name in names}) == 8


WOMEN = (DATA / "I08.toml").read_text("utf-8")
SERVICES = (DATA / "I18.toml").read_text("utf-8")
ORDERS = (DATA / "I21.toml").read_text("utf-8")
UNIT = 'unit = "cases"'
TABLE = 'grain = "quarter"\nby = ["types"]'


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (GOOD, UNIT, 'unit = "incidents"', "unit: 'incidents' is none of women, cases"),
        (GOOD, UNIT, 'unit = "services"', "cases does not count services, only cases, women"),
        (GOOD, "version = 1", 'version = "1"', "version: a value of type int is expected"),
        (GOOD, "version = 1", "version = true", "version: a value of type int is expected"),
        (GOOD, "version = 1", "version = 0", "version starts at 1"),
        (GOOD, "version = 1", "", "'version' is missing"),
        (GOOD, "version = 1", "version = 1\ncolour = 1", "unknown key 'colour'"),
        (GOOD, "version = 1", "version = 1\nvalid_to = 2020-01-01", "valid_to is before valid_from"),
        (GOOD, 'theme = "Tipos y modalidades de violencia"', "", "legal: 'theme' is missing"),
        (
            GOOD,
            'theme = "Tipos y modalidades de violencia"',
            'theme = ""',
            "legal: theme: a value of type str",
        ),
        (GOOD, "multi_response = true", "multi_response = false", "multi_response goes with"),
        (WOMEN, "multi_response = false", "multi_response = true", "multi_response goes with"),
        (GOOD, 'source = "cases"', 'source = "narratives"', "'narratives' is none of cases, aggressors"),
        (GOOD, TABLE, 'grain = "week"', "tables 1: grain: 'week' is none of month, quarter, year"),
        (GOOD, TABLE, 'grain = "quarter"\nby = ["locality"]', "cases has no column locality"),
        (GOOD, TABLE, 'grain = "quarter"\nby = ["place", "risk", "types"]', "at most two columns"),
        (GOOD, TABLE, 'grain = "year"\nby = ["municipality", "types"]', "none twice"),
        (SERVICES, 'rule = "registration"', 'rule = "facts"', "services has no facts date"),
        (SERVICES, '"CON"]', '""]', "texts are expected"),
        (SERVICES, 'column = "status"', 'column = "of"', "services has no column of"),
        (
            WOMEN,
            "[[tables]]",
            '[[where]]\ncolumn = "municipality"\nany_of = ["03003"]\n\n[[tables]]',
            "holds no codes",
        ),
        (
            WOMEN,
            "[[tables]]",
            '[[where]]\ncolumn = "weapons"\nany_of = ["TAL"]\n\n[[tables]]',
            "has no code TAL",
        ),
        (WOMEN, "multi_response", 'numerator_codes = ["SI"]\nmulti_response', "no table counts SI"),
        (GOOD, UNIT, f'{UNIT}\neach_woman = "latest"', "each_woman goes with the unit women"),
        (ORDERS, "waits_for", "valid_to = 2030-01-01 # ", "waits_for goes with"),
        (
            ORDERS,
            'state = "waiting"',
            'state = "waiting"\nsource = "cases"',
            "nothing is counted in the state waiting",
        ),
        (GOOD, "per = 100", "per = 0", "per starts at 1"),
        (GOOD, 'base = "all"', 'base = "some"', "denominator: base: 'some' is none of all, known, external"),
        (GOOD, "change_base = 20", "change_base = 0", "a base starts at 1"),
        (GOOD, "[legal]", "[legal", "not TOML"),
    ],
)
def test_every_mistake_has_a_clear_error(file: str, old: str, new: str, message: str) -> None:
    assert old in file
    with pytest.raises(DefinitionError) as error:
        parse_definition(file.replace(old, new, 1), "I05.toml")
    assert str(error.value).startswith("I05.toml: ")
    assert message in str(error.value)


def test_the_file_is_named_after_the_id_and_slugs_are_unique(tmp_path: Path) -> None:
    (tmp_path / "I99.toml").write_text(GOOD, "utf-8")
    with pytest.raises(DefinitionError, match=r"must be I05\.toml"):
        load_definitions(tmp_path)
    (tmp_path / "I99.toml").write_text(GOOD.replace('id = "I05"', 'id = "I99"'), "utf-8")
    (tmp_path / "I05.toml").write_text(GOOD, "utf-8")
    with pytest.raises(DefinitionError, match="same slug"):
        load_definitions(tmp_path)


def test_the_vocabulary_says_what_every_column_is() -> None:
    for source in load_vocabulary().values():
        for column in source.columns.values():
            assert column.label
            assert (column.kind == "place") != bool(column.catalog or column.codes)


def test_an_answer_says_by_itself_what_it_is() -> None:
    """A finding quotes it alone: «tienen anotado «Sí»» says nothing."""
    columns = [column for source in load_vocabulary().values() for column in source.columns.values()]
    assert not [
        each for each in columns if {"sí", "no"} & {label.lower() for label in (each.codes or {}).values()}
    ]
