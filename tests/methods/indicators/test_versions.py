"""Definitions by date: the version in force on a day is the one that counts."""

import datetime as dt
from pathlib import Path

import pytest

from banevim.methods.indicators import DefinitionError, definitions_on, load_definitions
from banevim.methods.indicators import _load as loading

DATA = Path(loading.__file__).parent / "data"
FIRST = (DATA / "I02.toml").read_text("utf-8")


def written(folder: Path, *, second: str = "2026-07-01", ends: str = "", number: int = 2) -> Path:
    """Version 1 from January, and another one from a day on."""
    old = FIRST.replace("valid_from = 2026-01-01", f"valid_from = 2026-01-01\n{ends}")
    new = FIRST.replace("version = 1", f"version = {number}").replace("2026-01-01", second)
    (folder / "I02-1.toml").write_text(old, "utf-8")
    (folder / "I02.toml").write_text(new.replace("Casos registrados", "Casos del mes", 1), "utf-8")
    return folder


def test_each_day_has_its_version(tmp_path: Path) -> None:
    folder = written(tmp_path)
    days = {dt.date(2025, 3, 1): 1, dt.date(2026, 6, 30): 1, dt.date(2026, 7, 1): 2, dt.date(2030, 1, 1): 2}
    assert {day: definitions_on(day, folder)["I02"].version for day in days} == days
    assert load_definitions(folder)["I02"].name == "Casos del mes"


def test_one_that_ended_without_another_counts_no_more(tmp_path: Path) -> None:
    folder = written(tmp_path, ends="valid_to = 2026-03-31")
    assert "I02" not in definitions_on(dt.date(2026, 5, 1), folder)
    assert definitions_on(dt.date(2026, 3, 31), folder)["I02"].version == 1


@pytest.mark.parametrize("wrong", [{"second": "2026-01-01"}, {"second": "2025-12-31"}])
def test_versions_that_overlap_are_refused(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(DefinitionError, match="begins after the one before"):
        load_definitions(written(tmp_path, **wrong))  # type: ignore[arg-type]


def test_a_file_is_named_by_its_version(tmp_path: Path) -> None:
    (tmp_path / "I02-3.toml").write_text(FIRST, "utf-8")
    with pytest.raises(DefinitionError, match=r"must be I02\.toml"):
        load_definitions(tmp_path)
