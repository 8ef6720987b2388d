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
    found = {
        path.stem: path for folder in (DATA / "notices", *folders) for path in folder.glob("????-??-??.txt")
    }
    begun = [version for version in found if version <= on.isoformat()] or [min(found)]
    text = found[max(begun)].read_text("utf-8")
    return Notice(max(begun), tuple(part.strip() for part in text.split("\n\n") if part.strip()))
