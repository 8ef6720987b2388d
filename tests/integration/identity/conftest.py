"""Women in the bank, and searches for them, through the actions that the pages call."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from tests.integration.casefiles.samples import CASE, PROFILE

from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.casefiles.terms import Identity
from banevim.identity import actions
from banevim.identity.models import SearchLog
from banevim.identity.terms import Sheet
from banevim.methods import linkage
from banevim.vault.context import Actor, acting

XOCHITL = Identity(
    given_names="Xóchitl Guadalupe",
    first_surname="Verdugo",
    second_surname="Cota",
    known_as="Lupe la de Comondú",
    birth_date=dt.date(1992, 5, 12),
    phone="612 345 6789",
    phone_rules="Solo por la mañana",
)


def curp_for(first17: str) -> str:
    """A CURP with its check digit."""
    return first17 + linkage.curp.check_digit(first17)


@pytest.fixture
def open_her(actor_of: Callable[..., Actor]) -> Callable[..., UUID]:
    """`open_her(institution, identity, **profile)`: her file with a case; returns the id of the file."""

    def make(institution: str, identity: Identity = XOCHITL, **profile: Any) -> UUID:
        actor = actor_of("capturer", institution)
        with acting(actor):
            woman = casefiles.open_file(by=actor, identity=identity, profile=replace(PROFILE, **profile))
            casefiles.register_case(by=actor, record_id=woman.id, data=CASE)
            return files.file_of(woman.id).id

    return make


@pytest.fixture
def look(actor_of: Callable[..., Actor]) -> Callable[..., SearchLog]:
    """`look(box, institution=..., **fields)`: one search by a capturer."""

    def make(box: str = "", institution: str = "police", role: str = "capturer", **fields: Any) -> SearchLog:
        actor = actor_of(role, institution)
        more = {name: fields.pop(name) for name in ("once", "letter") if name in fields}
        with acting(actor):
            reason = fields.pop("reason", "ATE")
            return actions.search(by=actor, typed={"box": box, **fields}, reason=reason, **more)

    return make


@pytest.fixture
def page_of(actor_of: Callable[..., Actor]) -> Callable[..., Sheet]:
    """`page_of(log)`: the page of a search, as its person sees it."""

    def see(log: SearchLog, institution: str = "police", role: str = "capturer") -> Sheet:
        actor = actor_of(role, institution)
        with acting(actor):
            return actions.see(by=actor, search_id=log.id)

    return see
