"""Whole loads in processes of their own: killed half-way, two at once, the command line, another state."""

import asyncio
import io
import json
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.harness import database, home
from tests.integration.exchange.conftest import seed
from tests.integration.exchange.samples import aggressors, cases, three, victims

from banevim.casefiles.models import Woman
from banevim.common.errors import Conflict
from banevim.exchange import queries, running
from banevim.exchange.models import Import
from banevim.exchange.tasks import resume_stopped, run_import_job
from banevim.exchange.terms import Kind, Progress
from banevim.vault.context import acting

NAMES = {Kind.CASES: "cases", Kind.VICTIMS: "victims", Kind.AGGRESSORS: "aggressors"}


@pytest.fixture
def bank_of_one(committed, loader_of):
    """A bank with its institutions, where commits are real, and who loads in it."""
    seed()
    return committed, loader_of()


def words_of(files, folder) -> list[str]:
    """The files on disk, as the command line names them."""
    words = ["import_banavim"]
    for kind, raw in files.items():
        path = folder / f"{kind}.csv"
        path.write_bytes(raw)
        words.append(f"--{NAMES[kind]}={path}")
    return words


def said(*words: str) -> str:
    """What the command prints."""
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def reported(*words: str):
    return json.loads(said(*words, "--json"))


def test_killed_half_way_and_started_again_it_ends_the_same(bank_of_one, tmp_path):
    bank, loader = bank_of_one
    files = three(1200)
    words = words_of(files, tmp_path)
    command = [sys.executable, "-m", "banevim.manage", *words]
    child = subprocess.Popen(command, cwd=database.ROOT, env=bank.env(), stderr=subprocess.DEVNULL)
    for _ in range(1000):
        with acting(loader.actor):
            load = Import.objects.first()
        if load and load.rows_done > 0:
            break
        time.sleep(0.02)
    child.send_signal(signal.SIGKILL)
    child.wait()
    with acting(loader.actor):
        half = queries.import_of(load.id)
    assert half.progress == Progress.RUNNING
    assert 0 < half.rows_done < half.rows_total == 3600
    report = reported(*words)
    assert report["import"] == str(load.id)
    assert report["failure"] == ""
    for total in report["totals"].values():
        assert (total["leídos"], total["Nuevo"]) == (1200, 1200)
    after = loader.bank()
    assert [len(rows) for rows in after] == [1200] * 3
    again = reported(*words)
    assert {t["Ya estaba"] for t in again["totals"].values()} == {1200}
    assert loader.bank() == after


def test_the_command_rehearses_reports_and_refuses(bank_of_one, tmp_path):
    _, loader = bank_of_one
    words = words_of(cases({}, {"id": ""}) | victims({"age": "0"}), tmp_path)
    foretold = reported(*words, "--dry-run")
    with acting(loader.actor):
        assert not Import.objects.exists()
        assert not Woman.objects.exists()
    report = reported(*words)
    assert report.pop("import")
    assert foretold.pop("import") is None
    assert report == foretold
    assert report["rejected"] == [["Casos", 3, "El renglón no trae ID."]]
    assert report["flags"] == {"Edad 0 en la fuente: se toma como no especificada": 1}
    text = said(*words)
    assert "Casos: leídos 2, nuevo 0, ya estaba 1, actualizado 0, rechazado 1" in text
    assert "Rechazado, Casos renglón 3: El renglón no trae ID." in text
    for bad, sentence in (
        (["import_banavim"], "al menos el archivo"),
        (["import_banavim", "--cases=/no/hay"], "No se pudo leer /no/hay"),
        (["import_banavim", f"--victims={tmp_path / 'cases.csv'}"], "Parece el archivo de casos"),
        ([*words, "--institution=NADIE"], "No hay una institución activa"),
    ):
        for more in ([], ["--dry-run"]):
            with pytest.raises(CommandError, match=sentence):
                said(*bad, *more)


