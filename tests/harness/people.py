"""Institutions with a twin each, and one person per role that an institution may have. Ids are known beforehand."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID, uuid5

from banevim.accounts.terms import CAPTURE, STATE_OFFICE, Role

SPACE = UUID("018f0000-0000-7000-8000-0000000007e5")
PASSWORD = "la clave de prueba es larga"
OFFICE = "state_office"


@dataclass(frozen=True)
class TestInstitution:
    """An institution of the tests; `twin` is another of the same kind, a stranger to it."""

    __test__ = False
    code: str
    kind: str
    twin: str
    is_shelter: bool = False

    @property
    def id(self) -> UUID:
        return uuid5(SPACE, self.code)

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(r for r in Role if r in (STATE_OFFICE if self.code == OFFICE else CAPTURE)) + (
            Role.STATISTICS_READER,
        )


def _pair(code: str, kind: str, *, is_shelter: bool = False) -> list[TestInstitution]:
    twin = f"{code}_twin"
    return [
        TestInstitution(code, kind, twin, is_shelter=is_shelter),
        TestInstitution(twin, kind, code, is_shelter=is_shelter),
    ]


INSTITUTIONS: dict[str, TestInstitution] = {
    i.code: i
    for i in [
        *_pair("hospital", "hospital"),
        *_pair("police", "police"),
        *_pair("shelter", "shelter", is_shelter=True),
        TestInstitution(OFFICE, "state_institute", "police"),
    ]
}


def home_of(role: str) -> str:
    """Where a role works unless the test says otherwise."""
    return "hospital" if role in CAPTURE else OFFICE


def person_id(role: str, institution: str | None = None) -> UUID:
    """Id of the person with that role there. Raises KeyError for a role that such an institution has not."""
    place = INSTITUTIONS[institution or home_of(role)]
    if Role(role) not in place.roles:
        raise KeyError(f"{place.code} has no {role}")
    return uuid5(SPACE, f"{role}@{place.code}")


def everybody() -> list[tuple[Role, TestInstitution]]:
    """Every (role, institution) that exists."""
    return [(role, place) for place in INSTITUTIONS.values() for role in place.roles]


def cheap_passwords() -> None:
    """A third of a second of processor for each guess protects a bank; in tests it protects nobody."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 64
    Argon2PasswordHasher.parallelism = 1


def sign_in(client: Any, person: Any) -> None:
    """Give a browser a session of this person, second factor passed: one row, not the seven writes of a sign-in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from banevim.accounts.backend import BACKEND, SECOND_FACTOR_SESSION

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = session[SECOND_FACTOR_SESSION] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
