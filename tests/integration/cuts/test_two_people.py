"""Who may move a cut, one after another and at the same moment, and what each step leaves behind."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from tests.integration.cuts.conftest import Bank

from banevim.common.errors import Conflict, DomainError, Invalid, NotFound, Refused
from banevim.cuts import actions, queries, rules
from banevim.cuts.models import Cut, CutStep
from banevim.cuts.terms import Step
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

OFFICE = {"state_liaison", "monitoring_aide", "it_aide"}
MAY = {
    "take": OFFICE,
    "approve": {"state_liaison", "monitoring_aide"},
    "reject": {"state_liaison", "monitoring_aide"},
    "publish": {"state_liaison"},
}
EVERYONE = [*sorted(OFFICE), "administrator", "statistics_reader", "capturer", "institutional_liaison"]


@pytest.fixture
def bank(bank_of_cuts: Bank) -> Bank:
    for number in range(6):
        bank_of_cuts.register(f"w{number}", "2026-09-10T10:00:00", "PSI")
    return bank_of_cuts


def test_only_the_office_moves_a_cut_and_only_each_in_its_part(bank: Bank) -> None:
    cut = bank.take("2026-09")
    for role in EVERYONE:
        actor = bank.actor_of(role)
        for step, named in (
            ("approve", Step.APPROVED),
            ("reject", Step.REJECTED),
            ("publish", Step.PUBLISHED),
        ):
            if role in MAY[step]:
                continue
            more = {"note": "No"} if step == "reject" else {}
            with pytest.raises((Refused, NotFound)), acting(actor):
                getattr(actions, f"{step}_cut")(by=actor, cut_id=cut.id, **more)
            assert not rules.may_step(actor, named, Step.TAKEN, cut.author_id)
        if role not in MAY["take"]:
            with pytest.raises((Refused, Conflict)), acting(actor):
                actions.take_cut(by=actor, month="2026-09")
    with acting(bank.aide):
        assert [s.step for s in queries.history(cut)] == ["taken"]


def test_the_author_never_approves_and_every_vote_is_kept(bank: Bank) -> None:
    cut = bank.take("2026-09", by=bank.head)
    with pytest.raises(Refused, match="otra persona"):
        bank.approve(cut, by=bank.head)
    with pytest.raises(Conflict):
        bank.publish(cut)
    with pytest.raises(Conflict, match="espera decisión"):
        bank.take("2026-08")
    bank.approve(cut)
    with pytest.raises(Conflict):
        bank.approve(cut)
    with pytest.raises(Invalid), acting(bank.watch):
        actions.reject_cut(by=bank.watch, cut_id=cut.id, note="  ")
    with acting(bank.watch):
        actions.reject_cut(by=bank.watch, cut_id=cut.id, note="Falta una institución")
    with pytest.raises(Conflict):
        bank.publish(cut)
    again = bank.take("2026-09", by=bank.head)
    assert (again.version, again.replaces) == ("2026-09-r2", None)
    bank.approve(again)
    bank.publish(again)
    with acting(bank.aide):
        votes = [(s.step, s.by_id, s.note) for s in queries.history(cut)]
        heard = set(AuditRecord.objects.filter(subject_id=str(cut.id)).values_list("event", flat=True))
    assert votes == [
        ("taken", bank.head.person_id, ""),
        ("approved", bank.watch.person_id, ""),
        ("rejected", bank.watch.person_id, "Falta una institución"),
    ]
    assert heard == {"cuts.cut.taken", "cuts.cut.approved", "cuts.cut.rejected"}


def at_once(works: list[Callable[[], Any]]) -> list[Any]:
    """What each of several threads that start together ended with."""
    gate, ends = threading.Barrier(len(works)), []

    def run(work: Callable[[], Any]) -> None:
        gate.wait()
        try:
            ends.append(work())
        except DomainError as error:
            ends.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def test_clicks_at_the_same_moment_count_once(bank: Bank) -> None:
    taken = at_once([lambda: bank.take("2026-09"), lambda: bank.take("2026-09", by=bank.watch)])
    assert {type(end) for end in taken} == {Cut, Conflict}
    with acting(bank.aide):
        cut = Cut.objects.get()
    for name, step in (("approve", Step.APPROVED), ("publish", Step.PUBLISHED)):
        ends = at_once([lambda n=name: getattr(bank, n)(cut, by=bank.head)] * 3)
        assert sorted(type(end).__name__ for end in ends) == ["Conflict", "Conflict", "CutStep"]
        with acting(bank.aide):
            assert CutStep.objects.filter(cut=cut, step=step).count() == 1
    bank.put_in_place()


def test_a_double_click_on_publish_is_a_sentence(bank: Bank, client_as) -> None:
    cut = bank.take("2026-09")
    bank.approve(cut)
    head = client_as("state_liaison")
    first = head.post(f"/cortes/{cut.id}/publicar/")
    second = head.post(f"/cortes/{cut.id}/publicar/")
    assert (first.status_code, second.status_code) == (302, 409)
    assert "ya no corresponde" in second.content.decode()
    bank.put_in_place()
    for number in range(6):
        bank.register(f"x{number}", "2026-10-10T10:00:00", "PSI")
    later = bank.take("2026-10")
    bank.approve(later)
    assert head.post(f"/cortes/{later.id}/publicar/").status_code == 302, "a build already waits"
