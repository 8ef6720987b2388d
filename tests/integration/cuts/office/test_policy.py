"""The policy of publication: who signs it, which one a cut comes out under, and what the public reads of it."""

import datetime as dt
import io
import json
import threading
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from tests.integration.cuts.conftest import Bank

from banevim.common import clock
from banevim.common.errors import Conflict, DomainError, Invalid, NotFound, Refused
from banevim.cuts import actions, queries, rules
from banevim.cuts.models import SignedPolicy
from banevim.cuts.terms import Demand
from banevim.methods import disclosure
from banevim.vault.context import Actor, acting
from banevim.vault.models import AuditRecord
from datavim import bundle as public

EVERYONE = [
    "monitoring_aide",
    "it_aide",
    "administrator",
    "statistics_reader",
    "capturer",
    "institutional_liaison",
]


@pytest.fixture
def bank(bank_of_cuts: Bank) -> Bank:
    for number in range(8):
        bank_of_cuts.register(f"w{number}", "2025-12-10T10:00:00", "PSI")
        bank_of_cuts.register(f"w{number}", "2026-01-10T10:00:00", "PSI")
    return bank_of_cuts


def sign(
    by: Actor, k: int = 5, demand: Demand = Demand.MICRODATA, day: dt.date | None = None
) -> SignedPolicy:
    with acting(by):
        return actions.sign_policy(by=by, k=k, demand=demand, valid_from=day or clock.today())


def test_only_the_head_of_the_office_signs_and_the_act_is_on_the_trail(bank: Bank) -> None:
    for role in EVERYONE:
        with pytest.raises((Refused, NotFound, Conflict)):
            sign(bank.actor_of(role))
        assert not rules.may_sign(bank.actor_of(role))
    row = sign(bank.head)
    assert (row.number, row.by_id, row.text) == (
        2,
        bank.head.person_id,
        rules.policy_text(5, Demand.MICRODATA),
    )
    assert row.digest == rules.policy_digest(number=2, valid_from=clock.today(), text=row.text)
    with acting(bank.head):
        heard = AuditRecord.objects.get(event="cuts.policy.signed")
    assert (heard.person_id, heard.details["digest"]) == (bank.head.person_id, row.digest)


def test_a_signed_policy_is_never_edited(bank: Bank) -> None:
    for change in (lambda: SignedPolicy.objects.update(k=3), lambda: SignedPolicy.objects.all().delete()):
        with (
            acting(bank.head),
            pytest.raises(Exception, match=r"permission denied|permiso denegado"),
            transaction.atomic(),
        ):
            change()


def test_the_text_says_the_number_that_the_audit_demands() -> None:
    for k in (3, 5, 20):
        rule = disclosure.Policy(k)
        assert rule.rule_es in rules.policy_text(k, Demand.MICRODATA)
        assert str(k) in rule.rule_es
        assert not rule.is_safe(0, k - 1)
        assert rule.is_safe(0, k)
    for k in (2, 21):
        with pytest.raises(Invalid, match="mínimo va de"):
            rules.policy_text(k, Demand.MICRODATA)


def test_a_policy_rules_from_its_day_and_never_before(bank: Bank) -> None:
    today, later = clock.today(), clock.today() + dt.timedelta(days=20)
    with pytest.raises(Invalid, match="desde hoy"):
        sign(bank.head, day=today - dt.timedelta(days=1))
    sign(bank.head, k=6, day=later)
    with pytest.raises(Invalid, match="no antes que la anterior"):
        sign(bank.head, k=6, day=today)
    with acting(bank.aide):
        found = [queries.policy_on(day) for day in (dt.date(2019, 1, 1), today, later)]
    assert [row.number if row else None for row in found] == [None, 1, 2]


def test_the_same_press_twice_and_two_at_once_sign_once(bank: Bank) -> None:
    ends: list[Any] = []
    gate = threading.Barrier(2)

    def press() -> None:
        gate.wait()
        try:
            ends.append(sign(bank.head, k=6))
        except DomainError as error:
            ends.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {type(end) for end in ends} == {SignedPolicy, Conflict}


def test_it_is_signed_from_the_command_line_too(bank: Bank, person_of) -> None:
    out, head = io.StringIO(), person_of("state_liaison")
    call_command("cut", "policy", username=head.username, demand="microdata", json=True, stdout=out)
    (told,) = json.loads(out.getvalue())
    with acting(bank.head):
        assert queries.policies().first().digest == told["digest"]
    with pytest.raises(CommandError, match="La política la firma la jefatura"):
        call_command("cut", "policy", username=person_of("it_aide").username)


def test_without_a_policy_nothing_is_frozen(bank: Bank, committed: Any) -> None:
    with psycopg.connect(committed.url("owner")) as owner:
        owner.execute("DELETE FROM cuts_signedpolicy")
    with pytest.raises(Conflict, match="Falta firmar la política"):
        bank.take("2025-12")
    sign(bank.head)
    assert bank.take("2025-12").policy["number"] == 1


def test_a_cut_comes_out_under_the_policy_with_which_it_was_frozen(bank: Bank) -> None:
    cut = bank.take("2025-12")
    bank.approve(cut)
    sign(bank.head, k=6)
    with pytest.raises(Refused, match="se congeló con otra"):
        bank.publish(cut)
    with acting(bank.watch):
        actions.reject_cut(by=bank.watch, cut_id=cut.id, note="Otra política")
    folder = bank.release("2025-12", site=False)
    told = public.read_bundle(folder)
    assert (told.cut.policy.k, told.cut.policy.number) == (6, 2)
    assert told.cut.policy.signed == rules.policy_text(6, Demand.MICRODATA)
    assert told.cut.policy.in_force_from == clock.today()
    assert told.proof is not None
    assert told.proof.publication["k"] == 6


def test_the_level_that_the_policy_demands_is_the_one_that_is_proven(bank: Bank) -> None:
    sign(bank.head, demand=Demand.MICRODATA)
    cut = bank.take("2025-12")
    bank.approve(cut)
    if cut.proof["level"] == Demand.MICRODATA:
        bank.publish(cut)
    else:
        with pytest.raises(Refused, match="hasta los registros"):
            bank.publish(cut)
    rules.check_level(demand="microdata", level="microdata")
    rules.check_level(demand="table", level="table")
    with pytest.raises(Refused, match="hasta los registros"):
        rules.check_level(demand="microdata", level="table")


def test_the_number_stays_once_figures_came_out_under_it(bank: Bank) -> None:
    """What was printed with five women could not be protected under ten, and nothing new would ever be proven."""
    bank.release("2025-12", site=False)
    with pytest.raises(Invalid, match="Ya hay cifras publicadas"):
        sign(bank.head, k=10)
    sign(bank.head, demand=Demand.MICRODATA)
