"""Every address × every role × own institution, other institution, anonymous. A new address must be listed here."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from tests.harness import people
from tests.harness.database import undone
from tests.integration.care.conftest import consent_data, next_contact, referral_data
from tests.integration.casefiles.samples import CASE, MARIA, PROFILE

from banevim.accounts.access import access_of
from banevim.accounts.terms import STATE_OFFICE, Role
from banevim.care import actions as care
from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.casefiles.terms import Way
from banevim.common import clock
from banevim.cuts.models import Cut, CutStep
from banevim.cuts.terms import Step
from banevim.exchange.models import Import
from banevim.identity.models import Coincidence, Extraction, Proposal, SearchLog
from banevim.vault.context import Actor, acting

NOWHERE = UUID("018f0000-0000-7000-8000-00000000dead")
ANSWERS = {200, 302, 400, 405, 409, 422}
ARGUMENTS = {
    "file_id": "file",
    "case_id": "case",
    "search_id": "search",
    "load_id": "load",
    "cut_id": "cut",
    "person_id": "person",
    "referral_id": "referral",
    "follow_up_id": "follow_up",
    "rank": "rank",
    "draft_id": "draft",
    "number": "number",
    "proposal_id": "proposal",
    "coincidence_id": "coincidence",
    "extraction_id": "extraction",
}
OWNED = ("file", "case", "referral", "follow_up")
OFFICE_OBJECTS = {"load", "cut", "person", "proposal", "coincidence", "extraction"}
CLOSING = {"casefiles:hide_identity", "casefiles:hide_names", "casefiles:hide_narrative"}
"""They only close what this session had opened, whoever asks, and say nothing of the thing itself."""


def named(patterns: list[Any], space: str = "") -> list[tuple[str, URLPattern]]:
    """(full name, pattern) of every address."""
    found = []
    for item in patterns:
        if isinstance(item, URLResolver):
            inner = f"{space}{item.namespace}:" if item.namespace else space
            found += named(item.url_patterns, inner)
        else:
            found.append((f"{space}{item.name}", item))
    return found


ADDRESSES = dict(named(get_resolver().url_patterns))


@dataclass(frozen=True)
class Target:
    """An address with its arguments filled in, and what kind of thing they name."""

    name: str
    path: str
    kind: str


def target(name: str, things: dict[str, Any]) -> Target:
    wanted = ADDRESSES[name].pattern.converters
    kinds = [ARGUMENTS.get(a, a) for a in wanted]
    values = {a: things[kind] for a, kind in zip(wanted, kinds, strict=True)}
    kind = next((k for k in kinds if k in (*OWNED, "search", "draft", *OFFICE_OBJECTS)), "")
    return Target(name, reverse(name, kwargs=values), kind)


@pytest.fixture(scope="module")
def one_transaction(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """All of this file: what everybody asks for is made once, and what each one changes is undone."""
    with django_db_blocker.unblock(), undone():
        yield


@pytest.fixture(scope="module")
def things(one_transaction: None, actor_of: Callable[..., Actor]) -> dict[str, Any]:
    """One of each, made by a capturer of the hospital or by the state office."""
    actor = actor_of("capturer", "hospital")
    with acting(actor):
        woman = casefiles.open_file(by=actor, identity=MARIA, profile=PROFILE)
        case = casefiles.register_case(by=actor, record_id=woman.id, data=CASE)
        search = SearchLog.objects.create(
            person_id=actor.person_id,
            institution_id=actor.institution_id,
            reason="ATE",
            thread=NOWHERE,
            once=NOWHERE,
        )
        file_id = files.file_of(woman.id).id
        draft = casefiles.start_draft(by=actor, way=Way.EXPRESS, typed={}, file_id=file_id)
        referral = care.send_referral(
            by=actor,
            file_id=file_id,
            data=referral_data(None),
            consent=consent_data(None),
            idempotency_key=NOWHERE,
        )
        follow_up = care.schedule_follow_up(
            by=actor, file_id=file_id, data=next_contact("CIT"), idempotency_key=NOWHERE
        )
    head = actor_of("state_liaison")
    with acting(head):
        cut = Cut.objects.create(
            month="2026-01",
            author_id=head.person_id,
            definitions={},
            policy={"k": 5, "text": ""},
            tables=[],
            population={"source": ""},
            rows_in=0,
            digest="",
        )
        CutStep.objects.create(cut=cut, step=Step.TAKEN, by_id=head.person_id)
        load = Import.objects.create(
            institution_id=head.institution_id, by_id=head.person_id, source="x", digest="", progress="done"
        )
    found = {"file": file_id, "case": case.id, "search": search.id, "cut": cut.id, "load": load.id}
    found |= {"draft": draft.id, "referral": referral.id, "follow_up": follow_up.id}
    found |= {
        "person": people.person_id("capturer"),
        **told_to_the_office(actor, head, woman, search, file_id),
    }
    return {**found, "rank": 1, "number": 1, "token": NOWHERE}


def told_to_the_office(
    actor: Actor, head: Actor, woman: Any, search: SearchLog, file_id: UUID
) -> dict[str, UUID]:
    """A pair and an extraction that wait for a decision, and a search that would have found a protected file."""
    with acting(actor):
        other = casefiles.open_file(by=actor, identity=MARIA, profile=PROFILE)
        told = Coincidence(search=search, person_id=actor.person_id, institution_id=actor.institution_id)
        told.files = [file_id]
        told.save(force_insert=True)
    pair = sorted((woman.id, other.id))
    proposal = Proposal(stage="open", bits=20.0, band="possibly", version="t", parts=[], asked_at=clock.now())
    proposal.record_one_id, proposal.record_two_id = pair
    proposal.institution_one_id = proposal.institution_two_id = actor.institution_id
    taken = Extraction(record=other, file_id=file_id, home_before_id=file_id, stage="second", note=b"")
    taken.by_id = head.person_id
    with acting(head.with_purpose("linkage")):
        proposal.save(force_insert=True)
        taken.save(force_insert=True)
    return {"proposal": proposal.id, "coincidence": told.id, "extraction": taken.id}


def test_every_address_is_listed_and_says_who_may():
    assert ADDRESSES
    for name, pattern in ADDRESSES.items():
        assert access_of(pattern.callback) is not None, f"{name} declares no access"
        unknown = set(pattern.pattern.converters) - set(ARGUMENTS) - {"token"}
        assert not unknown, f"{name}: how are {unknown} filled?"


Ask = Callable[..., Any]
OF_TWINS = ("police_twin", "shelter_twin")
"""Strangers to the hospital as much as their twins: they ask for nothing that those do not."""
EVERYBODY = [(role, place) for role, place in people.everybody() if place.code not in OF_TWINS]


@pytest.fixture(scope="module")
def ask(one_transaction: None, client_as: Callable[..., Client]) -> Ask:
    """`ask(path, method, role=None, place="")`: the answer to somebody, or to nobody; what it changed is undone."""
    client, keys = Client(), {}
    for role, place in EVERYBODY:
        somebody = client_as(role, place.code)
        somebody.get("/")  # their session notes that it is used: not once more for each question
        keys[role, place.code] = somebody.cookies[settings.SESSION_COOKIE_NAME].value

    def answer(path: str, method: str, role: str | None = None, place: str = "") -> Any:
        client.cookies.clear()
        if role:
            client.cookies[settings.SESSION_COOKIE_NAME] = keys[Role(role), place]
        with undone():
            return getattr(client, method)(path)

    return answer


INNER = re.compile(rb" object (\(|at 0x)|UUID\(|>None<|[>;][A-Z]\w+\(\w+=")
"""What the program calls a thing, told to a person."""


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_without_an_account(name: str, method: str, things: dict[str, Any], ask: Ask) -> None:
    aim = target(name, things)
    access = access_of(resolve(aim.path).func)
    answer = ask(aim.path, method)
    if access and access.anonymous:
        assert answer.status_code in ANSWERS | {403, 404}
    else:
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/entrar/")


def expected(aim: Target, role: Role, own: bool) -> set[int]:
    access = access_of(resolve(aim.path).func)
    assert access is not None
    if role not in access.roles and not access.anonymous:
        return {403}
    if aim.name in CLOSING:
        return {302, 405}
    if aim.kind == "referral" and role in STATE_OFFICE:
        return ANSWERS  # one that looks for a shelter: its work
    if aim.name == "identity:take_out":
        return ANSWERS  # the work of the state office, which reads no name there
    if aim.kind in OWNED and not own:
        return {404, 405}
    if aim.kind == "draft" and not (own and role is Role.CAPTURER):
        return {404, 405}
    if aim.kind == "search" and not own:
        return {200, 302, 403, 404, 405, 422}
    return ANSWERS | {403, 404}


def who_asks(aim: Target) -> list[tuple[Role, people.TestInstitution, str]]:
    """Everybody, with both methods. A role that the address does not admit is refused before place and method count:
    it asks from its own place, and sends from one other, another one for each address."""
    access = access_of(resolve(aim.path).func)
    assert access is not None
    asking, turn = [], sorted(ADDRESSES).index(aim.name)
    for role in Role:
        places = [place for each, place in EVERYBODY if each is role]
        if role in access.roles or access.anonymous or len(places) == 1:
            asking += [(role, place, method) for place in places for method in ("get", "post")]
        else:
            asking += [(role, places[0], "get"), (role, places[1 + turn % (len(places) - 1)], "post")]
    return asking


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_every_role_and_institution(name: str, things: dict[str, Any], ask: Ask) -> None:
    aim = target(name, things)
    wrong = []
    for role, place, method in who_asks(aim):
        answer = ask(aim.path, method, role, place.code)
        if answer.status_code not in expected(aim, role, place.code == "hospital"):
            wrong.append(f"{method} as {role}@{place.code}: {answer.status_code}")
        if INNER.search(getattr(answer, "content", b"")):
            wrong.append(f"{method} as {role}@{place.code}: says what the program calls things")
    assert wrong == []


@pytest.mark.parametrize(
    "name",
    [
        "casefiles:file",
        "casefiles:case",
        "casefiles:openings",
        "care:new",
        "care:new_referral",
        "care:new_follow_up",
        "care:consents",
        "care:referral",
        "care:follow_up",
    ],
)
def test_the_owner_does_reach_her_work(name: str, things: dict[str, Any], ask: Ask) -> None:
    path = target(name, things).path
    assert ask(path, "get", "capturer", "hospital").status_code == 200
    assert ask(path, "get", "capturer", "hospital_twin").status_code == 404
    assert ask(path, "get", "capturer", "shelter").status_code == 404


def test_a_search_of_another_person_is_not_there(things: dict[str, Any], ask: Ask) -> None:
    path = target("identity:results", things).path
    assert ask(path, "get", "capturer", "police").status_code == 404
    assert ask(path, "get", "institutional_liaison", "hospital").status_code == 404
