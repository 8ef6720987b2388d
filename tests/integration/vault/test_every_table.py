"""One row of another institution in every private table: who sees it, and who may touch it."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from django.db import models

from banevim.vault.schema.policies import own_models, predicates

VALUES = {
    "uuid": "gen_random_uuid()",
    "boolean": "true",
    "timestamp with time zone": "now()",
    "date": "current_date",
    "bytea": "'\\x00'",
    "jsonb": "'{}'",
    "ARRAY": "'{}'",
    "character varying": "'x'",
    "text": "'x'",
}
COLUMNS = """
SELECT column_name, data_type FROM information_schema.columns
 WHERE table_schema = 'public' AND table_name = %s AND is_identity = 'NO' AND is_generated = 'NEVER'
"""
TABLES: dict[str, type[models.Model]] = {m._meta.db_table: m for m in own_models() if predicates(m)}
WITH_ONE_DOOR = {"vault_auditrecord"}
"""Anybody may add to the trail; what does not follow its chain is found by `audit verify`."""
BEFORE_SIGN_IN = {"accounts_institution"}
"""The names of institutions, but those of shelters, are read before anybody is known: sign-in needs them."""


def insertion(columns: list[tuple[str, str]], table: str) -> bytes:
    names = ", ".join(f'"{name}"' for name, _ in columns)
    values = ", ".join(VALUES.get(kind, "1") for _, kind in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({values})'.encode()


@pytest.fixture
def filled(committed) -> Iterator[dict[str, bytes]]:
    """One foreign row in each, written by a superuser past every constraint; how each was inserted."""
    with psycopg.connect(committed.url("superuser"), autocommit=True) as keeper:
        keeper.execute("SET session_replication_role = replica")
        statements = {}
        for table in TABLES:
            for (name,) in keeper.execute(
                "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table]
            ).fetchall():
                keeper.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"'.encode())
            statements[table] = insertion(keeper.execute(COLUMNS, [table]).fetchall(), table)
            keeper.execute(statements[table])
            assert keeper.execute(f'SELECT count(*) FROM "{table}"'.encode()).fetchone()[0] >= 1
        yield statements


def context(role: str = "", purpose: str = "work") -> dict[str, str]:
    """Somebody of an institution that has nothing."""
    return {
        "person": str(uuid4()),
        "institution": str(uuid4()),
        "role": role,
        "purpose": purpose,
        "state": "03",
    }


def seen(bank, told: dict[str, str]) -> set[str]:
    """The private tables of which this context sees anything at all."""
    found = set()
    with psycopg.connect(bank.url("app")) as app:
        for name, value in told.items():
            app.execute("SELECT set_config('banevim.' || %s, %s, true)", [name, value])
        for table, model in TABLES.items():
            if "select" in model.Privacy.app and app.execute(
                f'SELECT EXISTS (SELECT 1 FROM "{table}")'.encode()
            ).fetchone() == (True,):
                found.add(table)
    return found - BEFORE_SIGN_IN


def test_without_a_context_nothing_is_seen_changed_deleted_or_written(committed, filled):
    assert len(TABLES) > 20
    assert seen(committed, {}) == set()
    with psycopg.connect(committed.url("app"), autocommit=True) as app:
        for table, model in TABLES.items():
            verbs, first = model.Privacy.app, model._meta.pk.column
            if "update" in verbs:
                assert app.execute(f'UPDATE "{table}" SET "{first}" = "{first}"'.encode()).rowcount == 0, (
                    table
                )
            if "delete" in verbs:
                assert app.execute(f'DELETE FROM "{table}"'.encode()).rowcount == 0, table
            if "insert" in verbs and table not in WITH_ONE_DOOR:
                with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
                    app.execute(filled[table])


def test_a_stranger_at_work_sees_nothing_of_another_institution(committed, filled):
    for role in ("capturer", "institutional_liaison", "statistics_reader", "signing_in", "anonymous"):
        assert seen(committed, context(role)) == set(), role


def test_a_search_opens_the_index_the_cards_and_what_weighs_them_alone(committed, filled):
    wanted = {"vault_matchkey", "casefiles_searchcard", "vault_datakey", "vault_sealedblob"}
    wanted |= {"identity_weightsversion", "identity_adoption"}  # numbers about fields, nobody's data
    assert seen(committed, context("capturer", "search")) == wanted
    assert seen(committed, {**context("capturer", "search"), "person": ""}) == set()


def test_the_state_office_reads_no_identity_without_an_access(committed, filled):
    told = seen(committed, context("administrator")) | seen(committed, context("state_liaison"))
    personal = {t for t in told if "personal" in TABLES[t].Privacy.fields.values()}
    assert personal <= {"exchange_importfile", "identity_searchreview", "accounts_person"}
