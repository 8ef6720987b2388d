"""The embedded server with real processes: privileges, kills, leftovers, deep paths."""

import contextlib
import os
import signal
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from tests.harness.home import throw_away

from banevim.operations.bank import identity
from banevim.operations.bank.home import Home
from banevim.operations.errors import Stop
from banevim.operations.postgres import Server, embedded, temporary_cluster
from banevim.operations.postgres.server import start, stop
from banevim.operations.processes import known


@pytest.fixture(scope="module")
def cluster():
    with temporary_cluster() as running:
        yield running


@pytest.mark.parametrize("role", ["owner", "app", "stats"])
def test_no_role_of_the_bank_is_above_the_rules(cluster, role: str) -> None:
    with psycopg.connect(cluster.url(role)) as connection:
        powers = "rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb"
        query = f"SELECT {powers} FROM pg_roles WHERE rolname = current_user"
        assert connection.execute(query).fetchone() == (False,)


@pytest.mark.parametrize("role", ["app", "stats"])
def test_only_the_owner_creates_tables(cluster, role: str) -> None:
    with (
        psycopg.connect(cluster.url(role)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE TABLE mine (n int)")


def test_every_connection_needs_its_password(cluster) -> None:
    url = cluster.url("app").replace(cluster.server.passwords.app, "otra")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(url)


def test_the_socket_is_private_and_nothing_listens_on_the_network(cluster) -> None:
    assert cluster.server.socket.stat().st_mode & 0o077 == 0
    with psycopg.connect(cluster.url("superuser")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)


def test_a_failed_statement_leaves_no_value_in_the_log(cluster) -> None:
    with psycopg.connect(cluster.url("owner")) as connection:
        connection.execute("CREATE TABLE planted (name text UNIQUE)")
        connection.execute("INSERT INTO planted VALUES ('Xochiquetzal')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO planted VALUES ('Xochiquetzal')")
    assert b"duplicate key" in cluster.log.read_bytes()
    assert b"Xochiquetzal" not in cluster.log.read_bytes()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and "pytest" in folder.name:
            folder.chmod(0o711)
    made = Home(tmp_path / "banco")
    made.build()
    yield made
    for data in tmp_path.rglob("[d]ata"):  # a pattern: it finds a link to what was never made, too
        throw_away(data.parent)


def _server(home: Home, bank_id: str = "") -> Server:
    """As in a bank, without waiting for the disk."""
    server = embedded.server_of(home, bank_id or str(uuid.uuid4()))
    return replace(server, settings=server.settings | {"fsync": "off"})


@contextlib.contextmanager
def _started(home: Home, server):
    with (home.logs / "postgres.log").open("ab") as log:
        embedded.first_time(server, log.fileno())
        process = start(server, log.fileno())
        try:
            yield process
        finally:
            stop(process)


def _rows(server) -> list:
    with psycopg.connect(server.url("owner")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")
        return connection.execute("SELECT count(*) FROM kept").fetchone()


def test_committed_rows_outlive_a_kill_of_the_server(home: Home) -> None:
    server = _server(home)
    with _started(home, server) as process:
        assert _rows(server) == (1,)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with _started(home, server):
            assert _rows(server) == (2,)


def test_a_lock_file_with_a_living_strangers_number_does_not_stop_it(home: Home) -> None:
    """After a restart of the machine (or container) the old number may be anybody's."""
    server = _server(home)
    with _started(home, server):
        lock = (server.data / "postmaster.pid").read_text()
    (server.data / "postmaster.pid").write_text(f"{os.getppid()}\n{lock.partition(chr(10))[2]}")
    with _started(home, server):
        assert _rows(server) == (1,)


def test_an_interrupted_creation_starts_again_from_nothing(home: Home) -> None:
    server = _server(home)
    half = server.data.with_name("data.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    with _started(home, server):
        assert _rows(server) == (1,)


def test_a_home_too_deep_for_a_socket_gets_a_short_one(home: Home) -> None:
    deep = Home(home.root / ("carpeta_muy_honda_" * 5))
    deep.build()
    server = _server(deep)
    assert len(str(server.socket)) <= 85
    with _started(deep, server):
        assert _rows(server) == (1,)
    server.socket.rmdir()


def test_two_homes_with_the_same_bank_never_meet(home: Home) -> None:
    """A recovered backup is the same bank in another place."""
    bank, other = str(uuid.uuid4()), Home(home.root.with_name("otra"))
    other.build()
    for folder in (home, other):
        folder.root.chmod(0o700)  # out of reach of the server's account where we are root
    one, two = _server(home, bank), _server(other, bank)
    assert one.data.parent != two.data.parent
    assert one.socket != two.socket
    assert _server(home, bank).data == one.data


def test_a_socket_folder_that_others_may_enter_is_refused(home: Home) -> None:
    bank = str(uuid.uuid4())
    embedded.server_of(home, bank).socket.chmod(0o755)
    with pytest.raises(Stop, match="no es privada"):
        embedded.server_of(home, bank)


def test_a_verb_alone_starts_and_closes_the_database(home: Home) -> None:
    identity.create(home, mode="practice", state_code="03", server="embedded")
    server = _server(home, identity.read(home).id)
    with embedded.running(home, server):
        assert _rows(server) == (1,)
        with embedded.held(server) as mine:
            assert not mine
    assert not server.ready()


def test_the_server_closes_when_its_keeper_is_killed() -> None:
    """The kernel tells the child: nothing is left running after a kill -9."""
    reading, writing = os.pipe()
    keeper = os.fork()
    if keeper == 0:
        with contextlib.suppress(BaseException), temporary_cluster() as running:
            os.write(writing, str(running.process.pid).encode())
            time.sleep(60)
        os._exit(1)
    server = known(int(os.read(reading, 20)))
    os.kill(keeper, signal.SIGKILL)
    os.waitpid(keeper, 0)
    limit = time.monotonic() + 10
    while server.alive() and time.monotonic() < limit:
        time.sleep(0.05)
    assert not server.alive()
    with temporary_cluster():  # making another one sweeps the folder of the killed one
        pass
