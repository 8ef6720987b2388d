"""Who captures, and with which reason a file is opened."""

import datetime as dt
import re
from typing import NamedTuple
from uuid import UUID

from banevim.accounts.terms import CAPTURE, Role
from banevim.casefiles.terms import Danger, Reason
from banevim.common.errors import Invalid, Refused
from banevim.vault.context import Actor

LINKERS = frozenset({Role.STATE_LIAISON, Role.MONITORING_AIDE})
LONGEST_LETTER = 60
LONGEST_REASON = 500
_LETTER = re.compile(r"[\w ./,#°º-]*\d[\w ./,#°º-]*")
_WHO = re.compile(r"[A-Z]{4}\d{6}[HMX][A-Z]{5}|\d{10}", re.IGNORECASE)
"""A CURP or a telephone: the number of a letter is kept in clear and must not say who she is."""


class Capturer(NamedTuple):
    """Who captures, and for which institution."""

    person_id: UUID
    institution_id: UUID


def may_capture(by: Actor) -> bool:
    """Boolean twin of `check_captures`."""
    try:
        check_captures(by)
    except Refused:
        return False
    return True


def check_captures(by: Actor) -> Capturer:
    """Only people who capture for an institution open, read and write files. Raises Refused."""
    if by.role not in CAPTURE or by.institution_id is None or by.person_id is None:
        raise Refused("Los expedientes los abren las personas que capturan en una institución.")
    return Capturer(by.person_id, by.institution_id)


def check_links(by: Actor) -> Capturer:
    """Which records are of one woman is decided by the people of the state office who watch over the bank."""
    if by.role not in LINKERS or by.institution_id is None or by.person_id is None:
        raise Refused("Esto lo deciden el enlace estatal y la auxiliar de monitoreo.")
    return Capturer(by.person_id, by.institution_id)


def may_link(by: Actor) -> bool:
    """Boolean twin of `check_links`."""
    try:
        check_links(by)
    except Refused:
        return False
    return True


def check_danger(danger: str, against_id: UUID | None, until: dt.date | None, today: dt.date) -> None:
    """Why she is protected, from whom if it is somebody inside an institution, and until when. Raises Invalid."""
    if danger not in set(Danger):
        raise Invalid("Elige por qué se protege.", field="danger")
    if danger == Danger.THREATENED and against_id is None:
        raise Invalid("Elige la institución donde trabaja quien la amenaza.", field="against")
    if until is not None and until <= today:
        raise Invalid("Escribe un día que todavía no llega, o deja el espacio vacío.", field="until")


def may_danger(danger: str, against_id: UUID | None, until: dt.date | None, today: dt.date) -> bool:
    """Boolean twin of `check_danger`."""
    try:
        check_danger(danger, against_id, until, today)
    except Invalid:
        return False
    return True


def check_exports(by: Actor) -> None:
    """A list leaves the bank as a file only with the institutional liaison. Raises Refused."""
    if by.role != Role.INSTITUTIONAL_LIAISON or by.institution_id is None:
        raise Refused("Las listas las descarga la persona enlace de la institución.")


def may_export(by: Actor) -> bool:
    """Boolean twin of `check_exports`."""
    try:
        check_exports(by)
    except Refused:
        return False
    return True


def check_correction(reason: str, changes: int) -> None:
    """A correction says why, and changes something. Raises Invalid."""
    if not reason.strip():
        raise Invalid("Escribe por qué se corrige.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid(f"La explicación es muy larga: caben {LONGEST_REASON} caracteres.", field="reason")
    if not changes:
        raise Invalid("No cambiaste nada: no hay qué corregir.", field="reason")


def may_correction(reason: str, changes: int) -> bool:
    """Boolean twin of `check_correction`."""
    try:
        check_correction(reason, changes)
    except Invalid:
        return False
    return True


def may_reason(reason: str, letter: str | None) -> bool:
    """Boolean twin of `check_reason`."""
    try:
        check_reason(reason, letter)
    except Invalid:
        return False
    return True


def kept_letter(reason: str, letter: str) -> str:
    """What is kept of the number of a letter, or of the id of a referral: nothing, when the reason is another."""
    return " ".join(letter.split()) if reason in (Reason.LETTER, Reason.REFERRAL) else ""


def check_reason(reason: str, letter: str | None) -> None:
    """A reason of the list; for an official letter, its number too (None: given before). Raises Invalid."""
    if reason not in set(Reason):
        raise Invalid("Elige el motivo.", field="reason")
    if reason != Reason.LETTER or letter is None:
        return
    if not letter.strip():
        raise Invalid("Escribe el número del oficio.", field="letter")
    if len(letter) > LONGEST_LETTER:
        raise Invalid("El número del oficio es muy largo: escribe solo el número.", field="letter")
    if not _LETTER.fullmatch(letter) or _WHO.search(re.sub(r"[\W_]", "", letter)):
        raise Invalid("Escribe solo el número del oficio, sin nombres ni datos de nadie.", field="letter")
