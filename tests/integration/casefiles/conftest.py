"""A woman whom the hospital registered, and the other institutions that meet her."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from tests.integration.casefiles.samples import CASE, MARIA, PROFILE, register_in_file

from banevim.care import actions as care
from banevim.care.terms import ServiceData
from banevim.casefiles import actions, queries
from banevim.casefiles.models import Access
from banevim.casefiles.terms import CaseData, Identity, Profile
from banevim.common import clock
from banevim.vault.context import Actor, acting


@pytest.fixture
def file_at(actor_of: Callable[..., Actor]) -> Callable[..., SimpleNamespace]:
    """`file_at(institution, identity, case)`: her file with a case and a service: `.id`, `.folio`, `.case`."""

    def make(
        institution: str = "hospital",
        identity: Identity = MARIA,
        case: CaseData = CASE,
        profile: Profile = PROFILE,
    ) -> SimpleNamespace:
        by = actor_of("capturer", institution)
        with acting(by):
            woman = actions.open_file(by=by, identity=identity, profile=profile)
            row = actions.register_case(by=by, record_id=woman.id, data=case)
            care.register_service(by=by, record_id=woman.id, data=ServiceData("PSQ", clock.today(), "OTO"))
            file = queries.file_of(woman.id)
        return SimpleNamespace(id=file.id, folio=file.folio, case=row.id, record=woman.id)

    return make


@pytest.fixture
def attend(actor_of: Callable[..., Actor]) -> Callable[..., None]:
    """`attend(file, institution, expired=False)`: the institution declares that it attends her."""

    def declare(file_id: UUID, institution: str = "police", *, expired: bool = False) -> None:
        by = actor_of("capturer", institution)
        with acting(by):
            row = actions.declare_access(by=by, file_id=file_id, reason="ATE")
            if expired:
                now = clock.now()
                Access.objects.filter(pk=row.pk).update(
                    starts_at=now - dt.timedelta(days=90), until=now - dt.timedelta(seconds=1)
                )

    return declare


@pytest.fixture
def add_case(actor_of: Callable[..., Actor]) -> Callable[..., UUID]:
    """`add_case(file, institution, data)`: one more case in a file that the institution reads; its id."""

    def make(file_id: UUID, institution: str, data: CaseData = CASE) -> UUID:
        by = actor_of("capturer", institution)
        with acting(by):
            return register_in_file(by, file_id, data).id

    return make


@pytest.fixture
def page_at(client_as: Callable[..., Any]) -> Callable[..., Any]:
    """`page_at(path, institution, role)`: what a browser of that person gets."""
    return lambda path, institution="police", role="capturer": client_as(role, institution).get(path)


@pytest.fixture
def capture(client_as: Callable[..., Any]) -> SimpleNamespace:
    """A capturer of the hospital at the page of a new file: `.path`, `.send(page)`."""
    client = client_as("capturer", "hospital")
    found = client.post("/buscar/", {"reason": "ATE", "box": "María Fernanda Gómez 1992"})["Location"]
    search = found.split("#")[0]
    path = client.post(client.post(f"{search}expediente-nuevo/")["Location"])["Location"]
    return SimpleNamespace(client=client, path=path, send=lambda page: client.post(path, page))
