"""What a help line must say, and the two people."""

import datetime as dt
from uuid import UUID

import pytest

from banevim.catalogs import rules
from banevim.catalogs.terms import ChangeState, HelpKind
from banevim.common.errors import Conflict, Invalid, Refused

ONE, TWO = UUID(int=1), UUID(int=2)
TODAY = dt.date(2026, 11, 23)
LINE = {
    "name": "Línea de práctica",
    "number": "079",
    "tel": "079",
    "hours": "A cualquier hora",
    "territory": "Todo el país",
    "what": "Te escuchan",
    "verified_on": "2026-11-20",
    "verified_by": "Persona de práctica",
}


def test_a_complete_line_is_accepted() -> None:
    rules.check_help_values(HelpKind.LINE, LINE, TODAY)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("tel", "800-123"),
        ("verified_on", ""),
        ("verified_on", "ayer"),
        ("verified_on", "2026-11-24"),
    ],
)
def test_an_incomplete_line_names_the_field(field: str, value: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rules.check_help_values(HelpKind.LINE, {**LINE, field: value}, TODAY)
    assert refusal.value.field == field


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(Invalid):
        rules.check_help_values(HelpKind.LINE, {**LINE, "practice": True}, TODAY)


@pytest.mark.parametrize(
    "role", ["capturer", "institutional_liaison", "it_aide", "statistics_reader", "system"]
)
def test_only_the_state_office_proposes(role: str) -> None:
    with pytest.raises(Refused):
        rules.check_may_propose(role)


@pytest.mark.parametrize("role", ["capturer", "monitoring_aide", "system"])
def test_who_decides(role: str) -> None:
    with pytest.raises(Refused):
        rules.check_may_decide(role, to=ChangeState.APPROVED, proposed_by=ONE, person=TWO, state="proposed")


def test_another_person_decides_once() -> None:
    rules.check_may_decide(
        "state_liaison", to=ChangeState.APPROVED, proposed_by=ONE, person=TWO, state="proposed"
    )
    for person in (ONE, None):
        with pytest.raises(Refused):
            rules.check_may_decide(
                "administrator", to=ChangeState.REJECTED, proposed_by=ONE, person=person, state="proposed"
            )
    with pytest.raises(Conflict):
        rules.check_may_decide(
            "administrator", to=ChangeState.REJECTED, proposed_by=ONE, person=TWO, state="approved"
        )
