"""Who may do what to a referral. The table is `terms.TRANSITIONS`; nothing here adds to it."""

import datetime as dt
from typing import NamedTuple
from uuid import UUID

from banevim.accounts.models import Institution
from banevim.accounts.terms import CAPTURE
from banevim.care.models import Referral, ReferralStep
from banevim.care.rules.codes import check_chosen
from banevim.care.terms import ROUTERS, TRANSITIONS, Party, ReferralData, Stage, Step
from banevim.catalogs.terms import Catalog, Codebook
from banevim.common.errors import Conflict, DomainError, Invalid, Refused
from banevim.vault.context import Actor

LONGEST_MESSAGE = 4_000
ON_HER_YES = frozenset({Step.ROUTE, Step.ACCEPT})
"""The steps that bring her to somebody new: they need a yes that counts on the day they are taken."""
YES_GONE = "El sí con el que salió ya no cuenta. Quien la envió tiene que volver a preguntarle a ella."
"""All that is told to whoever does not read her file."""
YES_BARRED = (
    "El sí con el que salió esta canalización lo dio quien la representa, y esa persona está señalada como agresora o "
    "como quien la encubre: ya no cuenta. Pregúntale a ella, y anota su respuesta en sus consentimientos."
)


class Mover(NamedTuple):
    """A person who may move referrals, and of which institution."""

    person_id: UUID
    institution_id: UUID


def check_mover(by: Actor) -> Mover:
    """People who capture, and those who look for a shelter in the state office. Raises Refused."""
    if by.role not in CAPTURE | ROUTERS or by.institution_id is None or by.person_id is None:
        raise Refused(
            "Las canalizaciones las mueven quienes atienden y quien busca refugio en la oficina estatal."
        )
    return Mover(by.person_id, by.institution_id)


def check_referral(
    data: ReferralData,
    *,
    sender: Institution,
    recipients: frozenset[UUID],
    today: dt.date,
    book: Codebook,
) -> None:
    """Raises Refused or Invalid with the field. `recipients` are those who may open the file."""
    if sender.is_shelter:
        raise Refused(
            "Un refugio no canaliza por el banco: otra institución sabría que ella está ahí."
            " Pídelo a la oficina estatal."
        )
    if data.recipient_id is not None and data.recipient_id not in recipients:
        raise Invalid("Elige una institución de la lista.", field="recipient")
    check_chosen(book, Catalog.SERVICE, data.service, today, "service", "Elige qué servicio se pide.")
    check_chosen(book, Catalog.URGENCY, data.urgency, today, "urgency", "Elige qué tan pronto hace falta.")
    check_chosen(book, Catalog.REFERRAL_REASON, data.reason, today, "reason", "Elige por qué se canaliza.")
    if len(data.message) > LONGEST_MESSAGE:
        raise Invalid(f"El mensaje pasa de {LONGEST_MESSAGE} letras. Acórtalo.", field="message")


def may_refer(sender: Institution) -> bool:
    """Whether an institution sends referrals at all."""
    return not sender.is_shelter


def party(row: Referral, by: Actor, *, routed: bool) -> Party | None:
    """Who this person is in a referral. `routed`: the state office asked her institution, a shelter."""
    if by.role in CAPTURE and by.institution_id is not None:
        if row.institution_id == by.institution_id:
            return Party.SENDER
        if row.recipient_id == by.institution_id:
            return Party.RECIPIENT
        if row.to_shelter and routed:
            return Party.SHELTER
    if row.to_shelter and by.role in ROUTERS:
        return Party.STATE_OFFICE
    return None


def needs_yes(stage: str) -> bool:
    """Whether somebody new may still be asked about her."""
    return any(Stage(stage) in TRANSITIONS[step].before for step in ON_HER_YES)


def steps_open_to(who: Party | None, stage: str, *, yes_barred: bool = False) -> list[Step]:
    """What this party may do now, in the order of the table. `yes_barred`: the yes it hangs on no longer counts."""
    steps = [s for s, t in TRANSITIONS.items() if who in t.who and Stage(stage) in t.before]
    return [s for s in steps if s not in ON_HER_YES] if yes_barred else steps


def done_already(step: Step, stage: str, code: str, last: ReferralStep | None) -> bool:
    """The same step with the same code was sent twice: the referral already stands where it leads."""
    same = last is not None and (last.step, last.code) == (step, code)
    return same and Stage(stage) == TRANSITIONS[step].after


def check_step(step: Step, who: Party | None, stage: str, code: str, today: dt.date, book: Codebook) -> None:
    """Raises Refused (not hers to do), Conflict (it moved meanwhile) or Invalid (the code is missing)."""
    transition = TRANSITIONS[step]
    if who not in transition.who:
        raise Refused("Eso no le toca a tu institución en esta canalización.")
    if Stage(stage) not in transition.before:
        raise Conflict("Esta canalización ya cambió. Ábrela otra vez para ver cómo está.")
    if transition.code:
        check_chosen(book, transition.code, code, today, "code", "Elige el motivo o el resultado.")


def may_step(step: Step, who: Party | None, stage: str, code: str, today: dt.date, book: Codebook) -> bool:
    """Boolean twin of `check_step`."""
    try:
        check_step(step, who, stage, code, today, book)
    except DomainError:
        return False
    return True
