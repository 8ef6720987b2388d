"""When and how she may be contacted."""

import datetime as dt
from typing import Any

from banevim.care.models import Consent, FollowUp
from banevim.care.rules.codes import check_chosen
from banevim.care.rules.consent import in_force
from banevim.care.terms import (
    FURTHEST,
    NO,
    NO_WAY,
    REACHING_HER,
    SAFE_WAYS,
    FollowUpData,
    FollowUpState,
    Said,
)
from banevim.casefiles.terms import MISSING_CODES
from banevim.catalogs.terms import Catalog, Codebook
from banevim.common.errors import Conflict, DomainError, Invalid, Refused

NO_CONSENT = (
    "No consta que ella acepte que la busquen. Registra su consentimiento, o cítala aquí:"
    " para eso no hace falta."
)
NOT_SOUGHT = (
    "Ella pidió que no la busquen. Espera a que venga, o cítala aquí. Si cambió de opinión, corrige su caso y anota"
    " ahí su nueva respuesta, en Contacto seguro."
)

NOT_SO = (
    "Ella dijo cómo se le puede buscar, y así no. Elige otra forma, o cítala aquí. Si cambió de opinión, corrige su"
    " caso y anota ahí su nueva respuesta, en Contacto seguro."
)


def not_sought(way: str, said: Said) -> str:
    """Why she is not looked for in this way, by what she said; '' when nothing of it stands against it."""
    if way not in REACHING_HER:
        return ""
    if asked_not(said):
        return NOT_SOUGHT
    told = set(_newest(said, "ways"))
    return NOT_SO if told and not told & SAFE_WAYS[way] else ""


def asked_not(said: Said) -> bool:
    """Whether she asked not to be looked for: for each question her newest answer counts, whoever wrote it down."""
    return NO_WAY in _newest(said, "ways") or NO in _newest(said, "follow_up")


def no_message(said: Said) -> bool:
    """Whether any of her answers in force is that no message may be left: here one no is enough."""
    return any(told.get("leave_message") == NO for told in said)


def _newest(said: Said, question: str) -> list[Any]:
    """The codes of her newest answer to a question; not to have been asked, or not to say it, is none."""
    for told in said:
        value = told.get(question) or []
        codes = value if isinstance(value, list) else [value]
        if answers := [code for code in codes if code not in MISSING_CODES]:
            return answers
    return []


def check_follow_up(
    data: FollowUpData, today: dt.date, book: Codebook, consent: Consent | None, said: Said
) -> None:
    """Raises Invalid: a day to come, a way of the catalogue, and, when she will be looked for, her consent and that she
    did not ask the contrary."""
    if data.due_on < today:
        raise Invalid("Esa fecha ya pasó. Escribe la del próximo contacto.", field="due_on")
    if data.due_on > today + FURTHEST:
        raise Invalid("Es para dentro de más de un año. Revisa la fecha.", field="due_on")
    check_chosen(book, Catalog.CONTACT_WAY, data.way, today, "way", "Elige cómo será el contacto.")
    if why := not_sought(data.way, said):
        raise Invalid(why, field="way")
    if data.way in REACHING_HER and not in_force(consent):
        raise Invalid(NO_CONSENT, field="way")


def may_follow_up(
    data: FollowUpData, today: dt.date, book: Codebook, consent: Consent | None, said: Said
) -> bool:
    """Boolean twin of `check_follow_up`."""
    try:
        check_follow_up(data, today, book, consent, said)
    except Invalid:
        return False
    return True


def check_contact(follow_up: FollowUp, consent: Consent | None, said: Said) -> None:
    """Raises Conflict when it is over, Refused when she did not allow it, took it back or asked not to be sought."""
    if follow_up.state != FollowUpState.PENDING:
        raise Conflict("Este seguimiento ya terminó.")
    if follow_up.way not in REACHING_HER:
        raise Refused("Ella viene a la cita: no hace falta buscarla. Si no llega, programa otro contacto.")
    if why := not_sought(follow_up.way, said):
        raise Refused(why)
    if not in_force(consent):
        raise Refused(NO_CONSENT)


def may_contact(follow_up: FollowUp, consent: Consent | None, said: Said) -> bool:
    """Boolean twin of `check_contact`."""
    try:
        check_contact(follow_up, consent, said)
    except DomainError:
        return False
    return True


def check_attempt(
    follow_up: FollowUp, result: str, on: dt.date, next_on: dt.date | None, today: dt.date, book: Codebook
) -> None:
    """Raises Invalid or Conflict: what may be noted of an attempt to reach her."""
    check_chosen(book, Catalog.FOLLOW_UP_RESULT, result, today, "result", "Elige qué pasó.")
    if follow_up.state != FollowUpState.PENDING:
        raise Conflict("Este seguimiento ya terminó. Abre otro si hace falta.")
    if on > today:
        raise Invalid("La fecha todavía no llega. Escribe el día en que se intentó.", field="on")
    if next_on is not None and next_on < today:
        raise Invalid("La fecha del siguiente intento ya pasó.", field="next_on")
