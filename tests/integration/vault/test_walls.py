"""What the app and stats roles cannot do, whatever the code asks of them."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from banevim.common.ids import uuid7
from banevim.vault import audit, crypto
from banevim.vault.context import acting, system
from banevim.vault.models import AuditRecord, DataKey, MatchKey
from banevim.vault.opening import open_cell
from banevim.vault.sealing import new_record_key, record_keys

PRIVATE = "vault_datakey"
PUT_KEY = "INSERT INTO vault_matchkey (state_code, key, record_id) VALUES ('03', 7, %s)"
FORBIDDEN = [
    f"ALTER TABLE {PRIVATE} DISABLE ROW LEVEL SECURITY",
    f"ALTER TABLE {PRIVATE} NO FORCE ROW LEVEL SECURITY",
    f"DROP POLICY app_select ON {PRIVATE}",
    f"CREATE POLICY mine ON {PRIVATE} USING (true)",
    f"TRUNCATE {PRIVATE}",
    f"DROP TABLE {PRIVATE}",
    f"DELETE FROM {PRIVATE}",
    f"UPDATE {PRIVATE} SET master_version = 1",
    "TRUNCATE vault_auditrecord",
    "UPDATE vault_auditrecord SET role = 'x'",
    "DELETE FROM vault_auditrecord",
    "DELETE FROM vault_auditstream",
    "INSERT INTO vault_auditstream (name, seq, hash, mac) VALUES ('x', 0, '', '')",
    "UPDATE vault_auditcheckpoint SET digest = 'x'",
    "DELETE FROM vault_auditcheckpoint",
    "UPDATE vault_bankidentity SET mode = 'production'",
    "INSERT INTO vault_bankidentity VALUES (1, gen_random_uuid(), 'production', '03')",
    "UPDATE vault_oldestmaster SET version = 0",
    "SET ROLE banevim_owner",
    "SET SESSION AUTHORIZATION banevim_owner",
    "SET session_replication_role = replica",
    "ALTER ROLE banevim_app BYPASSRLS",
    "ALTER ROLE banevim_app SUPERUSER",
    "GRANT banevim_owner TO banevim_app",
    "CREATE TABLE public.mine (x int)",
    "CREATE TEMP TABLE mine (x int)",
    "CREATE FUNCTION public.banevim_institution2() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
    "CREATE OR REPLACE FUNCTION banevim_institution() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
    "CREATE SCHEMA mine",
    f"COPY {PRIVATE} FROM STDIN",
    f"COPY {PRIVATE} TO '/tmp/x'",
    f"COPY {PRIVATE} TO PROGRAM 'cat'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT rolpassword FROM pg_authid",
    "SELECT * FROM pg_stat_file('PG_VERSION')",
    "ALTER SYSTEM SET log_statement = 'all'",
    "SET log_statement = 'all'",
]


@pytest.fixture
def other_record(db, acting_as):
    """A record of the police, seen from the hospital."""
    with acting_as("capturer", "police") as actor:
        key = new_record_key(uuid7(), actor.institution_id)
        with connection.cursor() as cursor:
            cursor.execute(PUT_KEY, [key.record_id])
    return key


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_app_role_may_not(db, acting_as, statement):
    with acting_as("administrator"), pytest.raises(DatabaseError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize("statement", ["SET row_security = off"])
def test_turning_row_security_off_shows_an_error_not_the_rows(db, other_record, statement):
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)
            cursor.execute(f"SELECT * FROM {PRIVATE}")


def test_without_a_context_there_are_no_rows(db, other_record, acting_as):
    with acting_as("capturer", "police"):
        audit.record("tests.thing.done")
    assert not DataKey.objects.exists()
    assert not MatchKey.objects.exists()
    assert not AuditRecord.objects.exists()


def test_another_institution_sees_nothing_of_it(db, other_record, acting_as):
    with acting_as("capturer", "hospital"):
        assert not DataKey.objects.exists()
        assert record_keys([other_record.record_id]) == {}
    with acting_as("capturer", "police"):
        assert record_keys([other_record.record_id])[other_record.record_id].key == other_record.key


def test_nothing_can_be_written_in_the_name_of_another_institution(db, acting_as, institutions):
    with acting_as("capturer", "hospital"):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            new_record_key(uuid7(), institutions.police.id)


def test_match_keys_are_seen_only_while_a_person_searches(db, other_record, acting_as):
    with acting_as("capturer", "hospital"):
        assert not MatchKey.objects.exists()
    with acting_as("capturer", "hospital", "search"):
        assert MatchKey.objects.get().record_id == other_record.record_id
    with acting(system().with_purpose("search")):
        assert not MatchKey.objects.exists()


def test_the_trail_is_read_by_its_institution_and_the_state_office(db, acting_as):
    with acting_as("capturer", "police"):
        audit.record("tests.thing.done")
    seen = {}
    for role, place in [("capturer", "police"), ("capturer", "hospital"), ("state_liaison", "state_office")]:
        with acting_as(role, place):
            seen[place] = AuditRecord.objects.filter(event="tests.thing.done").count()
    assert seen == {"police": 1, "hospital": 0, "state_office": 1}


def test_a_cell_copied_to_another_record_does_not_open(db, acting_as):
    with acting_as("capturer") as actor:
        one, two = (new_record_key(uuid7(), actor.institution_id) for _ in range(2))
    cell = one.seal("t", one.record_id, "name", "Rosa")
    assert open_cell(one, "t", one.record_id, "name", cell) == "Rosa"
    assert open_cell(one, "t", one.record_id, "name", None) == ""
    for key, row, field in [
        (two, two.record_id, "name"),
        (one, two.record_id, "name"),
        (one, one.record_id, "x"),
    ]:
        with pytest.raises(crypto.Unreadable):
            open_cell(key, "t", row, field, cell)


def test_stats_reads_no_table_and_no_function_of_the_bank(bank, db):
    with psycopg.connect(bank.url("stats")) as stats:
        tables = [r[0] for r in stats.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        assert PRIVATE in tables
        for table in tables:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                stats.execute(f'SELECT 1 FROM public."{table}"'.encode())
            stats.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            stats.execute("SELECT public.banevim_reads_record(gen_random_uuid())")
