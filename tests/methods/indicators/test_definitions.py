"""Definition files: complete, honest in every field, and clear when they are wrong."""

from datetime import date
from pathlib import Path

import pytest

from banevim.methods.indicators import DefinitionError, load_definitions, parse_definition
from banevim.methods.indicators import __file__ as home

DATA = Path(home).parent / "data"
GOOD = (DATA / "I05.toml").read_text("utf-8")


def test_the_three_indicators_of_the_first_cut() -> None:
    definitions = load_definitions()
    assert list(definitions) == ["I02", "I04", "I05"]
    assert {d.slug for d in definitions.values()} == {
        "casos-registrados",
        "mujeres-por-100-mil",
        "casos-por-tipo",
    }
    assert [definitions[i].unit for i in definitions] == ["cases", "women", "cases"]
    assert [definitions[i].grain for i in definitions] == ["month", "year", "quarter"]
    assert definitions["I04"].denominator is not None
    assert definitions["I04"].denominator.per == 100_000
    assert definitions["I04"].denominator.edition == "2020"


@pytest.mark.parametrize("definition", load_definitions().values(), ids=lambda d: d.id)
def test_every_definition_says_all_it_must(definition) -> None:  # type: ignore[no-untyped-def]
    assert "artículo 3, fracción XX" in definition.legal.basis
    assert definition.valid_from >= date(2026, 1, 1)
    assert (definition.small_numbers.percentage_base, definition.small_numbers.change_base) == (30, 20)
    assert len(definition.wording.limits) >= 3
    assert definition.wording.how_to_read.endswith(".")
    assert "registro" in definition.period.text


def test_findings_are_filled_and_a_missing_value_is_an_error() -> None:
    wording = load_definitions()["I02"].wording
    assert (
        wording.finding("latest", periodo="marzo de 2026", valor=83)
        == "En marzo de 2026 se registraron 83 casos."
    )
    with pytest.raises(KeyError):
        wording.finding("latest", periodo="marzo de 2026")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('unit = "cases"', 'unit = "incidents"', "unit: 'incidents' is none of cases, women"),
        ("version = 1", 'version = "1"', "version: a value of type int is expected"),
        ("version = 1", "version = true", "version: a value of type int is expected"),
        ("version = 1", "version = 0", "version starts at 1"),
        ("version = 1", "", "'version' is missing"),
        ("version = 1", "version = 1\ncolour = 1", "unknown key 'colour'"),
        ('theme = "Tipos y modalidades de violencia"', "", "legal: 'theme' is missing"),
        ('theme = "Tipos y modalidades de violencia"', 'theme = ""', "legal: theme: a value of type str"),
        ("multi_response = true", "multi_response = false", "multi_response goes with"),
        ('rule = "registration"', 'rule = "facts"', "only the registration rule"),
        ("per = 100", "per = 0", "per starts at 1"),
        ("{tipo} está presente en {valor}", "{tipo está presente en {valor}", "wording: findings: most"),
        ('protected = "Las cifras', "protected = 3 # ", "texts are expected"),
        ("[legal]", "[legal", "not TOML"),
    ],
)
def test_every_mistake_has_a_clear_error(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(DefinitionError) as error:
        parse_definition(GOOD.replace(old, new, 1), "I05.toml")
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
