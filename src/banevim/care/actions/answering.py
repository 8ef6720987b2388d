"""The side of whoever receives a referral, and reading it."""

from uuid import UUID

from banevim.care import queries
from banevim.care.actions.moving import move, party_of
from banevim.care.models import Referral
from banevim.care.terms import Party, Step
from banevim.casefiles.actions import declare_access
from banevim.casefiles.terms import Reason
from banevim.common.errors import NotFound, Refused
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


@atomic
def open_referral(*, by: Actor, referral_id: UUID) -> Referral:
    """Look at a referral: a notice without identity until it is accepted. Raises NotFound."""
    row = queries.referral(referral_id)
    if party_of(row, by) is None:
        raise NotFound
    audit.record("care.referral.seen", subject=("referral", referral_id))
    return row


@atomic
def open_message(*, by: Actor, referral_id: UUID) -> str:
    """Read the message: its sender, or the recipient while the access that its acceptance gave holds.

    Raises Refused, NotFound.
    """
    row = queries.referral(referral_id)
    if party_of(row, by) not in (Party.SENDER, Party.RECIPIENT, Party.SHELTER):
        raise NotFound
    text = queries.told_to_recipient(referral_id)
    if not text:
        raise Refused(
            "El mensaje se lee después de aceptar y mientras dure el acceso. Aquí no hay uno que leer."
        )
    audit.record("care.message.opened", subject=("referral", referral_id))
    return text


@atomic
def receive_referral(*, by: Actor, referral_id: UUID) -> Referral:
    """Say that it arrived. Raises Refused, Conflict, NotFound."""
    return move(by, referral_id, Step.RECEIVE).row


@atomic
def accept_referral(*, by: Actor, referral_id: UUID) -> Referral:
    """Take her in: this institution gets access to her file, with the referral as its reason.

    Raises Refused, Conflict, NotFound.
    """
    moved = move(by, referral_id, Step.ACCEPT)
    if moved.anew:
        file_id = queries.referred_file(referral_id)
        access = declare_access(by=by, file_id=file_id, reason=Reason.REFERRAL, letter=str(referral_id))
        Referral.objects.filter(pk=referral_id).update(access=access)
        audit.record(
            "care.access.given", subject=("referral", referral_id), details={"access": str(access.id)}
        )
    return moved.row


@atomic
def decline_referral(*, by: Actor, referral_id: UUID, reason: str) -> Referral:
    """Say no, with the reason; a shelter's no goes back to the state office. Raises Refused, Conflict, Invalid,
    NotFound."""
    return move(by, referral_id, Step.DECLINE, reason).row


@atomic
def attend_referral(*, by: Actor, referral_id: UUID) -> Referral:
    """She came: the attention began. Raises Refused, Conflict, NotFound."""
    return move(by, referral_id, Step.ATTEND).row


@atomic
def close_referral(*, by: Actor, referral_id: UUID, outcome: str) -> Referral:
    """Close it with its outcome. Raises Refused, Conflict, Invalid, NotFound."""
    return move(by, referral_id, Step.CLOSE, outcome).row
