"""A person at the entrance: her browser, her telephone, and the words that she types."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from tests.harness.people import PASSWORD, home_of

from banevim.accounts import actions, queries
from banevim.accounts.models import Person
from banevim.common import clock
from banevim.vault.context import acting, system
from banevim.vault.models import AuditRecord

NEW_PASSWORD = "otra frase larga y distinta"


@pytest.fixture
def enter() -> Callable[..., Any]:
    """`enter(role, institution, password=..., code=..., client=..., next=...)`: what the entrance answers."""

    def post(role: str, institution: str | None = None, **typed: Any) -> Any:
        client = typed.pop("client", None) or Client()
        name = typed.pop("username", f"{role}.{institution or home_of(role)}")
        answer = client.post("/entrar/", {"username": name, "password": PASSWORD, **typed})
        answer.browser = client
        return answer

    return post


@pytest.fixture
def phone() -> Callable[..., str]:
    """`phone(secret, steps=0)`: the code that her application shows now, or some steps of thirty seconds away."""

    def code(secret: bytes, steps: int = 0) -> str:
        return queries.totp(secret).generate(int(clock.now().timestamp()) + 30 * steps).decode()

    return code


@pytest.fixture
def enrolled(person_of: Callable[..., Person], phone: Callable[..., str]) -> Callable[..., SimpleNamespace]:
    """`enrolled(role, institution)`: a person whose second factor is set: `.secret`, `.codes`, `.person`."""

    def make(role: str, institution: str | None = None) -> SimpleNamespace:
        with acting(system()) as by:
            person = person_of(role, institution)
            secret = actions.start_second_factor(by=by, person=person)
            codes = actions.confirm_second_factor(by=by, person=person, code=phone(secret, -1))
        return SimpleNamespace(person=person, secret=secret, codes=codes)

    return make


@pytest.fixture
def later() -> Callable[..., Any]:
    """`with later(minutes=20):` the same, some time from now."""
    return lambda **delta: clock.travel(clock.now() + dt.timedelta(**delta))


@pytest.fixture
def events(acting_as: Callable[..., Any]) -> Callable[..., list[str]]:
    """`events(start)`: what the trail holds, in order, by the start of the event."""

    def read(start: str = "accounts.") -> list[str]:
        with acting_as("administrator"):
            rows = AuditRecord.objects.filter(event__startswith=start).order_by("at", "seq")
            return list(rows.values_list("event", flat=True))

    return read
