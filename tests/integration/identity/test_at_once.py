"""Several clicks at the same moment, with real transactions."""

import threading
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import connections

from banevim.casefiles.models import Access, Handover
from banevim.identity import actions, queries
from banevim.identity.models import SearchLog
from banevim.identity.terms import Outcome
from banevim.vault.context import acting


@pytest.fixture
def police(actor_of):
    return actor_of("capturer", "police")


def at_once(times: int, work: Callable[[], UUID]) -> list[UUID]:
    """Run the same work in several threads that start together."""
    answers: list[UUID] = []
    gate = threading.Barrier(times)

    def run() -> None:
        gate.wait()
        answers.append(work())
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def as_actor(actor, action, **words) -> Callable[[], UUID]:
    def work() -> UUID:
        with acting(actor):
            made = action(by=actor, **words)
            return made.id if isinstance(made, SearchLog) else made

    return work


def test_two_clicks_give_one_access_and_one_handover(committed, open_her, look, police):
    open_her("hospital")
    log = look("Xóchitl Verdugo 1992")
    chosen = at_once(4, as_actor(police, actions.choose, search_id=log.id, rank=1))
    handed = at_once(4, as_actor(police, actions.none_is_her, search_id=log.id))
    assert (len(chosen), len(set(chosen)), len(handed), len(set(handed))) == (4, 1, 4, 1)
    with acting(police):
        assert (Access.objects.count(), Handover.objects.count()) == (1, 1)


def test_a_form_sent_several_times_is_one_search(committed, police):
    words = {"typed": {"box": "Ana Cota"}, "reason": "ATE", "once": uuid4()}
    made = at_once(4, as_actor(police, actions.search, **words))
    assert (len(made), len(set(made))) == (4, 1)


def test_the_limit_holds_against_many_at_once(committed, police, monkeypatch):
    monkeypatch.setattr(queries, "search_limit", lambda: 3)
    at_once(8, as_actor(police, actions.search, typed={"box": "Ana Cota"}, reason="ATE"))
    with acting(police):
        assert SearchLog.objects.exclude(outcome=Outcome.LIMITED).count() == 3
        assert SearchLog.objects.get(outcome=Outcome.LIMITED).attempts == 5
