"""The one box and the fields beside it, read into `Asked`: folio, then CURP, then names with a date, year or age."""

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from banevim.common.errors import Invalid
from banevim.identity.rules.dates import Birth, read_birth, spoken_age, spoken_date
from banevim.identity.rules.names import split_names
from banevim.identity.rules.text import LONGEST_BOX, LONGEST_NAME, check_length, check_name, clean
from banevim.identity.terms import NAMES, Asked, Kind
from banevim.methods import linkage

BOX, BORN, TOWN = "box", "born", "municipality"
FIELDS = (BOX, *NAMES, Kind.KNOWN_AS, BORN, Kind.CURP, Kind.PHONE)
"""Names of the fields of the form, as they are typed."""

_FOLIO = re.compile(r"[A-Za-z]{3}[\s\-‐-―_./]*\d{2}[\s\-‐-―_./]*\d{3,9}[\s\-‐-―_./]*[A-Za-z0-9]{0,2}")
_CURP = re.compile(r"[A-ZÑ]{4}\d{6}[A-Z0-9Ñ]{4,9}")
_NOTHING = re.compile(r"[-–—_.,:/?* ]{1,5}")
_NUMBERED = re.compile(r"\d[\d/\-.]*")


def read(typed: Mapping[str, str], today: dt.date) -> Asked:
    """Make sense of everything typed. Raises Invalid at the field that needs another look."""
    texts = {name: clean(linkage.undamaged(typed.get(name) or "")) for name in FIELDS}
    for name, text in texts.items():
        check_length(text, LONGEST_BOX if name == BOX else LONGEST_NAME, name)
    asked = _read_box(texts[BOX], today, has_surname=bool(texts[Kind.FIRST_SURNAME]))
    texts[Kind.GIVEN_NAMES], other = linkage.other_name(texts[Kind.GIVEN_NAMES])
    texts[Kind.KNOWN_AS] = texts[Kind.KNOWN_AS] or other
    written = {str(name): texts[name] for name in (*NAMES, Kind.KNOWN_AS) if texts[name]}
    told = {name: text for name, text in written.items() if not _is_untold(text)}
    given: dict[str, Any] = told if told or texts[BOX] else written
    for name, text in given.items():
        check_name(text, name)
    if texts[BORN]:
        asked = _born(asked, read_birth(texts[BORN], today, BORN))
    if texts[Kind.CURP]:
        given[Kind.CURP] = _curp(texts[Kind.CURP], Kind.CURP)
    if texts[Kind.PHONE]:
        given[Kind.PHONE] = _phone(texts[Kind.PHONE], Kind.PHONE)
    if re.fullmatch(r"[0-9]{5}", town := typed.get(TOWN) or ""):
        given[TOWN] = town
    return dataclasses.replace(asked, **given)


def _is_untold(text: str) -> bool:
    """A dash, a full stop or `SIN DATO` where there was no name to write."""
    return bool(_NOTHING.fullmatch(text)) or linkage.is_untold(text)


def _read_box(text: str, today: dt.date, *, has_surname: bool) -> Asked:
    if _FOLIO.fullmatch(text):
        return Asked(folio=_folio(text))
    if _CURP.fullmatch(linkage.curp.compact(text)):
        return Asked(curp=_curp(text, BOX))
    words, asked = _take_spoken(text, today)
    names: list[str] = []
    for word in words.replace(",", ", ").split():
        asked, used = _take_word(asked, word.strip(","), today)
        if not used:
            names.append(word)
    written = " ".join(names)
    check_name(written, BOX)
    written, other = linkage.other_name("" if linkage.is_untold(written) else written)
    asked = dataclasses.replace(asked, known_as=other)
    if has_surname:
        return dataclasses.replace(asked, given_names=written.replace(",", ""))
    given, first, second = split_names(written)
    return dataclasses.replace(asked, given_names=given, first_surname=first, second_surname=second)


def _take_spoken(text: str, today: dt.date) -> tuple[str, Asked]:
    """Take out what needs several words: `12 de mayo de 1992`, `34 años`."""
    found = spoken_date(text) or spoken_age(text)
    if found is None:
        return text, Asked()
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return rest, _born(Asked(), read_birth(found[0], today, BOX))


def _take_word(asked: Asked, word: str, today: dt.date) -> tuple[Asked, bool]:
    if _CURP.fullmatch(word.upper()):
        return dataclasses.replace(asked, curp=_curp(word, BOX)), True
    if not _NUMBERED.fullmatch(word):
        if any(c.isdigit() for c in word):
            raise Invalid(
                "Una palabra mezcla letras y números, y no es una CURP ni un folio. Revísala.", field=BOX
            )
        return asked, False
    digits = re.sub(r"\D", "", word)
    if len(digits) == 10 and digits == word:
        return dataclasses.replace(asked, phone=digits), True
    if asked.birth_date or asked.birth_year is not None or asked.age is not None:
        raise Invalid("Hay dos fechas o edades. Deja solo una.", field=BOX)
    return _born(asked, read_birth(word, today, BOX)), True


def _born(asked: Asked, birth: Birth) -> Asked:
    return dataclasses.replace(asked, birth_date=birth.date, birth_year=birth.year, age=birth.age)


def _folio(text: str) -> str:
    try:
        return linkage.folio.check_folio(text)
    except linkage.folio.InvalidFolio as exc:
        raise Invalid(str(exc), field=BOX) from None


def _curp(text: str, field: str) -> str:
    """Eighteen characters that are not everybody's: one that looks wrong may be so on her own document."""
    curp = linkage.curp.compact(text)
    doubt = curp_doubt(curp)
    if doubt and (linkage.curp.is_generic(curp) or len(curp) != 18 or not curp.isalnum()):
        raise Invalid(doubt, field=field)
    return curp


def curp_doubt(curp: str) -> str:
    """What looks wrong in a CURP, or ''. It never stops a search."""
    try:
        linkage.curp.parse(curp)
    except linkage.curp.InvalidCurp as exc:
        return exc.reason
    return ""


def _phone(text: str, field: str) -> str:
    digits = re.sub(r"[\s().\-+]", "", text)
    if not digits.isascii() or not digits.isdigit() or not 10 <= len(digits) <= 13:
        raise Invalid("El teléfono lleva 10 números, con la clave de la ciudad.", field=field)
    return digits[-10:]
