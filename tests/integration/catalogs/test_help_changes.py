"""Help lines and centres change when one person proposes and another approves, as the app role."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from banevim.catalogs import actions, queries
from banevim.catalogs.models import HelpChange, HelpLine
from banevim.catalogs.terms import HelpKind
from banevim.common import clock
from banevim.common.errors import Conflict, Invalid, Refused
from banevim.vault.context import Actor
from datavim.helplines import parse_help

pytestmark = pytest.mark.django_db


def _values(**changes: Any) -> dict[str, Any]:
    today = clock.today().isoformat()
    return {
        "name": "Línea de práctica",
        "number": "079",
        "tel": "079",
        "option": "Opción 1",
        "hours": "A cualquier hora",
        "free": True,
        "territory": "Todo el país",
        "what": "Te escuchan",
        "verified_on": today,
        "verified_by": "Persona de práctica",
        **changes,
    }


@pytest.fixture
def one(actor_of: Callable[..., Actor]) -> Actor:
    return actor_of("monitoring_aide")


@pytest.fixture
def other(actor_of: Callable[..., Actor]) -> Actor:
    return actor_of("state_liaison")


def _names() -> list[str]:
    return [line["name"] for line in queries.help_data(practice=True)["lines"]]


def test_the_content_is_what_the_public_site_reads() -> None:
    content = queries.help_data(practice=True)
    read = parse_help(content)
    assert [line.number for line in read.lines] == ["911", "079"]
    assert len(read.centres) == 5
    assert all("práctica" in centre.address and not centre.phone for centre in read.centres)
    assert read.exit_url.startswith("https://")
    assert parse_help(queries.help_data(practice=False)).centres == ()


def test_a_second_person_opens_the_new_version_and_closes_the_old(one: Actor, other: Actor) -> None:
    old = HelpLine.objects.get(number="079")
    version = queries.help_data(practice=True)["version"]
    change = actions.propose_help_change(kind=HelpKind.LINE, target=old.pk, values=_values(), by=one)
    assert _names() == ["Emergencias", "Línea de las Mujeres"]
    actions.approve_help_change(change_id=change.pk, by=other)
    assert _names() == ["Emergencias", "Línea de práctica"]
    assert queries.help_data(practice=True)["version"] != version
    old.refresh_from_db()
    assert old.valid_to == clock.today() - dt.timedelta(days=1)


def test_a_new_centre_and_its_withdrawal(one: Actor, other: Actor) -> None:
    values = {
        "name": "Centro de práctica nuevo",
        "municipality": "03009",
        "address": "Datos de práctica",
        "hours": "Lunes a viernes",
        "verified_on": clock.today().isoformat(),
        "verified_by": "Persona de práctica",
    }
    change = actions.propose_help_change(kind=HelpKind.CENTRE, values=values, by=one)
    actions.approve_help_change(change_id=change.pk, by=other)
    centre = queries.centres(clock.today(), practice=False).get(name="Centro de práctica nuevo")
    gone = actions.propose_help_change(kind=HelpKind.CENTRE, target=centre.pk, values=None, by=one)
    actions.approve_help_change(change_id=gone.pk, by=other)
    assert not queries.centres(clock.today(), practice=False).exists()
    with pytest.raises(Conflict):
        actions.propose_help_change(kind=HelpKind.CENTRE, target=centre.pk, values=values, by=one)


def test_nobody_approves_her_own_change(other: Actor) -> None:
    change = actions.propose_help_change(kind=HelpKind.LINE, values=_values(), by=other)
    with pytest.raises(Refused, match="otra persona"):
        actions.approve_help_change(change_id=change.pk, by=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpChange.objects.filter(pk=change.pk).update(
            state="approved", decided_by=other.person_id, decided_at=clock.now()
        )


def test_a_rejected_change_stays_on_record_and_changes_nothing(one: Actor, other: Actor) -> None:
    change = actions.propose_help_change(kind=HelpKind.LINE, values=_values(), by=one)
    assert list(queries.pending_changes()) == [change]
    actions.reject_help_change(change_id=change.pk, by=other)
    assert list(queries.pending_changes()) == []
    assert _names() == ["Emergencias", "Línea de las Mujeres"]
    with pytest.raises(Conflict):
        actions.approve_help_change(change_id=change.pk, by=other)


def test_a_place_outside_the_catalogue_is_refused(one: Actor) -> None:
    values = {"name": "x", "municipality": "03004", "address": "x", "hours": "x", "verified_by": "x"}
    with pytest.raises(Invalid, match="municipio"):
        actions.propose_help_change(
            kind=HelpKind.CENTRE, values={**values, "verified_on": clock.today().isoformat()}, by=one
        )


def test_capturers_do_not_change_help_data(actor_of: Callable[..., Actor]) -> None:
    with pytest.raises(Refused):
        actions.propose_help_change(kind=HelpKind.LINE, values=_values(), by=actor_of("capturer"))


def test_what_nobody_verified_lately_is_listed() -> None:
    today = clock.today()
    assert queries.overdue(today, practice=True) == []
    assert len(queries.overdue(today + dt.timedelta(days=91), practice=True)) == 7
    HelpLine.objects.filter(number="911").update(verified_on=None)
    assert queries.overdue(today, practice=True) == ["Emergencias"]
