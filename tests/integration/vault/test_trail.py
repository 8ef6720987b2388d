"""What is left on the trail is what happened, no more and no less; many writers never break it."""

import subprocess
import sys
import threading

import psycopg
import pytest
from django.db import IntegrityError, connections, transaction
from tests.harness.database import ROOT
from tests.integration.vault.trail_helpers import fill, verdict

from banevim.vault import audit
from banevim.vault.checkpoints import checkpoint, latest_checkpoint_digest
from banevim.vault.context import acting, system
from banevim.vault.models import AuditRecord, AuditStream
from banevim.vault.trail import chain

KEPT = """
SELECT stream, count(*) FROM vault_auditrecord WHERE event = 'tests.thing.done' GROUP BY stream ORDER BY stream
"""
WRITER = """
import sys, threading, django; django.setup()
from django.db import connections
from banevim.vault import audit
from banevim.vault.context import acting, system
def write(name):
    for n in range(20):
        with acting(system()):
            audit.record("tests.thing.done", subject=("thread", name), details={"n": n})
            if n % 5 == 0:
                audit.record("tests.thing.seen", details={"n": n})
    connections.close_all()
threads = [threading.Thread(target=write, args=(f"{sys.argv[1]}-{t}",)) for t in range(8)]
[t.start() for t in threads]; [t.join() for t in threads]
"""


def events() -> list[str]:
    with acting(system()):
        found = AuditRecord.objects.filter(event__startswith="tests.").order_by("at", "id")
        return list(found.values_list("event", flat=True))


def test_outside_a_context_nothing_is_recorded(committed):
    with pytest.raises(audit.OutsideContext):
        audit.record("tests.thing.done")


def test_a_record_says_who_where_and_what_for(committed, actor_of):
    actor = actor_of("capturer", "police", purpose="search")
    with acting(actor):
        audit.record("tests.thing.done", subject=("case", "7"), details={"count": 2})
    with acting(actor_of("capturer", "police")):
        row = AuditRecord.objects.get(event="tests.thing.done")
    assert (row.person_id, row.institution_id) == (actor.person_id, actor.institution_id)
    assert (row.role, row.purpose) == ("capturer", "search")
    assert (row.subject_kind, row.subject_id, row.details) == ("case", "7", {"count": 2})


def test_what_is_rolled_back_did_not_happen(committed, actor_of):
    with pytest.raises(ZeroDivisionError), acting(actor_of("capturer")):
        audit.record("tests.thing.done")
        1 / 0  # noqa: B018
    assert events() == []


def test_a_savepoint_rolled_back_takes_its_records_and_only_its_own(committed, actor_of):
    with acting(actor_of("capturer")):
        audit.record("tests.before.done")
        with pytest.raises(IntegrityError), transaction.atomic():
            audit.record("tests.inside.done")
            AuditRecord.objects.create(id=None)
        with pytest.raises(ZeroDivisionError), acting(system()):
            audit.record("tests.nested.done")
            1 / 0  # noqa: B018
        with transaction.atomic():
            audit.record("tests.kept.done")
        audit.record("tests.after.done")
    assert events() == ["tests.before.done", "tests.kept.done", "tests.after.done"]


def test_on_commit_callbacks_of_others_still_run(committed, actor_of):
    ran = []
    with acting(actor_of("capturer")):
        transaction.on_commit(lambda: ran.append("one"))
        audit.record("tests.thing.done")
        transaction.on_commit(lambda: ran.append("two"))
    assert ran == ["one", "two"]
    assert events() == ["tests.thing.done"]


def test_a_refusal_survives_what_it_refused_and_cannot_be_written_where_it_would_not(committed, actor_of):
    actor = actor_of("capturer")
    with acting(actor), pytest.raises(audit.InsideContext):
        audit.record_alone(actor, "tests.thing.refused")
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        audit.record_alone(actor, "tests.thing.refused")
    audit.record_alone(actor, "tests.thing.refused")
    assert events() == ["tests.thing.refused"]


