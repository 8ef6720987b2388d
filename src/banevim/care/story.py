"""What this room adds to the page of a file: its sections and its entries of the timeline."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from banevim.care import pages, queries, rules, words
from banevim.care.models import Attempt, Consent, FollowUp, Referral, ReferralStep, Service
from banevim.care.terms import FollowUpState, Step
from banevim.casefiles.panels import Event
from banevim.casefiles.words import day_words
from banevim.catalogs.queries import label
from banevim.catalogs.terms import Catalog
from banevim.vault.context import Actor, current_actor


def _institution(actor: Actor | None) -> UUID | None:
    return actor.institution_id if actor else None


class Story:
    """The attention in a file, read once for the timeline and the sections of its page."""

    def __init__(self, file_id: UUID) -> None:
        self.file_id, self.mine = file_id, _institution(current_actor())
        self.told = queries.attention_in(file_id, self.mine)

    def events(self) -> list[Event]:
        """Everything that this institution may know; of one day, what happened last goes first."""
        told = self.told
        return [
            *(_follow_up(row) for row in self._pending()),
            *(_attempt(row) for row in told.attempts),
            *reversed(list(_steps(told, self.mine))),
            *(_consent(row) for row in told.consents),
            *(_service(row) for row in told.services),
        ]

    def sections(self) -> dict[str, Any]:
        """The sections of the file page."""
        pending, told, mine = next(self._pending(), None), self.told, self.mine
        open_now = [row for row in told.referrals if mine and row.is_open]  # type: ignore[attr-defined]
        return {
            "services": [_service_row(row) for row in told.services],
            "referrals": [_referral(row, mine) for row in open_now],
            "follow_up": pages.follow_up_line(pending) if pending else None,
            "consents": _newest(queries.that_count(told.consents, self.file_id)),
            "may_refer": told.mine is not None and rules.may_refer(told.mine),
            "refer": reverse("care:new_referral", args=[self.file_id]),
            "plan": reverse("care:new_follow_up", args=[self.file_id]),
            "consent": reverse("care:consents", args=[self.file_id]),
        }

    def _pending(self) -> Iterator[FollowUp]:
        return (row for row in self.told.follow_ups if row.state == FollowUpState.PENDING)


def _service(row: Service) -> Event:
    return Event(
        on=row.on,
        when=day_words(row.on),
        what=f"Servicio: {label(Catalog.SERVICE, row.kind, row.on).lower()}",
        where=row.institution.name,
        note=label(Catalog.SERVICE_STATUS, row.status, row.on),
    )


def _consent(row: Consent) -> Event:
    shown = pages.consent(row)
    return Event(
        on=row.on,
        when=day_words(row.on),
        what=f"Consentimiento. {shown['purpose']}: {shown['answer'].lower()}",
        note=f"{shown['way']}. Lo anotó {shown['who']}.",
    )


def _steps(told: queries.Attention, mine: UUID | None) -> Iterable[Event]:
    referrals = {row.id: row for row in told.referrals}
    for row in told.steps:
        yield _step(row, referrals[row.referral_id], mine)


def _step(row: ReferralStep, referral: Referral, mine: UUID | None) -> Event:
    sender, day = referral.institution_id == mine, timezone.localtime(row.created_at).date()
    what = pages.step_words(row)["what"]
    if row.step == Step.SEND:
        whom = (
            f"a {words.in_sentence(words.to_words(referral))}"
            if sender
            else f"de {referral.institution.name}"
        )
        said = f"Canalización {whom}: {words.service_words(referral).lower()}"
    else:
        said = f"Canalización. {what}"
    return Event(
        on=day,
        when=day_words(day),
        what=said,
        where=row.institution.name,
        address=reverse("care:referral", args=[referral.id]),
        link="Ver canalización",
    )


def _follow_up(row: FollowUp) -> Event:
    return Event(
        on=row.due_on,
        when=day_words(row.due_on),
        what=f"Próximo contacto: {words.way_words(row).lower()}",
        where=row.institution.name,
        note=f"{words.follow_up_words(row)[0]}. Lo hará {row.responsible.display_name}.",
        address=reverse("care:follow_up", args=[row.id]),
        link="Ver seguimiento",
    )


def _attempt(row: Attempt) -> Event:
    return Event(
        on=row.on,
        when=day_words(row.on),
        what=f"Seguimiento: {label(Catalog.FOLLOW_UP_RESULT, row.result, row.on).lower()}",
        note=f"Lo anotó {row.by.display_name}.",
    )


def _service_row(row: Service) -> dict[str, str]:
    return {
        "kind": label(Catalog.SERVICE, row.kind, row.on),
        "when": day_words(row.on),
        "where": row.institution.name,
        "status": label(Catalog.SERVICE_STATUS, row.status, row.on),
    }


def _referral(row: Referral, mine: UUID | None) -> dict[str, Any]:
    sender = row.institution_id == mine
    line = pages.sent_line(row) if sender else pages.received_line(row)
    whom = f"A {words.in_sentence(line['whom'])}" if sender else f"De {line['whom']}"
    return {**line, "whom": whom}


def _newest(rows: Iterable[Consent]) -> list[dict[str, Any]]:
    """Her answer in force for each purpose and recipient."""
    found: dict[tuple[str, UUID | None], Consent] = {}
    for row in rows:
        found.setdefault((row.purpose, row.recipient_id), row)
    return [pages.consent(row) for row in found.values()]
