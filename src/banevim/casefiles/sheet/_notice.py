"""The short privacy notice (Lineamientos 2018, num. 38): dated texts; the one in force is the last that has begun."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from banevim.casefiles.sheet._load import DATA


@dataclass(frozen=True)
class Notice:
    """A version, named by its first day, and its paragraphs, with `{office}` and `{contact}` to fill in."""

    version: str
    paragraphs: tuple[str, ...]


def notice(on: dt.date, *folders: Path) -> Notice:
    """The notice in force on a day: `YYYY-MM-DD.txt` of the shipped folder, or of the bank's own, which goes first."""
    version = notice_versions(on, *folders)[-1]
    text = _found(*folders)[version].read_text("utf-8")
    return Notice(version, tuple(part.strip() for part in text.split("\n\n") if part.strip()))


def notice_versions(on: dt.date, *folders: Path) -> list[str]:
    """The versions that have begun by a day, the one in force last."""
    found = sorted(_found(*folders))
    return [version for version in found if version <= on.isoformat()] or found[:1]


def _found(*folders: Path) -> dict[str, Path]:
    shipped = DATA / "notices"
    return {path.stem: path for folder in (shipped, *folders) for path in folder.glob("????-??-??.txt")}
