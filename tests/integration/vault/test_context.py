"""The context is local to its transaction: nested, failed, pooled or threaded, it never leaks."""

import contextlib
import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from banevim.common.errors import Refused
from banevim.vault import audit
from banevim.vault.context import acting, atomic, current_actor, system
from banevim.vault.models import AuditRecord, BankIdentity

ASK = "SELECT " + ", ".join(
    f"coalesce(current_setting('banevim.{n}', true), '')"
    for n in ("person", "institution", "role", "purpose")
)


def told(on=connection) -> tuple[str, ...]:
    """The context as the database sees it."""
    with on.cursor() as cursor:
        cursor.execute(ASK)
        return tuple(cursor.fetchone())


def of(actor) -> tuple[str, ...]:
    return tuple(actor.values()[:4])


NOBODY = ("", "", "", "")


def test_it_is_set_inside_and_gone_outside(committed, actor_of):
    actor = actor_of("capturer")
    with acting(actor):
        assert told() == of(actor)
        assert current_actor() == actor
    assert told() == NOBODY
    assert current_actor() is None


def test_nested_it_changes_and_comes_back(committed, actor_of):
    outer = actor_of("capturer")
    with acting(outer):
        with acting(outer.with_purpose("search")):
            assert told()[3] == "search"
        assert told() == of(outer)


def test_nested_it_comes_back_after_an_error(committed, actor_of):
    outer = actor_of("capturer")
    with acting(outer):
        with pytest.raises(ZeroDivisionError), acting(system()):
            audit.record("tests.thing.done")
            1 / 0  # noqa: B018
        assert told() == of(outer)
        assert current_actor() == outer
        with pytest.raises(IntegrityError), acting(system()), transaction.atomic():
            AuditRecord.objects.create(id=None)
        assert told() == of(outer)


def test_an_error_at_the_top_leaves_nothing(committed, actor_of):
    with pytest.raises(ZeroDivisionError), acting(actor_of("capturer")):
        1 / 0  # noqa: B018
    assert told() == NOBODY
    assert current_actor() is None


def test_it_refuses_to_start_inside_another_transaction(committed, actor_of):
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"), acting(actor_of("capturer")):
        pass


@pytest.fixture
def pool_of_one(committed):
    """Django's own pool with a single connection, so that the next request gets the same one."""
    connection.close()
    ordinary = connection.settings_dict["OPTIONS"]
    connection.settings_dict["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 1}}
    yield
    connection.close()
    connection.close_pool()
    connection.settings_dict["OPTIONS"] = ordinary


def test_a_pooled_connection_carries_nothing_to_the_next_request(pool_of_one, actor_of):
    actor, seen = actor_of("capturer"), set()
    for ends_well in (True, False, True):
        with contextlib.suppress(ZeroDivisionError), acting(actor):
            audit.record("tests.thing.done")
            assert told() == of(actor)
            assert ends_well or 1 / 0
        connection.close()  # the end of a request: back to the pool
        seen.add((told(), AuditRecord.objects.count(), connection.connection.info.backend_pid))
        connection.close()
    assert len(seen) == 1
    assert next(iter(seen))[:2] == (NOBODY, 0)


def test_the_actors_context_does_not_stay_on_its_own_connection(committed, actor_of):
    with acting(actor_of("capturer")):
        pid = connection.connection.info.backend_pid
        audit.record("tests.thing.done")
    assert connection.connection.info.backend_pid == pid
    assert told() == NOBODY
    assert not AuditRecord.objects.exists()


def test_another_thread_has_no_context(committed, actor_of):
    seen = []

    def look() -> None:
        seen.append((current_actor(), told()))
        connections.close_all()

    with acting(actor_of("capturer")):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert seen == [(None, NOBODY)]


def test_a_snapshot_does_not_see_what_others_commit_meanwhile(committed, actor_of):
    with acting(system(), snapshot=True):
        before = AuditRecord.objects.count()
        done = committed.run(
            "-c",
            "import django; django.setup()\nfrom banevim.vault import audit, context\n"
            "audit.record_alone(context.system(), 'tests.thing.done')",
        )
        assert done.returncode == 0, done.stderr
        assert AuditRecord.objects.count() == before
    with acting(system()):
        assert AuditRecord.objects.count() == before + 1


def test_the_bank_knows_itself(committed):
    assert BankIdentity.objects.get().mode == "practice"


@atomic
def note(event: str, then=None, *, fails=False) -> None:
    audit.record(event)
    if then:
        then()
    if fails:
        raise Refused("No se pudo.")


def noted() -> list[str]:
    """What the tests left on the trail."""
    with acting(system()):
        return sorted(AuditRecord.objects.filter(event__startswith="tests.").values_list("event", flat=True))


def test_what_an_action_calls_is_part_of_it_and_needs_no_savepoint(committed, actor_of):
    with acting(actor_of("capturer")), CaptureQueriesContext(connection) as asked:
        note("tests.outer.done", lambda: note("tests.inner.done"))
    assert [q["sql"].split()[0] for q in asked].count("SAVEPOINT") == 1
    assert noted() == ["tests.inner.done", "tests.outer.done"]


@pytest.mark.parametrize("where", ["outer", "inner"])
def test_an_action_that_fails_leaves_nothing_and_the_page_goes_on(committed, actor_of, where):
    with acting(actor_of("capturer")):
        audit.record("tests.page.asked")
        with pytest.raises(Refused):
            note("tests.outer.done", lambda: note("tests.inner.done", fails=where == "inner"), fails=True)
        note("tests.page.said")
    assert noted() == ["tests.page.asked", "tests.page.said"]
