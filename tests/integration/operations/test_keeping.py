"""The parts that keep a bank alive, with real processes and sockets."""

import os
import socket
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import pytest

from banevim.operations.bank import keys
from banevim.operations.bank.home import Home
from banevim.operations.errors import Stop
from banevim.operations.processes import Known, end, known, start_of
from banevim.operations.supervisor import control, ports, record
from banevim.operations.supervisor.child import Child, Service
from banevim.operations.supervisor.supervisor import Supervisor


@pytest.fixture
def home(tmp_path) -> Home:
    made = Home(tmp_path / "h")
    made.build()
    return made


def _service(code: str, **more) -> Service:
    def begin() -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", code], start_new_session=True, stdout=subprocess.PIPE)

    return Service("prueba", begin, **more)


def _until(happens, patience: float = 10.0) -> None:
    limit = time.monotonic() + patience
    while not happens():
        assert time.monotonic() < limit, "did not happen in time"
        time.sleep(0.02)


def test_a_killed_child_comes_back() -> None:
    child = Child(_service("import time; time.sleep(60)"))
    child.start()
    first = child.process.pid
    os.kill(first, 9)
    _until(lambda: child.look() == "fell")
    _until(lambda: child.look() == "started")
    assert child.process.pid != first
    assert child.restarts == 1
    child.stop()
    assert not child.alive


def test_pauses_grow_while_it_keeps_falling() -> None:
    child = Child(_service("raise SystemExit(1)"))
    child.start()
    _until(lambda: child.look() == "fell")
    first = child.next_start - time.monotonic()
    _until(lambda: child.look() == "started")
    _until(lambda: child.look() == "fell")
    assert child.next_start - time.monotonic() > first


def test_a_task_that_ends_well_is_not_started_again() -> None:
    child = Child(_service("pass", once=True))
    child.start()
    _until(lambda: child.look() == "finished")
    assert child.look() == ""
    assert child.facts()["state"] == "terminado"


def test_nobody_of_a_dead_childs_group_stays() -> None:
    code = (
        "import subprocess as s, time; p = s.Popen(['sleep', '60']); print(p.pid, flush=True); time.sleep(60)"
    )
    child = Child(_service(code))
    child.start()
    grandchild = known(int(child.process.stdout.readline()))
    os.kill(child.process.pid, 9)
    _until(lambda: child.look() == "fell")
    _until(lambda: not grandchild.alive())


def test_a_process_is_known_by_number_and_start() -> None:
    process = subprocess.Popen(["sleep", "60"])
    stranger = Known(process.pid, "1")
    end(stranger)
    assert process.poll() is None
    end(Known(process.pid, start_of(process.pid)))
    assert process.wait() == -15


def test_leftovers_are_ended_and_strangers_are_not(home: Home) -> None:
    mine, stranger = subprocess.Popen(["sleep", "60"]), subprocess.Popen(["sleep", "60"])
    facts = [
        {"pid": mine.pid, "started": start_of(mine.pid)},
        {"pid": stranger.pid, "started": "12345"},
    ]
    record.note_children(home, facts)
    threading.Thread(target=mine.wait).start()
    assert record.end_leftovers(home)
    assert mine.wait(5) == -15
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()
    assert not record.end_leftovers(home)


def test_one_supervisor_a_home(home: Home) -> None:
    with record.sole(home) as first:
        assert first
        assert record.supervisor_of(home) == known(os.getpid())
        with record.sole(home) as second:
            assert not second
    assert record.supervisor_of(home) is None


def test_a_taken_port_names_its_flag() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        with pytest.raises(Stop, match=rf"puerto {number} ya está ocupado.*--public-port"):
            ports.check("127.0.0.1", number, "--public-port")


@pytest.fixture(params=["", "carpeta_muy_honda_" * 8])
def door(home: Home, request):
    if request.param:
        home = Home(home.root / request.param)
        home.build()
    opened = control.door(home)
    yield home, opened
    control.close(home, opened)


def _serve(opened, verbs, times: int = 1) -> threading.Thread:
    def work() -> None:
        for _ in range(times):
            control.attend(opened, verbs)

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_the_private_door_answers_and_lends_the_keys(door) -> None:
    home, opened = door
    descriptor = keys.memory_file(b'{"secret": 1}')
    thread = _serve(opened, {"keys": lambda _request: ({"ok": True}, descriptor)})
    answer, lent = control.ask_with_file(home, "keys")
    thread.join()
    assert answer == {"ok": True}
    assert os.pread(lent, 100, 0) == b'{"secret": 1}'
    with pytest.raises(OSError):
        os.write(lent, b"x")
    for each in (descriptor, lent):
        os.close(each)


def test_a_bad_visitor_does_not_take_the_door_down(door) -> None:
    home, opened = door
    thread = _serve(opened, {"status": lambda _request: ({"n": 1}, None)}, times=3)
    assert control.ask(home, "desconocido") is None
    with socket.socket(socket.AF_UNIX) as visitor, control._short(home.run / "control.sock") as name:
        visitor.connect(name)
        visitor.sendall(b"esto no es JSON\n")
    assert control.ask(home, "status") == {"n": 1}
    thread.join()


def test_the_door_is_closed_to_other_accounts(door) -> None:
    home, _ = door
    assert (home.run / "control.sock").stat().st_mode & 0o077 == 0


def test_where_no_bank_runs_nobody_answers(home: Home) -> None:
    assert control.ask(home, "status") is None


def test_a_recovered_bank_builds_the_site_of_what_it_published(home: Home) -> None:
    started: list[str] = []
    open_bank = Supervisor(SimpleNamespace(home=home, key_fd=None), SimpleNamespace(production=False))
    open_bank.start = lambda service: started.append(service.name)
    open_bank.build_missing_site()
    assert started == []
    (home.bundles / "2026-09-r1").mkdir()
    open_bank.build_missing_site()
    assert started == ["site"]
    (home.site / "current").mkdir()
    open_bank.build_missing_site()
    assert started == ["site"]
