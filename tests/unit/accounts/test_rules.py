"""Lock-out, steps of the sign-in, passwords and accounts: the rules alone."""

import datetime as dt
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banevim.accounts import rules
from banevim.accounts.models import Institution, Person
from banevim.accounts.terms import STATE_OFFICE, Role, Standing, plain_username
from banevim.common.errors import Conflict, Invalid, Refused
from banevim.vault.context import Actor

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def at(*minutes: float) -> list[dt.datetime]:
    return [NOON + dt.timedelta(minutes=m) for m in minutes]


def test_five_failures_in_the_window_stop_the_entrance_for_fifteen_minutes_after_the_last():
    until = rules.locked_until(at(0, 1, 2, 3, 14), 5, *at(14))
    assert until == at(29)[0]
    assert rules.locked_until(at(0, 1, 2, 3, 14), 5, *at(28.9)) == until
    assert rules.locked_until(at(0, 1, 2, 3, 14), 5, *at(29)) is None


def test_failures_spread_over_more_than_the_window_do_not_stop_it():
    assert rules.locked_until(at(0, 5, 10, 15, 16), 5, *at(16)) is None
    assert rules.locked_until(at(0, 1, 2, 3), 5, *at(4)) is None


@given(st.lists(st.floats(0, 60), max_size=40), st.integers(2, 8), st.floats(0, 90))
def test_a_pause_always_ends_and_only_follows_enough_failures(minutes, limit, now):
    failures = sorted(at(*minutes))
    until = rules.locked_until(failures, limit, *at(now))
    if until is not None:
        assert at(now)[0] < until <= failures[-1] + rules.PAUSE
        first = until - rules.PAUSE - rules.WINDOW
        assert sum(first <= f <= until - rules.PAUSE for f in failures) >= limit


def person(role: Role, **values: object) -> Person:
    return Person(username="ana", display_name="A. Prueba", role=role, **values)


@pytest.mark.parametrize("role", list(Role))
def test_state_office_must_set_a_second_factor_and_the_others_may(role):
    found = rules.standing(person(role), passed=False, expires=None, now=NOON)
    assert found is (Standing.ENROL if role in STATE_OFFICE else Standing.COMPLETE)


@pytest.mark.parametrize("role", list(Role))
def test_who_set_a_second_factor_must_give_it(role):
    set_up = person(role, totp_confirmed_at=NOON)
    assert rules.standing(set_up, passed=False, expires=None, now=NOON) is Standing.SECOND_FACTOR
    assert rules.standing(set_up, passed=True, expires=None, now=NOON) is Standing.COMPLETE


def test_an_expired_password_comes_after_the_second_factor():
    office = person(Role.ADMINISTRATOR, totp_confirmed_at=NOON)
    assert rules.standing(office, passed=False, expires=NOON, now=NOON) is Standing.SECOND_FACTOR
    assert rules.standing(office, passed=True, expires=NOON, now=NOON) is Standing.PASSWORD
    assert rules.standing(office, passed=True, expires=at(1)[0], now=NOON) is Standing.COMPLETE


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("corta", "12 caracteres"),
        ("password1234", "más usadas"),
        ("ana.lopez.1990", "tu nombre ni tu usuario"),
    ],
)
def test_weak_passwords_are_refused_in_spanish(password, sentence):
    who = Person(username="ana.lopez", display_name="Ana López", role=Role.CAPTURER)
    with pytest.raises(Invalid, match=sentence) as refused:
        rules.check_password(who, password)
    assert refused.value.field == "new_password"


def test_a_phrase_is_a_good_password():
    rules.check_password(person(Role.CAPTURER), "cuatro palabras bien raras")


def by(role: str) -> Actor:
    return Actor(uuid4(), uuid4(), role)


HOSPITAL = Institution(code="H", name="Hospital", kind="hospital")
OFFICE = Institution(code="O", name="Oficina", kind="state_institute")


@pytest.mark.parametrize("role", list(Role))
def test_only_administration_and_state_liaison_open_accounts(role):
    attempt = (by(role), "nueva.persona", Role.CAPTURER, HOSPITAL, "OF-1")
    if role in (Role.ADMINISTRATOR, Role.STATE_LIAISON):
        rules.check_open_account(*attempt)
    else:
        with pytest.raises(Refused):
            rules.check_open_account(*attempt)


@pytest.mark.parametrize(
    ("username", "role", "institution", "letter", "field"),
    [
        ("María", Role.CAPTURER, HOSPITAL, "OF-1", "username"),
        ("ma", Role.CAPTURER, HOSPITAL, "OF-1", "username"),
        ("maria", Role.CAPTURER, HOSPITAL, "  ", "letter"),
        ("maria", Role.IT_AIDE, HOSPITAL, "OF-1", "role"),
        ("maria", Role.CAPTURER, Institution(kind="programme", holds_accounts=False), "OF-1", "institution"),
    ],
)
def test_accounts_that_may_not_be_opened(username, role, institution, letter, field):
    with pytest.raises(Invalid) as refused:
        rules.check_open_account(by(Role.ADMINISTRATOR), username, role, institution, letter)
    assert refused.value.field == field


def test_state_office_roles_belong_to_the_state_office():
    rules.check_open_account(by(Role.ADMINISTRATOR), "maria", Role.IT_AIDE, OFFICE, "OF-1")


def test_closing_an_account():
    who = person(Role.CAPTURER)
    rules.check_close_account(by(Role.STATE_LIAISON), who, "OF-2")
    with pytest.raises(Refused):
        rules.check_close_account(by(Role.INSTITUTIONAL_LIAISON), who, "OF-2")
    with pytest.raises(Refused, match="tu propia cuenta"):
        rules.check_close_account(Actor(who.pk, uuid4(), Role.ADMINISTRATOR), who, "OF-2")
    with pytest.raises(Invalid):
        rules.check_close_account(by(Role.ADMINISTRATOR), who, "")
    with pytest.raises(Conflict):
        rules.check_close_account(by(Role.ADMINISTRATOR), person(Role.CAPTURER, is_active=False), "OF-2")


@pytest.mark.parametrize("role", list(Role))
def test_who_unlocks(role):
    assert rules.may_unlock(by(role)) is (role in (Role.IT_AIDE, Role.ADMINISTRATOR))


@pytest.mark.parametrize("typed", ["Ana.Lopez", "  ana.lopez ", "ANA.LOPEZ", "ａna.lopez"])
def test_one_user_name_however_it_is_typed(typed):
    assert plain_username(typed) == "ana.lopez"
