"""A published cut is made again from what was frozen, whatever changed since; and the cuts are one chain."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from tests.integration.cuts.conftest import Bank
from tests.integration.cuts.test_publishing import alone, files

from banevim.common.errors import Conflict
from banevim.cuts import actions, queries
from banevim.cuts.actions.rebuild import Rebuilt
from banevim.cuts.queries import bundling
from banevim.vault import keyring
from banevim.vault.context import acting, system
from banevim.vault.models import AuditRecord
from datavim import bundle as public
from datavim.site.edition import read_editions


@pytest.fixture
def bank(bank_of_cuts: Bank) -> Bank:
    for month in ("2025-12", "2026-01", "2026-02"):
        for number in range(8):
            bank_of_cuts.register(f"w{number}", f"{month}-10T10:00:00", "PSI")
    return bank_of_cuts


def rebuild(version: str) -> Rebuilt:
    with acting(system()) as by:
        return actions.rebuild_cut(by=by, cut_id=queries.cut_named(version).id)


def test_the_same_bytes_from_what_was_frozen_though_everything_else_changed(
    bank: Bank, committed: Any, settings, monkeypatch
) -> None:
    folder = bank.release("2025-12", site=False)
    before = files(folder)
    bank.register("w0", "2025-12-11T10:00:00", "SEX")
    bank.release("2026-01", site=False)
    with psycopg.connect(committed.url("owner")) as owner:
        owner.execute("UPDATE catalogs_entry SET label = label || ' (otra)'")
        owner.execute("UPDATE catalogs_state SET name = 'Otro nombre'")
        owner.execute("UPDATE catalogs_catalogversion SET number = number + 1")
    monkeypatch.setattr(bundling, "published_definitions", dict)
    settings.PRACTICE = False
    made = rebuild("2025-12-r1")
    assert made.problems == ()
    with acting(bank.aide):
        kept = queries.published_manifests()["2025-12-r1"]
        assert AuditRecord.objects.filter(event="cuts.cut.rebuilt").count() == 1
        seed = queries.cut_named("2025-12-r1").proof["seed"]
    assert len(seed) == 64
    assert not any(seed.encode() in raw for raw in before.values()), "what the office keeps is published"
    assert made.manifest == kept == public.manifest_digest(folder)
    assert files(folder) == before


@pytest.mark.parametrize("field", ["cards", "tables", "policy", "frame", "rows_in"])
def test_what_was_changed_in_the_database_is_told(bank: Bank, committed: Any, field: str) -> None:
    bank.release("2025-12", site=False)
    changed = {
        "cards": "jsonb_set(cards, '{0,name}', '\"Otro\"')",
        "tables": "jsonb_set(tables, '{0,title}', '\"Otro\"')",
        "policy": "jsonb_set(policy, '{text}', '\"Otra regla\"')",
        "frame": "jsonb_set(frame, '{office}', '\"Otra\"')",
        "rows_in": "rows_in + 1",
    }[field]
    with psycopg.connect(committed.url("owner")) as owner:
        owner.execute(f"UPDATE cuts_cut SET {field} = {changed}".encode())
    problems = rebuild("2025-12-r1").problems
    assert "Lo congelado ya no da la huella que se anotó al congelar." in problems
    assert any("no da la huella que se anotó al publicar" in each for each in problems) is (
        field != "rows_in"
    )


def test_what_was_changed_on_the_shelf_is_told(bank: Bank) -> None:
    folder = bank.release("2025-12", site=False)
    (folder / "data" / "casos-por-mes.csv").write_bytes(b"x")
    assert any("casos-por-mes.csv» publicado no es igual" in each for each in rebuild("2025-12-r1").problems)
    shutil.rmtree(folder)
    assert rebuild("2025-12-r1").problems == ("Falta la carpeta del paquete 2025-12-r1.",)


def test_only_a_published_cut_is_made_again(bank: Bank) -> None:
    bank.take("2025-12")
    with pytest.raises(Conflict, match="no está publicado"):
        rebuild("2025-12-r1")


def test_the_command_says_the_hashes_or_what_differs(bank: Bank) -> None:
    folder = bank.release("2025-12", site=False)
    out = io.StringIO()
    call_command("cut", "rebuild", "2025-12-r1", json=True, stdout=out)
    (told,) = json.loads(out.getvalue())
    assert told["manifest"] == public.manifest_digest(folder)
    (folder / "cut.json").write_text("{}")
    with pytest.raises(CommandError, match=r"cut\.json"):
        call_command("cut", "rebuild", "2025-12-r1")


def shelf_of(bank: Bank, tmp_path: Path) -> Path:
    for month in ("2025-12", "2026-01", "2026-02"):
        folder = bank.release(month, site=False)
    return Path(shutil.copytree(folder.parent, tmp_path / "shelf"))


def test_the_cuts_are_one_chain_that_anyone_verifies(bank: Bank, tmp_path: Path) -> None:
    shelf, key = shelf_of(bank, tmp_path), tmp_path / "key"
    key.write_text(keyring.current().public_key.hex())
    links = {each.name: public.read_bundle(each).cut.previous for each in public.bundles_in(shelf)}
    assert links == {
        "2025-12-r1": "",
        "2026-01-r1": public.manifest_digest(shelf / "2025-12-r1"),
        "2026-02-r1": public.manifest_digest(shelf / "2026-01-r1"),
    }
    said = alone("verify", str(shelf), "--key", str(key))
    assert said.returncode == 0, said.stderr
    assert "3 cortes en cadena" in said.stdout
    assert [each.cut.version for each in read_editions(shelf, None)] == [
        "2026-02-r1",
        "2026-01-r1",
        "2025-12-r1",
    ]
    shutil.rmtree(shelf / "2026-01-r1")
    said = alone("verify", str(shelf))
    assert said.returncode == 1
    assert "Falta el corte publicado antes de 2026-02-r1" in said.stderr
    with pytest.raises(public.BundleError, match="Falta el corte publicado antes de 2026-02-r1"):
        read_editions(shelf, None)


def test_a_process_that_dies_leaves_the_chain_as_it_was(bank: Bank) -> None:
    first = bank.release("2025-12", site=False)
    cut = bank.take("2026-01")
    bank.approve(cut)
    with pytest.raises(RuntimeError, match="dies"), acting(bank.head):
        actions.publish_cut(by=bank.head, cut_id=cut.id)
        raise RuntimeError("the process dies before the commit")
    assert [each.name for each in public.bundles_in(first.parent)] == [first.name]
    bank.publish(cut)
    bank.put_in_place()
    second = public.read_bundle(first.parent / "2026-01-r1")
    assert second.cut.previous == public.manifest_digest(first)
    assert public.verify_shelf(first.parent) == []
