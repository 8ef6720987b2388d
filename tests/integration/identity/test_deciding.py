"""It is her, it is not, none is: once, by who searched, among what was shown."""

import datetime as dt
from uuid import uuid4

import pytest
from tests.integration.identity.conftest import XOCHITL

from banevim.casefiles import queries as files
from banevim.casefiles.models import Access, Handover, UniqueFile
from banevim.common.errors import Conflict, Invalid, NotFound, Refused
from banevim.identity import actions
from banevim.identity.models import SearchCandidate, SearchLog, SearchSheet
from banevim.identity.terms import Decision, Outcome
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def police(actor_of):
    return actor_of("capturer", "police")


@pytest.fixture
def found(open_her, look):
    """A search that shows one woman of the hospital."""
    open_her("hospital")
    return look("Xóchitl Verdugo 1992", reason="OFI", letter="FGE/123/2026")


def test_it_is_her(found, police, actor_of):
    with acting(police):
        assert not UniqueFile.objects.exists()
        file_id = actions.choose(by=police, search_id=found.id, rank=1)
        access = Access.objects.get()
        assert (access.file_id, access.reason, access.letter) == (file_id, "OFI", "FGE/123/2026")
        assert UniqueFile.objects.get().id == file_id
        assert files.identity_of(file_id).first_surname == "Verdugo"
        row = SearchLog.objects.get(pk=found.id)
        assert (row.outcome, row.followed_at is not None) == (Outcome.ACCESS, True)
    with acting(actor_of("it_aide")):
        assert AuditRecord.objects.filter(event="identity.candidate.chosen").count() == 1


def test_said_twice_it_is_one_access(found, police):
    with acting(police):
        first = actions.choose(by=police, search_id=found.id, rank=1)
        assert actions.choose(by=police, search_id=found.id, rank=1) == first
        assert Access.objects.count() == 1


def test_one_search_opens_one_file(open_her, look, police):
    from dataclasses import replace

    open_her("hospital")
    open_her("hospital", replace(XOCHITL, second_surname="Ruiz"))
    log = look("Xóchitl Verdugo 1992")
    with acting(police):
        actions.choose(by=police, search_id=log.id, rank=2)
        with pytest.raises(Conflict):
            actions.choose(by=police, search_id=log.id, rank=1)


@pytest.mark.parametrize("rank", [0, 2, 99])
def test_a_rank_that_was_not_shown_does_not_exist(found, police, rank):
    with acting(police):
        for act in (
            lambda: actions.choose(by=police, search_id=found.id, rank=rank),
            lambda: actions.decide(by=police, search_id=found.id, rank=rank, decision="not_her"),
        ):
            with pytest.raises(NotFound):
                act()
        assert not Access.objects.exists()


@pytest.mark.parametrize("who", [("capturer", "hospital"), ("institutional_liaison", "police")])
def test_the_search_of_another_person_serves_nobody(found, actor_of, who):
    other = actor_of(*who)
    with acting(other):
        for act in (
            lambda: actions.see(by=other, search_id=found.id),
            lambda: actions.choose(by=other, search_id=found.id, rank=1),
            lambda: actions.decide(by=other, search_id=found.id, rank=1, decision="not_her"),
            lambda: actions.none_is_her(by=other, search_id=found.id),
        ):
            with pytest.raises(NotFound):
                act()
        assert not SearchCandidate.objects.exists()
        assert not SearchSheet.objects.exists()


@pytest.mark.parametrize("role", ["state_liaison", "it_aide", "administrator", "statistics_reader"])
def test_who_does_not_capture_does_not_search(actor_of, role):
    actor = actor_of(role)
    with acting(actor), pytest.raises(Refused):
        actions.search(by=actor, typed={"box": "Ana Cota"}, reason="ATE")


def test_not_her_and_do_not_know_are_kept(found, police, page_of):
    with acting(police):
        actions.decide(by=police, search_id=found.id, rank=1, decision="dont_know")
        actions.decide(by=police, search_id=found.id, rank=1, decision="not_her")
        with pytest.raises(Invalid):
            actions.decide(by=police, search_id=found.id, rank=1, decision="her")
    assert page_of(found).shown[0].decision is Decision.NOT_HER
    with acting(police):
        assert not Access.objects.exists()
        actions.choose(by=police, search_id=found.id, rank=1)
        with pytest.raises(Conflict):
            actions.decide(by=police, search_id=found.id, rank=1, decision="not_her")


def test_none_is_her_hands_over_what_was_typed(look, police):
    log = look("Berta Castro Lucero 3/2/1988", phone="6121112233", known_as="Bety")
    with acting(police):
        token = actions.none_is_her(by=police, search_id=log.id)
        assert actions.none_is_her(by=police, search_id=log.id) == token
        typed = files.typed_in_search(police, token)
        assert (typed.given_names, typed.first_surname, typed.second_surname) == ("Berta", "Castro", "Lucero")
        assert (typed.birth_date, typed.phone, typed.known_as) == (dt.date(1988, 2, 3), "6121112233", "Bety")
        assert Handover.objects.count() == 1
        Handover.objects.update(used_at=dt.datetime.now(dt.UTC))
        with pytest.raises(Conflict):
            actions.none_is_her(by=police, search_id=log.id)


def test_after_a_shift_the_page_is_erased_and_serves_no_more(found, police, acting_as, actor_of):
    from banevim.vault.context import system

    old = dt.datetime.now(dt.UTC) - dt.timedelta(hours=11)
    with acting(police):
        SearchLog.objects.filter(pk=found.id).update(created_at=old)
    with acting(police):
        for act in (actions.see, actions.none_is_her):
            with pytest.raises(NotFound, match="se borraron"):
                act(by=police, search_id=found.id)
        with pytest.raises(NotFound):
            actions.choose(by=police, search_id=found.id, rank=1)
    with acting(system()) as job:
        assert actions.forget(by=job) == 0
        with pytest.MonkeyPatch.context() as later:
            later.setattr(
                "banevim.common.clock.now", lambda: dt.datetime.now(dt.UTC) + dt.timedelta(hours=11)
            )
            assert actions.forget(by=job) == 1
        assert not SearchSheet.objects.exists()


def test_an_unknown_search_and_a_bad_rank_are_404(client_as, found):
    client = client_as("capturer", "police")
    assert client.get(f"/buscar/{uuid4()}/").status_code == 404
    for rank in ("2", "0", "-1", "1e3", "uno", "", "9" * 400, "١"):
        assert client.post(f"/buscar/{found.id}/es-ella/", {"rank": rank}).status_code == 404
    assert client.post(f"/buscar/{found.id}/decidir/", {"rank": "1", "decision": "x"}).status_code == 422
    assert client.get(f"/buscar/{found.id}/comparar/2/").status_code == 404
