"""Somebody else's PostgreSQL: we make the roles where we may; where we may not, we print the exact SQL."""

from urllib.parse import quote

import psycopg
import pytest

from banevim.operations.backup import recovering
from banevim.operations.bank.home import Home
from banevim.operations.errors import Stop
from banevim.operations.postgres import ACCOUNTS, temporary_cluster
from banevim.operations.postgres.external import External
from banevim.operations.postgres.passwords import fresh, kept_in


@pytest.fixture
def bare():
    """A server that has never heard of the bank, with a keeper who is no superuser."""
    with temporary_cluster() as cluster:
        with psycopg.connect(cluster.url("superuser", "postgres"), autocommit=True) as connection:
            connection.execute("DROP DATABASE banevim")
            for role in ("owner", "app", "stats"):
                connection.execute(f"DROP ROLE {ACCOUNTS[role]}")
            connection.execute("CREATE ROLE guarda LOGIN PASSWORD 'x'")
        yield cluster


def _as_keeper(cluster) -> str:
    return f"postgresql://guarda:x@/postgres?host={quote(str(cluster.server.socket), safe='')}&port=5432"


def test_a_superusers_address_makes_everything_and_twice_changes_nothing(bare) -> None:
    server = External(bare.url("superuser", "postgres"), fresh())
    assert not server.answers()
    server.prepare()
    assert server.answers()
    server.prepare()
    with (
        psycopg.connect(server.url("app")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE TABLE mine (n int)")


def test_without_the_right_it_prints_sql_that_works_and_shows_no_password(bare) -> None:
    server = External(_as_keeper(bare), fresh())
    with pytest.raises(Stop) as stopped:
        server.prepare()
    said = stopped.value.sentence
    for secret in vars(server.passwords).values():
        assert secret not in said
    statements = [line for line in said.splitlines() if line.endswith(";")]
    assert len(statements) == 6
    with psycopg.connect(bare.url("superuser", "postgres"), autocommit=True) as connection:
        for line in statements:
            connection.execute(line.encode())
    server.prepare()
    assert server.answers()


def test_a_second_bank_never_changes_the_passwords_of_the_first(bare) -> None:
    first = External(bare.url("superuser", "postgres"), fresh())
    first.prepare()
    for address in (bare.url("superuser", "postgres"), bare.url("superuser", "otra"), _as_keeper(bare)):
        with psycopg.connect(bare.url("superuser", "postgres"), autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS otra")
            connection.execute("CREATE DATABASE otra")
        with pytest.raises(Stop, match="ya tiene papeles con otras contraseñas: banevim_owner"):
            External(address, fresh()).prepare()
        assert first.answers()


def test_what_was_left_half_made_is_finished(bare) -> None:
    server = External(bare.url("superuser", "postgres"), fresh())
    server.prepare()
    with psycopg.connect(bare.url("superuser", "postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE banevim")
        connection.execute(f"DROP ROLE {ACCOUNTS['stats']}")
    server.prepare()
    assert server.answers()


def test_a_server_that_does_not_answer_is_said() -> None:
    server = External("postgresql://quien:x@127.0.0.1:1/banevim", fresh())
    with pytest.raises(Stop, match="No hay conexión con DATABASE_URL"):
        server.prepare()


def test_the_named_database_is_kept() -> None:
    named = External("postgresql://a:b@h:5433/otra?sslmode=require", fresh())
    assert named.url("app").endswith("h:5433/otra?sslmode=require")
    assert External("postgresql://a:b@h/postgres", fresh()).database == "banevim"


@pytest.mark.parametrize(("address", "kept"), [("postgresql://a:b@h/x", True), ("", False)])
def test_a_recovery_that_waits_for_the_keeper_keeps_the_passwords_it_asked_for(
    address, kept, monkeypatch, tmp_path
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    home = Home(tmp_path / "h")
    assert recovering.empty(home)
    home.build()
    asked = kept_in(home.keys / "db.json")
    (home.keys / "keyring.json").write_text("{}")
    assert not recovering.empty(home)
    recovering.clear(home)
    assert recovering.empty(home)
    assert home.root.exists() is kept
    assert not kept or kept_in(home.keys / "db.json") == asked
