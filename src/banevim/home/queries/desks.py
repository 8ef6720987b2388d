"""Which cards each role has, in working order."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils import formats

from banevim.accounts.terms import Role
from banevim.casefiles import queries as casefiles
from banevim.common import clock
from banevim.cuts import queries as cuts
from banevim.home.queries import cards, month
from banevim.home.queries.plan import year_plan
from banevim.home.queries.trail import audit_records, lines
from banevim.home.terms import CALL, Card
from banevim.vault.context import Actor

ATTENTION = (cards.referrals_waiting, cards.follow_ups_due)
OTHERS = (
    cards.shelters_wanted,
    cards.searches_without_care,
    cards.pairs_to_decide,
    cards.possible_duplicates,
    cards.audit_trail,
)
"""What waits besides the six tasks of the month."""
OWN = (
    cards.drafts,
    cards.pending,
    cards.own_month,
    cards.month_closing,
    *ATTENTION,
    cards.possible_duplicates,
)
CARDS: dict[Role, tuple[Callable[[Actor], Card | None], ...]] = {
    Role.CAPTURER: OWN,
    Role.INSTITUTIONAL_LIAISON: (*OWN, cards.searches_without_care),
    Role.STATE_LIAISON: month.SIX,
    Role.MONITORING_AIDE: (
        cards.capture,
        cards.shelters_wanted,
        cards.searches_without_care,
        cards.pairs_to_decide,
        cards.possible_duplicates,
        month.cut,
    ),
    Role.IT_AIDE: (cards.people, cards.upkeep, cards.audit_trail, month.cut),
    Role.ADMINISTRATOR: (cards.people, cards.audit_trail, cards.searches_without_care, month.cut),
    Role.STATISTICS_READER: (),
}
LATEST = 8


def _month() -> str:
    return formats.date_format(clock.today(), r"F \d\e Y").lower()


def _cards(actor: Actor) -> list[Card]:
    """The cards in order; the first one that waits gets the main button of the page."""
    made = (make(actor) for make in CARDS[Role(actor.role)])
    found = [card for card in made if card is not None]
    first = next((i for i, card in enumerate(found) if card.tag_kind == "warn" and card.address), None)
    return [replace(card, now=i == first) for i, card in enumerate(found)]


def _since_month() -> dt.datetime:
    return clock.now().astimezone(clock.zone()).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def desk_of(actor: Actor) -> tuple[str, dict[str, Any]]:
    """Template and context of the desk of a role."""
    role = Role(actor.role)
    context: dict[str, Any] = {"cards": _cards(actor), "month": _month(), "today": clock.today()}
    if role in (Role.CAPTURER, Role.INSTITUTIONAL_LIAISON):
        if role is Role.INSTITUTIONAL_LIAISON:
            context["people"] = casefiles.activity_by_person(actor, _since_month())
        return "home/capture_desk.html", context
    if role is Role.STATISTICS_READER:
        return "home/reader_desk.html", context | {"published": cuts.published_versions()}
    if role in (Role.IT_AIDE, Role.ADMINISTRATOR):
        context["lines"] = lines(list(audit_records(actor)[:LATEST]))
    context["last_cut"] = cuts.latest_published()
    if role is Role.STATE_LIAISON:
        others = [make(actor) for make in OTHERS]
        context |= month.desk(actor, context["cards"])
        context |= {"calls": [card for card in others if card.tag == CALL], "others": others}
        return "home/month_desk.html", context | year_plan(clock.today())
    return "home/office_desk.html", context