def test_eight_threads_in_three_processes_and_the_chain_is_whole(committed):
    children = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(n)], cwd=ROOT, env=committed.env())
        for n in range(3)
    ]
    assert [child.wait(120) for child in children] == [0, 0, 0]
    report = verdict()
    assert report.findings == []
    assert len(events()) == 3 * 8 * 24
    with acting(system()):
        assert AuditStream.objects.filter(seq__gt=0).count() > 1


def test_two_transactions_that_lock_rows_in_opposite_orders_share_a_stream(committed, actor_of):
    """The head is the last lock of a transaction, so waiting for it can never close a circle."""
    actor, errors = actor_of("capturer"), []
    barrier = threading.Barrier(2)

    def work() -> None:
        try:
            for n in range(10):
                with acting(actor):
                    audit.record("tests.thing.done", details={"n": n})
                    barrier.wait(10)
        except Exception as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connections.close_all()

    ordinary, chain.stream_name = chain.stream_name, lambda: "s01"
    try:
        threads = [threading.Thread(target=work) for _ in range(2)]
        [t.start() for t in threads]
        [t.join() for t in threads]
    finally:
        chain.stream_name = ordinary
    assert errors == []
    assert verdict().findings == []


def test_nobody_waits_for_a_stream_that_another_holds(committed, actor_of):
    actor = actor_of("capturer", "police")
    fill(actor, 2, each=1, streams=("s05",))
    with psycopg.connect(committed.url("owner")) as busy:
        busy.execute("SELECT * FROM vault_auditstream WHERE name IN ('s05', 's00') FOR UPDATE")
        fill(actor, 2, each=1, streams=("s05",))
    with psycopg.connect(committed.url("owner")) as reader:
        kept = reader.execute(KEPT)
        assert kept.fetchall() == [("s01", 2), ("s05", 2)]
    assert verdict().findings == []


def test_when_all_are_held_it_waits_for_its_own(committed, actor_of):
    actor = actor_of("capturer", "police")
    with psycopg.connect(committed.url("owner")) as busy:
        busy.execute("SELECT * FROM vault_auditstream FOR UPDATE")
        late = threading.Timer(0.3, busy.commit)
        late.start()
        fill(actor, 1, each=1, streams=("s05",))
        late.join()
    assert verdict().findings == []


def test_a_checkpoint_is_kept_inside_and_outside_and_the_latest_is_told(committed, actor_of):
    assert latest_checkpoint_digest() == ""
    for _ in range(2):
        with acting(actor_of("administrator")) as actor:
            row = checkpoint(by=actor)
    assert latest_checkpoint_digest() == row.digest
    (file,) = (committed.home / "checkpoints").glob("*.jsonl")
    assert len(file.read_text().splitlines()) == 2
    assert row.digest in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    report = verdict()
    assert (report.findings, report.notes, report.checkpoints) == ([], [], 2)


def test_a_checkpoint_removed_from_both_sides_is_missed_by_the_next(committed):
    from tests.integration.vault.trail_helpers import tamper

    for _ in range(3):
        with acting(system()) as actor:
            row = checkpoint(by=actor)
    (file,) = (committed.home / "checkpoints").glob("*.jsonl")
    lines = file.read_text().splitlines(keepends=True)
    file.write_text(lines[0] + lines[2])
    assert verdict().notes == ["1 puntos de control sin copia fuera de la base"]
    tamper(committed, f"DELETE FROM vault_auditcheckpoint WHERE digest = '{row.previous}'")
    assert [f.wrong for f in verdict().findings] == ["checkpoint_deleted"]


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_a_transaction_may_leave_more_than_one_statement_takes(committed, more):
    with acting(system()):
        for n in range(2 * chain.MOST_AT_ONCE + more):
            audit.record("tests.thing.done", details={"n": n})
    found = verdict()
    assert (found.findings, found.records >= 2 * chain.MOST_AT_ONCE + more) == ([], True)
    with acting(system()):
        rows = AuditRecord.objects.filter(event="tests.thing.done").order_by("seq")
        told = list(rows.values_list("details__n", flat=True))
    assert told == list(range(2 * chain.MOST_AT_ONCE + more))
