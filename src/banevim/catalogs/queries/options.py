"""Coded options: what a page offers, what a code means, what a BANAVIM value corresponds to."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping

from banevim.catalogs import data
from banevim.catalogs.models import Entry
from banevim.catalogs.queries.cache import kept
from banevim.catalogs.rules import accents_lost, in_force, normalise, without_prefix
from banevim.catalogs.rules.calendar import ONE_DAY
from banevim.catalogs.terms import ANSWERS_WITHOUT_DATA, FIRST_DAY, Catalog, Codebook, Missing, Option

_FIELDS = ("code", "label", "key", "group", "order", "hint", "valid_from", "valid_to", "legal_basis")


def codebook() -> Codebook:
    """Every option of every catalogue, for `rules.check_code`."""
    return kept("codebook", _load_codebook)


def options(catalog: str, on: dt.date) -> tuple[Option, ...]:
    """Options of a catalogue in force on a day, in screen order."""
    days, found = kept("stretches", _load_stretches).get(catalog, ([FIRST_DAY], [()]))
    return found[bisect_right(days, max(on, FIRST_DAY)) - 1]


def missing_options(on: dt.date) -> tuple[Option, ...]:
    """The kinds of missing that a capture page offers beside the options."""
    return tuple(o for o in options(Catalog.MISSING, on) if o.code in ANSWERS_WITHOUT_DATA)


def label(catalog: str, code: str, on: dt.date | None = None) -> str:
    """What the screen says for a code: its label that day, or its last one, or the kind of missing."""
    book = codebook()
    versions = book.by_code.get((catalog, code)) or book.by_code.get((Catalog.MISSING, code)) or ()
    for option in versions:
        if on and option.in_force(on):
            return option.label
    return versions[-1].label if versions else code


def group_of(catalog: str, code: str) -> str:
    """Group of a code for indicators; a kind of missing is its own group."""
    versions = codebook().by_code.get((catalog, code), ())
    return versions[-1].group if versions else code


def banavim_code(catalog: str, value: str) -> str | None:
    """Our code for a value of a BANAVIM file: known mapping, else our own label; None when it is not known.

    Accents may be there, absent, or lost with their letter; `1 - Familiar` is read as `Familiar`.
    """
    known = kept("banavim", _load_mapping)
    if not normalise(value):
        return None if value.strip() else Missing.UNSPECIFIED
    for text in (value, without_prefix(value)):
        for form in (normalise(text), accents_lost(text)):
            for where in (catalog, "any"):
                if form and (code := known.get((where, form))):
                    return code
    return None


def _load_codebook() -> Codebook:
    by_catalog: dict[str, list[Option]] = {}
    by_code: dict[tuple[str, str], list[Option]] = {}
    for catalog, *values in Entry.objects.values_list("catalog", *_FIELDS):
        option = Option(**dict(zip(_FIELDS, values, strict=True)))
        by_catalog.setdefault(catalog, []).append(option)
        by_code.setdefault((catalog, option.code), []).append(option)
    return Codebook(
        {name: tuple(found) for name, found in by_catalog.items()},
        {where: tuple(found) for where, found in by_code.items()},
    )


def _load_stretches() -> Mapping[str, tuple[list[dt.date], list[tuple[Option, ...]]]]:
    """By catalogue: the days from which other options are in force, and those options."""
    found = {}
    for catalog, offered in codebook().by_catalog.items():
        ends = {option.valid_to + ONE_DAY for option in offered if option.valid_to}
        days = sorted({FIRST_DAY, *(max(option.valid_from, FIRST_DAY) for option in offered), *ends})
        found[catalog] = days, [in_force(offered, day) for day in days]
    return found


def _load_mapping() -> Mapping[tuple[str, str], str]:
    """Mapping rows win over our labels, whole texts over texts that lost letters."""
    pairs = [
        (row["catalog"], row["source_value"], row["code"])
        for row in data.rows("national/banavim_mapping.csv")
    ]
    for catalog, found in codebook().by_catalog.items():
        if catalog != Catalog.MISSING:
            pairs += [(catalog, option.label, option.code) for option in found]
    pairs += [("any", option.label, option.code) for option in codebook().by_catalog.get(Catalog.MISSING, ())]
    known: dict[tuple[str, str], str] = {}
    for change in (normalise, accents_lost):
        for catalog, text, code in pairs:
            known.setdefault((catalog, change(text)), code)
    return known
