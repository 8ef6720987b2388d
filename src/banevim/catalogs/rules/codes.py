"""A code is valid in its catalogue on a day, and only there."""

import datetime as dt
import itertools
from collections.abc import Iterable

from banevim.catalogs.rules.text import spell_date
from banevim.catalogs.terms import ANSWERS_WITHOUT_DATA, Codebook, Missing, Option
from banevim.common.errors import Invalid


def in_force(options: Iterable[Option], on: dt.date) -> tuple[Option, ...]:
    """Options valid on that day, in screen order. Days before the law are read with its first catalogue."""
    return tuple(option for option in options if option.in_force(on))


def may_code(
    book: Codebook, catalog: str, code: str, on: dt.date, *, missing: bool = True, imported: bool = False
) -> bool:
    """Boolean twin of `check_code`."""
    if code in ANSWERS_WITHOUT_DATA or (imported and code == Missing.UNSPECIFIED):
        return missing or code in _codes(book, catalog)
    return any(option.in_force(on) for option in book.by_code.get((catalog, code), ()))


def check_code(
    book: Codebook, catalog: str, code: str, on: dt.date, *, missing: bool = True, imported: bool = False
) -> None:
    """Raise Invalid unless `code` belongs to `catalog` on the day of the facts (or of the record).

    `missing=False` refuses the kinds of missing; `imported=True` also takes `no_especificado`.
    """
    if may_code(book, catalog, code, on, missing=missing, imported=imported):
        return
    versions = book.by_code.get((catalog, code), ())
    if not versions:
        raise Invalid("Esa opción no está en la lista. Elige una de las que se muestran.")
    raise Invalid(f"“{versions[-1].label}” {_why_not(versions, on)}. Elige otra opción o revisa la fecha.")


def _codes(book: Codebook, catalog: str) -> set[str]:
    return {option.code for option in book.by_catalog.get(catalog, ())}


def _why_not(versions: tuple[Option, ...], on: dt.date) -> str:
    first, last = versions[0], versions[-1]
    if on < first.valid_from:
        return f"está en la lista desde el {spell_date(first.valid_from)} y la fecha es el {spell_date(on)}"
    end = f" hasta el {spell_date(last.valid_to)}" if last.valid_to else ""
    return f"estuvo en la lista{end} y la fecha es el {spell_date(on)}"


def overlapping(options: Iterable[tuple[str, Option]]) -> list[tuple[str, str]]:
    """(catalogue, code) whose versions overlap in time: a day must have one reading."""
    seen: dict[tuple[str, str], list[Option]] = {}
    for catalog, option in options:
        seen.setdefault((catalog, option.code), []).append(option)
    return [where for where, versions in seen.items() if _overlap(versions)]


def _overlap(versions: list[Option]) -> bool:
    ordered = sorted(versions, key=lambda option: option.valid_from)
    return any(
        one.valid_to is None or one.valid_to >= two.valid_from for one, two in itertools.pairwise(ordered)
    )
