"""The privacy notice that this bank gives: the shipped text, or the one that the office put in its home."""

import datetime as dt
from pathlib import Path

from django.conf import settings

from banevim.casefiles import sheet
from banevim.catalogs.queries import label
from banevim.catalogs.terms import Catalog


def notice_now(on: dt.date) -> sheet.Notice:
    """The version in force on a day; `HOME/notices/YYYY-MM-DD.txt` replaces the shipped ones."""
    return sheet.notice(on, Path(settings.HOME) / "notices")


def notice_words(on: dt.date) -> list[str]:
    """Its paragraphs with the name of the office and how to reach it."""
    names = {name: label(Catalog.SITE_TEXT, name) for name in ("office", "contact")}
    return [part.format(**names) for part in notice_now(on).paragraphs]