def test_two_people_at_once(bank_of_one, monkeypatch):
    """The same files give one load, done once; different files with the same IDs wait for each other."""
    _, loader = bank_of_one
    monkeypatch.setattr(running, "GROUPS", 5)
    same, gate = three(20), threading.Barrier(4)
    other = cases(*({"id": f"B{i}"} for i in range(20)))

    def person(files):
        gate.wait()
        try:
            load = loader.start(files)
            while not finished(load):
                time.sleep(0.02)
            return load.id
        finally:
            connections.close_all()

    def finished(load) -> bool:
        try:
            return running.run_import(loader.office, load.id).progress == Progress.DONE
        except Conflict:
            return False

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(person, (same, same, other, other)))
    assert (found[0], found[2]) == (found[1], found[3])
    assert found[0] != found[2]
    assert [len(rows) for rows in loader.bank()] == [20] * 3
    with acting(loader.actor):
        assert all(load.rows_done == load.rows_total and not load.failure for load in Import.objects.all())


def test_a_load_whose_job_process_died_goes_on(bank_of_one):
    bank, loader = bank_of_one
    load = loader.start(three(3))
    run_import_job.configure(lock="x").defer(
        load_id=str(load.id),
        person_id=str(loader.office.person_id),
        institution_id=str(loader.office.institution_id),
        role=loader.office.role,
    )
    with acting(loader.office):
        assert ProcrastinateJob.objects.get().status == "todo"
        with connections["default"].cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")

    async def resume() -> None:
        async with app.with_connector(app.connector.get_worker_connector()).open_async() as working:
            await resume_stopped.func(SimpleNamespace(app=working), 0)

    asyncio.run(resume())
    assert ProcrastinateJob.objects.get().status == "todo"
    worked = bank.run("-m", "banevim.manage", "procrastinate", "worker", "--one-shot")
    assert ProcrastinateJob.objects.exclude(status="succeeded").exclude(queue_name="upkeep").count() == 0, (
        worked.stderr
    )
    with acting(loader.actor):
        done = queries.import_of(load.id)
    assert (done.progress, done.rows_done, done.failure) == (Progress.DONE, 9, "")


def test_the_bank_of_state_30_loads_the_same_files(bank, tmp_path_factory):
    """Another home, another state: configuration only."""
    parent = tmp_path_factory.mktemp("otro")
    other = home.make_home(parent, state_code="30")
    name = "banevim_state_30"
    bank.cluster.create_database(name, template="template0")
    copy = database.Bank(bank.cluster, name, other)
    try:
        prepared = copy.run("-m", "tests.harness.prepare", role="owner")
        assert prepared.returncode == 0, prepared.stderr
        assert copy.manage("load_institutions", role="app").returncode == 0
        files = cases(
            {"id": "V1", "state": "Veracruz", "municipality": "Xalapa"},
            {"id": "V2", "state": "Veracruz de Ignacio de la Llave", "municipality": "La Paz"},
            {"id": "V3", "state": "", "municipality": "Coatepec"},
            {"id": "V4", "state": "Baja California Sur", "municipality": "La Paz"},
        ) | aggressors({"id": "V1"})
        words = words_of(files, parent)
        for outcome in ("Nuevo", "Ya estaba"):
            done = copy.manage(*words, "--json", role="app")
            assert done.returncode == 0, done.stderr
            report = json.loads(done.stdout)
            assert report["totals"]["Casos"][outcome] == 4
        rows = copy.manage(
            "shell",
            "-c",
            "from banevim.casefiles.models import *\nfrom banevim.vault.context import *\n"
            "from banevim.exchange.queries.loads import institution_by_code\n"
            "with acting(system()): carga = institution_by_code('CARGA').id\n"
            "with acting(Actor(None, carga, 'system')):\n"
            "    print([list(c) for c in Case.objects.order_by('source_id')\n"
            "      .values_list('municipality', 'state_code')])\n"
            "    print(UniqueFile.objects.first().folio[:4])",
            role="app",
        )
        assert (
            "[['30087', '30'], ['no_especificado', '30'], ['30038', '30'], ['03003', '30']]" in rows.stdout
        ), rows
        assert "VER-" in rows.stdout
    finally:
        bank.cluster.drop_database(name)
