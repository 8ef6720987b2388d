"""Whoever holds the database but not the keys cannot touch the trail without `audit verify` naming where."""

import json
import random

import pytest
from tests.integration.vault.trail_helpers import fill, some_record, tamper, verdict

from banevim.vault.checkpoints import checkpoint
from banevim.vault.context import acting, system
from banevim.vault.models import AuditStream

FREE = "ALTER TABLE vault_auditrecord DROP CONSTRAINT vault_audit_position"
COPIED = (
    "stream, at, event, person_id, institution_id, role, purpose, state_code, subject_kind, subject_id, details,"
    " previous, hash"
)
CHANGES = {
    "event": "'tests.thing.undone'",
    "at": "at - interval '1 microsecond'",
    "person_id": "gen_random_uuid()",
    "institution_id": "gen_random_uuid()",
    "role": "'administrator'",
    "purpose": "'search'",
    "state_code": "'30'",
    "subject_kind": "'case'",
    "subject_id": "'99'",
    "details": "'{\"n\": 7}'",
    "hash": "md5(hash) || md5(hash)",
    "previous": "md5(hash) || md5(hash)",
    "id": "gen_random_uuid()",
}


@pytest.fixture
def trail(committed, actor_of):
    """Thirty records in each of two streams, with a checkpoint half-way."""
    fill(actor_of("capturer"), 10)
    with acting(system()) as actor:
        checkpoint(by=actor)
    fill(actor_of("capturer"), 10)
    return committed


def first() -> tuple[str, int, str]:
    found = verdict().first
    assert found is not None
    return found.stream, found.seq, found.wrong


def test_an_untouched_trail_is_whole(trail):
    report = verdict()
    assert report.findings == []
    assert report.notes == []
    assert report.records >= 61
    assert report.checkpoints == 1


@pytest.mark.parametrize("column", CHANGES)
def test_changed(trail, column):
    stream, seq = some_record()
    tamper(
        trail,
        f"UPDATE vault_auditrecord SET {column} = {CHANGES[column]} WHERE stream = '{stream}' AND seq = {seq}",
    )
    assert first() == (stream, seq, "changed")


@pytest.mark.parametrize("closing", ["", "seq = seq - 1"])
def test_deleted(trail, closing):
    stream, seq = some_record()
    tamper(trail, FREE, f"DELETE FROM vault_auditrecord WHERE stream = '{stream}' AND seq = {seq}")
    if closing:
        tamper(trail, f"UPDATE vault_auditrecord SET {closing} WHERE stream = '{stream}' AND seq > {seq}")
    assert first() == (stream, seq, "deleted")


@pytest.mark.parametrize("shift", [True, False])
def test_inserted(trail, shift):
    stream, seq = some_record()
    if shift:
        tamper(
            trail,
            FREE,
            f"UPDATE vault_auditrecord SET seq = seq + 1 WHERE stream = '{stream}' AND seq >= {seq}",
        )
    tamper(
        trail,
        *([] if shift else [FREE]),
        f"INSERT INTO vault_auditrecord (id, seq, {COPIED}) SELECT gen_random_uuid(), {seq}, {COPIED}"
        f" FROM vault_auditrecord WHERE stream = '{stream}' AND seq = {seq - 1}",
    )
    found = first()
    assert found[0] == stream
    assert found[1:] == (seq, "inserted") or (not shift and found[2] in ("inserted", "changed"))


def test_reordered(trail):
    stream, seq = some_record()
    other = seq + random.choice([1, 3])
    tamper(
        trail,
        FREE,
        f"UPDATE vault_auditrecord SET seq = CASE seq WHEN {seq} THEN {other} ELSE {seq} END"
        f" WHERE stream = '{stream}' AND seq IN ({seq}, {other})",
    )
    assert first() == (stream, seq, "reordered")


def test_cut_off_at_the_tail(trail):
    stream, seq = some_record(low=10, high=28)
    tamper(trail, f"DELETE FROM vault_auditrecord WHERE stream = '{stream}' AND seq >= {seq}")
    assert first() == (stream, seq, "cut_off")


def test_cut_off_with_the_head_moved_back(trail):
    stream, seq = some_record(low=17, high=28)
    tamper(
        trail,
        f"DELETE FROM vault_auditrecord WHERE stream = '{stream}' AND seq >= {seq}",
        f"UPDATE vault_auditstream SET seq = {seq - 1}, hash = (SELECT hash FROM vault_auditrecord"
        f" WHERE stream = '{stream}' AND seq = {seq - 1}) WHERE name = '{stream}'",
    )
    assert first() == (stream, seq, "cut_off")


def test_a_whole_stream_emptied_is_told_by_the_checkpoint_outside(trail):
    tamper(
        trail,
        "DELETE FROM vault_auditrecord WHERE stream = 's05'",
        f"UPDATE vault_auditstream SET seq = 0, hash = '{'0' * 64}', mac = '' WHERE name = 's05'",
        "DELETE FROM vault_auditcheckpoint",
    )
    assert first() == ("s05", 1, "cut_off")


EDGES = {
    "the first changed": ("UPDATE vault_auditrecord SET role = 'x' WHERE {at} AND seq = 1", "changed"),
    "the first deleted": ("DELETE FROM vault_auditrecord WHERE {at} AND seq = 1", "deleted"),
    "the last changed": ("UPDATE vault_auditrecord SET role = 'x' WHERE {at} AND seq = {last}", "changed"),
    "the last deleted": ("DELETE FROM vault_auditrecord WHERE {at} AND seq = {last}", "cut_off"),
    "one after the last": (
        f"INSERT INTO vault_auditrecord (id, seq, {COPIED}) SELECT gen_random_uuid(), {{last}} + 1, {COPIED}"
        " FROM vault_auditrecord WHERE {at} AND seq = {last}",
        "inserted",
    ),
}


@pytest.mark.parametrize("edge", EDGES)
def test_at_the_edges_of_a_chain(trail, edge):
    statement, wrong = EDGES[edge]
    last = AuditStream.objects.get(name="s05").seq  # the checkpoint may have left a record in it
    tamper(trail, statement.format(at="stream = 's05'", last=last))
    seq = {"first": 1, "last": last}.get(edge.split()[1], last + 1)
    assert first()[:2] == ("s05", seq)
    assert first()[2] == wrong or (wrong, first()[2]) == ("inserted", "changed")


def test_moved_to_another_stream(trail):
    tamper(trail, FREE, "UPDATE vault_auditrecord SET stream = 's00' WHERE stream = 's05' AND seq = 12")
    assert [(f.stream, f.wrong) for f in verdict().findings] == [("s00", "inserted"), ("s05", "deleted")]


def test_a_forged_checkpoint(trail):
    tamper(trail, "UPDATE vault_auditcheckpoint SET heads = jsonb_set(heads, '{s00,0}', '3')")
    assert first()[2] == "checkpoint"


def test_the_command_speaks_to_people_and_machines(trail):
    good = trail.manage("audit_verify")
    assert good.returncode == 0
    assert "nada fue alterado" in good.stdout
    tamper(trail, "UPDATE vault_auditrecord SET role = 'x' WHERE stream = 's00' AND seq = 4")
    bad = trail.manage("audit_verify", "--json")
    assert bad.returncode == 1
    assert json.loads(bad.stdout)["first"] == {"stream": "s00", "seq": 4, "wrong": "changed"}
