"""Words of the attention that she receives: services, consent, referrals and follow-up, with their state tables."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from banevim.accounts.terms import Role
from banevim.catalogs.terms import Catalog

PLANNED = "CIT"
"""Status of a service that is yet to be given: the only one whose date may lie ahead."""
FURTHEST = dt.timedelta(days=366)


@dataclass(frozen=True)
class ServiceData:
    """One service of one day; both codes are of their catalogues."""

    kind: str
    on: dt.date
    status: str


class Purpose(StrEnum):
    """What a consent is for. Codes of the catalogue `consent_purpose`."""

    REFERRAL = "CAN"
    SHELTER = "REF"
    CONTACT = "SEG"


class Answer(StrEnum):
    """What she said. Codes of the catalogue `consent_answer`; the newest one is in force."""

    GIVEN = "DIO"
    NOT_GIVEN = "NOD"
    WITHDRAWN = "RET"


REPRESENTED, SPOKEN = "REP", "PAL"
"""Codes of `consent_way`: who represents her answered for her; she said it."""


@dataclass(frozen=True)
class ConsentData:
    """What she answered, how and when; `recipient_id` only for a referral to a named institution."""

    purpose: str
    answer: str
    way: str
    on: dt.date
    recipient_id: UUID | None = None


@dataclass(frozen=True)
class ReferralData:
    """What is asked and of whom. Without a recipient it is a shelter, which only the state office picks."""

    recipient_id: UUID | None
    service: str
    urgency: str
    reason: str
    message: str = ""


class Stage(StrEnum):
    """Where a referral stands; it stands in exactly one place."""

    SEARCHING = "searching"
    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    ATTENDED = "attended"
    CLOSED = "closed"
    DECLINED = "declined"
    REVOKED = "revoked"


WAITING = frozenset({Stage.SEARCHING, Stage.SENT, Stage.RECEIVED})
"""Nobody has answered yet."""
HOLDING = frozenset({Stage.ACCEPTED, Stage.ATTENDED, Stage.CLOSED})
"""The recipient has access to the file, for as long as the referral stands here."""
OPEN = WAITING | {Stage.ACCEPTED, Stage.ATTENDED}


class Party(StrEnum):
    """Who somebody is in a referral."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    SHELTER = "shelter"
    STATE_OFFICE = "state_office"


ROUTERS = frozenset({Role.STATE_LIAISON, Role.MONITORING_AIDE, Role.ADMINISTRATOR})
"""Who in the state office looks for a shelter."""


class Step(StrEnum):
    """What may happen to a referral."""

    SEND = "send"
    ROUTE = "route"
    RECEIVE = "receive"
    ACCEPT = "accept"
    DECLINE = "decline"
    GIVE_BACK = "give_back"
    END_SEARCH = "end_search"
    ATTEND = "attend"
    CLOSE = "close"
    REVOKE = "revoke"


@dataclass(frozen=True)
class Transition:
    """From which stages, to which one, by whom, and the catalogue of the code that it must say."""

    before: frozenset[Stage]
    after: Stage
    who: frozenset[Party]
    code: Catalog | None = None


_ASKED = frozenset({Stage.SENT, Stage.RECEIVED})
_THOSE_ASKED = frozenset({Party.RECIPIENT, Party.SHELTER})
TRANSITIONS: dict[Step, Transition] = {
    Step.SEND: Transition(frozenset(), Stage.SENT, frozenset({Party.SENDER})),
    Step.ROUTE: Transition(frozenset({Stage.SEARCHING}), Stage.SENT, frozenset({Party.STATE_OFFICE})),
    Step.RECEIVE: Transition(frozenset({Stage.SENT}), Stage.RECEIVED, _THOSE_ASKED),
    Step.ACCEPT: Transition(_ASKED, Stage.ACCEPTED, _THOSE_ASKED),
    Step.DECLINE: Transition(_ASKED, Stage.DECLINED, frozenset({Party.RECIPIENT}), Catalog.REFERRAL_DECLINE),
    Step.GIVE_BACK: Transition(_ASKED, Stage.SEARCHING, frozenset({Party.SHELTER}), Catalog.REFERRAL_DECLINE),
    Step.END_SEARCH: Transition(
        frozenset({Stage.SEARCHING}), Stage.DECLINED, frozenset({Party.STATE_OFFICE})
    ),
    Step.ATTEND: Transition(frozenset({Stage.ACCEPTED}), Stage.ATTENDED, _THOSE_ASKED),
    Step.CLOSE: Transition(
        frozenset({Stage.ACCEPTED, Stage.ATTENDED}), Stage.CLOSED, _THOSE_ASKED, Catalog.REFERRAL_OUTCOME
    ),
    Step.REVOKE: Transition(
        WAITING | HOLDING, Stage.REVOKED, frozenset({Party.SENDER}), Catalog.REFERRAL_REVOCATION
    ),
}
"""The life of a referral. Sent to a shelter it starts in SEARCHING: the state office looks for the place."""

BY_WITHDRAWAL = "CON"
"""Code of `referral_revocation`: she withdrew her consent."""


class FollowUpState(StrEnum):
    """A follow-up waits, was done, or will not be done."""

    PENDING = "pending"
    DONE = "done"
    ENDED = "ended"


RESULT_STATES = {
    "hecho": FollowUpState.DONE,
    "intento": FollowUpState.PENDING,
    "fin": FollowUpState.ENDED,
}
"""Group of the catalogue `follow_up_result` → what becomes of the follow-up."""
REACHING_HER = frozenset({"TEL", "MSJ", "VIS"})
"""Ways of contact in which the institution looks for her: only with her consent in force."""
SAFE_WAYS = {
    "TEL": frozenset({"LLA", "TER"}),
    "MSJ": frozenset({"MSJ", "WAP", "COR", "TER"}),
    "VIS": frozenset({"PER", "TER"}),
}
"""Way of contact → the ways in which she may have said that she can be reached so (catalogue `safe_contact_way`)."""
ASKED_NOT = "PID"
"""Result of a follow-up: she asked not to be looked for."""
Said = Sequence[Mapping[str, Any]]
"""Coded answers of how she may be reached (the section `contact` of the sheet), by question, the newest first."""
NO_WAY, NO = "NIN", "NO"
"""Codes of those answers: she is not to be looked for in any way; no."""


@dataclass(frozen=True)
class FollowUpData:
    """The next contact: when and how."""

    due_on: dt.date
    way: str


class Listed(StrEnum):
    """The lists of the room."""

    SENT = "sent"
    RECEIVED = "received"
    FOLLOW_UPS = "follow_ups"


class Reopening(StrEnum):
    """Why an institution opens a month that it had closed. A list, so that nobody writes who she is."""

    MISTAKE = "error"
    COUNT = "cuenta"
    PENDING = "falta"


REOPENING_LABELS = {
    Reopening.MISTAKE: "Se cerró por error",
    Reopening.COUNT: "El número de casos no era ese",
    Reopening.PENDING: "Falta registrar varios casos",
}
