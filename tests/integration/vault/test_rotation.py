"""Rotation of the master key: interruptible, resumable, and nothing becomes unreadable."""

import os
import signal
import subprocess
import sys
import time
from uuid import UUID

import pytest
from django.db import DatabaseError
from tests.harness.database import ROOT
from tests.integration.vault.trail_helpers import tamper

from banevim.common.ids import uuid7
from banevim.vault import keyring
from banevim.vault.context import acting
from banevim.vault.opening import open_cell
from banevim.vault.sealing import new_record_keys, record_key

SLOW = """
import django, time; django.setup()
from banevim.vault.context import system
from banevim.vault.upkeep.rotation import rewrap_all
def progress(done, total):
    print(done, flush=True); time.sleep(0.05)
rewrap_all(by=system(), progress=progress, size=20)
"""


@pytest.fixture
def ring():
    """The process' keyring is read anew before and after."""
    keyring.current.cache_clear()
    yield keyring
    keyring.current.cache_clear()


@pytest.fixture
def records(committed, actor_of, ring) -> dict[UUID, bytes]:
    """Two hundred records with a cell each."""
    actor = actor_of("capturer")
    with acting(actor):
        made = new_record_keys([(uuid7(), actor.institution_id) for _ in range(200)])
    return {key.record_id: key.seal("t", key.record_id, "f", "hola") for key in made.values()}


def new_master(home) -> None:
    path = home / "keys" / keyring.CLEAR
    keyring.write_private(path, keyring.dump(keyring.parse(path.read_bytes()).with_new_master()))


def versions(bank) -> dict[int, int]:
    code = (
        "import django; django.setup(); from django.db.models import Count;"
        "from banevim.vault.models import DataKey as K;"
        "print(dict(K.objects.values_list('master_version').annotate(Count('pk'))))"
    )
    done = bank.run("-c", code, role="owner")
    return eval(done.stdout)  # noqa: S307


def all_open(actor, records) -> bool:
    with acting(actor):
        return all(open_cell(record_key(r), "t", r, "f", cell) == "hola" for r, cell in records.items())


def test_killed_half_way_it_goes_on_and_everything_opens(committed, actor_of, records, ring):
    new_master(committed.home)
    with subprocess.Popen(
        [sys.executable, "-c", SLOW], cwd=ROOT, env=committed.env("owner"), stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout.readline().strip() == "20"
        time.sleep(0.12)
        os.kill(child.pid, signal.SIGKILL)
    half = versions(committed)
    assert half[1] > 0
    assert half[2] > 0
    ring.current.cache_clear()
    assert all_open(actor_of("capturer"), records)
    done = committed.manage("keys_rotate")
    assert done.returncode == 0, done.stderr
    assert f"{half[1]} de {half[1]}" in done.stderr
    assert versions(committed) == {2: 200}
    assert all_open(actor_of("capturer"), records)
    assert "ya están envueltas" in committed.manage("keys_rotate").stdout


def test_retired_masters_are_gone_and_stale_processes_can_keep_nothing_under_them(
    committed, actor_of, records, ring
):
    actor = actor_of("capturer")
    new_master(committed.home)
    assert "Faltan 200" in committed.manage("keys_rotate", "--retire").stderr
    assert committed.manage("keys_rotate").returncode == 0
    assert "retiradas: 1" in committed.manage("keys_rotate", "--retire").stdout
    assert set(keyring.parse((committed.home / "keys" / keyring.CLEAR).read_bytes()).masters) == {2}
    with pytest.raises(keyring.Sealed, match="reinicia"):
        all_open(actor, records)  # this process still holds the old keyring
    with pytest.raises(DatabaseError, match="row-level security"), acting(actor):
        new_record_keys([(uuid7(), actor.institution_id)])
    ring.current.cache_clear()
    assert all_open(actor, records)


def test_the_app_role_cannot_rotate(committed, records, ring):
    new_master(committed.home)
    assert "permission denied" in committed.manage("keys_rotate", role="app").stderr


def test_identity_of_the_bank_is_written_once(committed):
    assert committed.manage("bank_identity", "--create").returncode == 0
    assert committed.manage("bank_identity", "--check").returncode == 0
    toml = committed.home / "bank.toml"
    toml.write_text(toml.read_text().replace("practice", "production"))
    for what in ("--check", "--create"):
        refused = committed.manage("bank_identity", what)
        assert refused.returncode == 3
        assert "el modo" in refused.stderr
        assert "nunca se vuelve de producción" in refused.stderr
    tamper(committed, "DELETE FROM vault_bankidentity")
    assert committed.manage("bank_identity", "--check").returncode == 3
