"""The sheet as it is shipped, and the sentences for a definition that is wrong."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from banevim.casefiles.sheet import Field, Kind, Owner, Section, SheetError, applies, load, sections
from banevim.catalogs import data
from banevim.catalogs.actions import make
from banevim.catalogs.models import Entry
from banevim.common import clock

ENTRIES = [make.entry(row) for row in data.entry_rows("03")]
SHEET = load()
ALL = [(section, field) for section in SHEET.sections for field in section.fields]
IDS = [f"{section.key}.{field.key}" for section, field in ALL]
ASKED_BY_THE_PAPER = {"attention.on", "attention.municipality", "attention.arrival"}
ASKED_BY_THE_LAW = {"notice.way"}
"""Lineamientos num. 38: the notice is given at first capture, or the record says that it was not possible."""
SEEN_BY_OTHERS = {"contact", "background", "needs", "children", "dependants"}
SHARED_LISTS = {"occupation", "schooling", "language", "vulnerability", "sex"}
FORBIDDEN = re.compile(
    r"migratori|papeles|pasaporte|\bvisa\b|indocumentad|estancia legal|residencia legal|deporta",
    re.IGNORECASE,
)


def offered(catalog: str, on: dt.date | None = None) -> dict[str, Entry]:
    day = on or clock.today()
    held = (e for e in ENTRIES if e.catalog == catalog and e.valid_from <= day)
    return {e.code: e for e in held if e.valid_to is None or day <= e.valid_to}


def words(section: Section, field: Field) -> Iterator[str]:
    yield from (section.title, section.why, field.label, field.hint)
    yield from (text for e in ENTRIES if e.catalog == field.catalog for text in (e.label, e.hint))


def test_keys_are_names_and_every_section_says_its_basis():
    for section in SHEET.sections:
        assert all(re.fullmatch(r"[a-z][a-z_]{0,22}[a-z]", key) for key in [section.key, *_keys(section)])
        assert section.legal
        assert section.why or section.open or section.key in SILENT
        assert bool(section.many) == bool(section.one)
        assert len(set(_labels(section))) == len(section.fields)
    assert len({section.title for section in SHEET.sections if section.of is Owner.WOMAN}) == 13
    assert all(set(field.basis) <= set("LXVCM") and field.basis for _, field in ALL)


SILENT = {"visit", "violence", "identification", "dependants", "whereabouts", "investigations", "resources"}
"""Nothing sensitive is asked in them that needs an explanation of its own."""


def _keys(section: Section) -> list[str]:
    return [field.key for field in section.fields]


def _labels(section: Section) -> list[str]:
    return [field.label for field in section.fields]


@pytest.mark.parametrize(("section", "field"), ALL, ids=IDS)
def test_every_list_can_be_answered_today_from_the_keyboard(section: Section, field: Field):
    options = offered(field.catalog) if field.catalog else {}
    assert bool(options) == bool(field.catalog)
    assert not field.none or (field.kind is Kind.MANY and field.none in options)
    assert field.kind is not Kind.MANY or bool(field.none) == ("NIN" in options)
    if field.catalog not in SHARED_LISTS:
        assert all(option.key for option in options.values())


def test_only_what_the_paper_and_the_law_require_is_required():
    required = {name for name, (_, field) in zip(IDS, ALL, strict=True) if field.required}
    assert required == ASKED_BY_THE_PAPER | ASKED_BY_THE_LAW
    unfolded = {section.key for section in SHEET.sections if section.open}
    assert unfolded == {name.split(".")[0] for name in required}


@pytest.mark.parametrize(("section", "field"), ALL, ids=IDS)
def test_nobody_is_asked_for_her_migration_status_or_papers(section: Section, field: Field):
    assert not [text for text in words(section, field) if FORBIDDEN.search(text)]


def test_what_another_institution_reads_is_decided_by_name():
    assert {section.key for section in SHEET.sections if section.shared} == SEEN_BY_OTHERS
    assert not [s.key for s in SHEET.sections if s.shared and s.of is not Owner.WOMAN]


def test_who_she_is_and_where_she_can_be_found_is_sealed():
    told = re.compile(
        r"name|phone|mail|street|through|rfc|workplace|number|alias|address|marks|office|institution"
    )
    clear = [f"{s.key}.{f.key}" for s, f in ALL if told.search(f.key) and f.kind in (Kind.ONE, Kind.NUMBER)]
    assert clear == []


@pytest.mark.parametrize("section", [s for s in SHEET.sections if s.when], ids=lambda s: s.key)
def test_a_special_block_follows_from_answers_that_exist(section: Section):
    lists = {"modality": "modality", "types": "violence_type"}
    for name, codes in section.when.items():
        assert set(codes) <= offered(lists[name]).keys()
        assert applies(section, {name: codes[0]})
        assert applies(section, {name: ["X", codes[-1]]})
    assert not applies(section, {"modality": "FAM", "types": ["PSI"]})
    assert not applies(section, {})


def test_what_the_law_brought_later_is_not_asked_of_earlier_days():
    keys = {section.key for section in sections(dt.date(2024, 1, 17), Owner.CASE)}
    assert {"effects", "femicide"} <= keys
    assert "interposed" not in keys
    assert "interposed" in {section.key for section in sections(dt.date(2024, 1, 18))}
    assert offered("interposed_conduct", dt.date(2024, 1, 17)) == {}
    assert len(offered("interposed_conduct", dt.date(2024, 1, 18))) == 8
    assert "ASE" not in offered("harassment_kind", dt.date(2024, 1, 26))


def test_the_signs_of_risk_are_twenty_and_the_critical_ones_come_first():
    signs = sorted(offered("risk_indicator").values(), key=lambda e: e.order)
    assert [e.code for e in signs] == [f"R{n:02d}" for n in range(1, 21)] + ["NIN"]
    assert [e.order for e in signs if e.hint == "Señal crítica"] == list(range(1, 10))


BLOCK = """
[[section]]
key = "trafficking"
title = "Trata de personas"
step = 3
of = "case"
when = { modality = ["COM"] }
[[section.field]]
key = "origin"
label = "Lugar de origen"
kind = "place"
"""


def _folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "sheet.toml").write_text("version = 1", encoding="utf-8")
    (tmp_path / "3-more.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_new_block_is_a_file(tmp_path: Path):
    block = load(_folder(tmp_path, BLOCK)).section("trafficking")
    assert applies(block, {"modality": "COM"})
    assert block.fields[0].label == "Lugar de origen"


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ('of = "case"', 'of = "cases"', r"3-more.toml: trafficking: 'cases' is none of"),
        ('of = "case"', "", "trafficking: None is none of"),
        ('kind = "place"', 'kind = "list"', r"trafficking: origin: 'list' is none of"),
        ('kind = "place"', 'kind = "one"', "origin: a catalogue that exists is expected"),
        ('kind = "place"', 'kind = "one"\ncatalog = "planets"', "origin: a catalogue that exists"),
        ('kind = "place"', 'kind = "place"\ncatalog = "sex"', "origin: a catalogue that exists"),
        ('kind = "place"', 'kind = "place"\nlabl = "x"', r"unknown or missing keys \['labl'\]"),
        ('label = "Lugar de origen"', "", r"unknown or missing keys \['label'\]"),
        ("step = 3", "step = 9", "trafficking: fields, a step"),
        ('of = "case"', 'of = "aggressor"\nmany = 2', "trafficking: fields, a step"),
        ("[[section.field]]", "[[section.field]]\n= 1", "3-more.toml: not TOML"),
        (
            "[[section]]",
            "[[sections]]",
            r"only \[\[section\]\] tables are expected, not \['section', 'sections'\]",
        ),
        ("[[section]]", "[section]", "3-more.toml: only"),
        (BLOCK, BLOCK + BLOCK, "two sections have the key trafficking"),
        (BLOCK, BLOCK + BLOCK[BLOCK.index("[[section.field") :], "two fields have the key origin"),
    ],
)
def test_a_mistake_in_a_definition_is_said(tmp_path: Path, right: str, wrong: str, sentence: str):
    with pytest.raises(SheetError, match=sentence):
        load(_folder(tmp_path, BLOCK.replace(right, wrong, 1)))
