"""When and how she may be contacted."""

import datetime as dt

from banevim.care.models import Consent, FollowUp
from banevim.care.rules.codes import check_chosen
from banevim.care.rules.consent import in_force
from banevim.care.terms import FURTHEST, REACHING_HER, FollowUpData, FollowUpState
from banevim.catalogs.terms import Catalog, Codebook
from banevim.common.errors import Conflict, DomainError, Invalid, Refused

NO_CONSENT = (
    "No consta que ella acepte que la busquen. Registra su consentimiento, o cítala aquí:"
    " para eso no hace falta."
)


def check_follow_up(data: FollowUpData, today: dt.date, book: Codebook, consent: Consent | None) -> None:
    """Raises Invalid: a day to come, a way of the catalogue, and her consent when she will be looked for."""
    if data.due_on < today:
        raise Invalid("Esa fecha ya pasó. Escribe la del próximo contacto.", field="due_on")
    if data.due_on > today + FURTHEST:
        raise Invalid("Es para dentro de más de un año. Revisa la fecha.", field="due_on")
    check_chosen(book, Catalog.CONTACT_WAY, data.way, today, "way", "Elige cómo será el contacto.")
    if data.way in REACHING_HER and not in_force(consent):
        raise Invalid(NO_CONSENT, field="way")


def may_follow_up(data: FollowUpData, today: dt.date, book: Codebook, consent: Consent | None) -> bool:
    """Boolean twin of `check_follow_up`."""
    try:
        check_follow_up(data, today, book, consent)
    except Invalid:
        return False
    return True


def check_contact(follow_up: FollowUp, consent: Consent | None) -> None:
    """Raises Conflict when it is over, Refused when she did not allow it or took it back."""
    if follow_up.state != FollowUpState.PENDING:
        raise Conflict("Este seguimiento ya terminó.")
    if follow_up.way not in REACHING_HER:
        raise Refused("Ella viene a la cita: no hace falta buscarla. Si no llega, programa otro contacto.")
    if not in_force(consent):
        raise Refused(NO_CONSENT)


def may_contact(follow_up: FollowUp, consent: Consent | None) -> bool:
    """Boolean twin of `check_contact`."""
    try:
        check_contact(follow_up, consent)
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
