"""The signed bundle: what the public can check, what never changes, and who refuses to write one."""

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from tests.harness.database import ROOT
from tests.integration.cuts.conftest import Bank, counted

from banevim.catalogs import queries as catalogs
from banevim.common import clock
from banevim.common.errors import Conflict, Invalid
from banevim.cuts import actions
from banevim.cuts.models import Cut
from banevim.vault import keyring
from banevim.vault.context import acting
from datavim import bundle as public


@pytest.fixture
def bank(bank_of_cuts: Bank) -> Bank:
    """Two thousand and twenty-five with eight women, four of them in Los Cabos twice."""
    for number in range(8):
        bank_of_cuts.register(f"w{number}", "2025-01-10T10:00:00", "PSI")
        bank_of_cuts.register(f"w{number}", "2025-12-10T10:00:00", "FIS", "03008" if number < 4 else "03003")
    return bank_of_cuts


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def alone(*words: str) -> subprocess.CompletedProcess[str]:
    """`datavim` in a process that has the package and nothing of the bank; it says which modules it loaded."""
    code = "import sys; from datavim.__main__ import main; end = main(sys.argv[1:]); print(*sys.modules); sys.exit(end)"
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, "-c", code, *words], env=env, capture_output=True, text=True, check=False
    )


def test_anyone_verifies_and_any_changed_byte_is_found(bank: Bank, tmp_path: Path) -> None:
    folder = bank.release("2025-12", site=False)
    key = keyring.current().public_key
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    key_file = tmp_path / "key"
    key_file.write_text(key.hex())
    said = alone("verify", str(copy), "--key", str(key_file))
    assert said.returncode == 0, said.stderr
    loaded = {name.split(".")[0] for name in said.stdout.split()}
    assert loaded.isdisjoint({"django", "banevim", "psycopg", "procrastinate"})
    for path, raw in files(copy).items():
        for place in {0, len(raw) // 3, len(raw) // 2, len(raw) - 1}:
            changed = bytearray(raw)
            changed[place] ^= 1
            (copy / path).write_bytes(changed)
            assert public.verify_bundle(copy, key), f"{path} byte {place}"
        (copy / path).unlink()
        assert public.verify_bundle(copy, key), f"{path} missing"
        (copy / path).write_bytes(raw)
    (copy / "data" / "otra.csv").write_text("x")
    assert public.verify_bundle(copy, key)
    (copy / "data" / "otra.csv").unlink()
    assert public.verify_bundle(copy, key) == []
    assert public.verify_bundle(copy, bytes(32)), "another key"


def test_the_bundle_holds_what_may_be_published_and_nothing_else(bank: Bank) -> None:
    folder = bank.release("2025-12", site=False)
    with acting(bank.aide):
        cut = Cut.objects.get()
    for table in ("casos-por-mes", "casos-por-tipo", "mujeres-por-municipio"):
        lines = list(csv.DictReader(io.StringIO((folder / "data" / f"{table}.csv").read_text("utf-8-sig"))))
        frozen = counted(cut, table)
        assert len(lines) == len(frozen)
        for line, (value, women, published) in zip(lines, frozen.values(), strict=True):
            assert (line["valor"] == str(value)) if published else (line["valor"] == "")
            assert published or line["estado"] == "protegido"
            assert not published or women >= 5
            assert line["nota"] == "Datos ficticios de práctica"
    everything = b"".join(files(folder).values())
    for secret in (b"primary", b"complementary", b"women", str(cut.author_id).encode(), b"Prueba w"):
        assert secret not in everything


def test_a_second_cut_changes_nothing_that_was_published(bank: Bank) -> None:
    folder = bank.release("2025-12", site=False)
    before = files(folder)
    for number in range(8):
        bank.register(f"n{number}", "2025-06-10T10:00:00", "SEX", "03001")
        bank.register(f"n{number}", "2026-01-10T10:00:00", "SEX", "03001")
    second = bank.release("2026-01")
    assert files(folder) == before
    name = "data/mujeres-por-municipio.csv"
    assert (second / name).read_bytes() == before[name], "the rate of 2025 is published once"
    site = settings.HOME / "site" / "current"
    for path, raw in before.items():
        assert (site / "v" / folder.name / "paquete" / path).read_bytes() == raw
    with pytest.raises(Invalid, match="Ya se publicó el corte de 2026-01"):
        bank.take("2025-12")
    with acting(bank.aide):
        with pytest.raises(Exception, match=r"permission denied|permiso denegado"), transaction.atomic():
            Cut.objects.update(month="2024-01")


def test_a_publication_that_was_never_committed_is_never_seen(bank: Bank) -> None:
    cut = bank.take("2025-12")
    bank.approve(cut)
    with pytest.raises(RuntimeError, match="dies"), acting(bank.head):
        actions.publish_cut(by=bank.head, cut_id=cut.id)
        raise RuntimeError("the process dies before the commit")
    bank.build()
    site = settings.HOME / "site" / "current"
    assert not (site / "v").exists()
    bank.publish(cut)
    bank.build()
    assert (site / "v" / cut.version / "index.html").is_file()


def test_the_site_is_built_from_what_this_bank_published_and_from_nothing_else(bank: Bank) -> None:
    folder = bank.release("2025-12", site=False)
    shutil.copytree(folder, folder.with_name("2025-12-r7"))
    with pytest.raises(Conflict, match="no publicó: 2025-12-r7"):
        bank.build()
    shutil.rmtree(folder.with_name("2025-12-r7"))
    bank.build()
    shutil.rmtree(folder)
    with pytest.raises(Conflict, match="falta o no es el que se publicó"):
        bank.build()


def test_a_production_bank_publishes_under_the_signed_policy_and_its_site_is_built(
    bank: Bank, settings
) -> None:
    settings.PRACTICE = False
    with acting(bank.head):
        assert catalogs.overdue(clock.today(), practice=False) == []
    folder = bank.release("2025-12", site=False)
    made = public.read_bundle(folder).cut
    assert (made.practice, made.policy.number, made.policy.demand) == (False, 1, "microdata")
    assert public.verify_bundle(folder, keyring.current().public_key) == []


def test_the_map_that_the_office_loads_is_the_one_that_is_drawn(bank: Bank, tmp_path: Path) -> None:
    shipped = ROOT / "src" / "datavim" / "data" / "03.geojson"
    with acting(bank.aide):
        count = actions.load_geography(by=bank.aide, path=shipped, credit="Límites: la oficina, 2026")
        with pytest.raises(Invalid, match="no es un GeoJSON"):
            actions.load_geography(by=bank.aide, path=tmp_path / "nada.json")
    assert count == 5
    bank.release("2025-12")
    page = (settings.HOME / "site" / "current" / "municipios" / "index.html").read_text("utf-8")
    assert "Límites: la oficina, 2026" in page
