"""How many times a search asks the database, and that it is the same for everybody."""

import dataclasses
import datetime as dt
import re
from importlib import import_module
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.integration.identity.conftest import XOCHITL

from banevim.casefiles import actions as casefiles
from banevim.common import clock
from banevim.common.errors import Invalid, Refused
from banevim.common.models import insert_together
from banevim.identity import actions, queries
from banevim.identity.models import Coincidence, SearchCandidate, SearchLog, SearchSheet
from banevim.identity.terms import SHEET_HOURS
from banevim.vault.context import acting, current_actor, seeing_as
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db
KEPT = re.compile("catalogs_")
"""Read again by every process when its time has passed, whatever is searched."""
MOST = 18
"""Two for the test's own transaction, one for each thing a search does: a new one has to be worth its time."""


@pytest.fixture(autouse=True)
def long_kept(monkeypatch):
    """Weights and names in use stay in memory for as long as a test takes."""
    for module in ("matcher.weights", "vocabulary"):
        monkeypatch.setattr(import_module(f"banevim.identity.queries.{module}"), "KEPT_SECONDS", 10**9)


def asked(look, *words, **fields) -> list[str]:
    """The verbs of the statements of one search, in order."""
    with CaptureQueriesContext(connection) as ran:
        look(*words, **fields)
    return [each["sql"].split()[0] for each in ran.captured_queries if not KEPT.search(each["sql"])]


def test_a_search_asks_as_often_whatever_it_finds(open_her, look, actor_of):
    look("Berta Castro 1970")
    nothing = asked(look, "Ana Cota 1980")
    file_id = open_her("hospital")
    shown = asked(look, "Xóchitl Verdugo 1992")
    hospital = actor_of("capturer", "hospital")
    with acting(hospital):
        casefiles.protect(by=hospital, file_id=file_id, danger="alias")
    hidden = asked(look, "Xóchitl Verdugo 1992")
    for n in range(7):
        open_her("hospital", dataclasses.replace(XOCHITL, second_surname=f"Cota{'aeiou'[n % 5]}"))
    many = asked(look, "Xóchitl Verdugo 1992")
    assert nothing == shown == hidden == many
    assert len(nothing) <= MOST


def test_what_a_search_leaves_is_written_whole(open_her, look, actor_of):
    file_id = open_her("hospital")
    log = look("Xóchitl Verdugo 1992")
    with acting(actor_of("capturer", "police")):
        kept = SearchLog.objects.get()
        assert kept == log
        assert (kept.attempts, kept.results, kept.kinds) == (
            1,
            1,
            ["given_names", "first_surname", "birth_year"],
        )
        assert kept.once == kept.thread == kept.id
        assert [each.file_id for each in SearchCandidate.objects.filter(search=log)] == [file_id]
        assert SearchSheet.objects.get(search=log).person_id == kept.person_id
        assert AuditRecord.objects.filter(event="identity.search.made", subject_id=str(log.id)).count() == 1
    with acting(actor_of("state_liaison", purpose="linkage")):
        assert Coincidence.objects.get(search=log).opened == 1


@pytest.mark.parametrize("words", [{"reason": "OFI"}, {"reason": "nada"}, {"box": "Xóchitl"}])
def test_a_refused_search_leaves_nothing(open_her, look, actor_of, words):
    open_her("hospital")
    with pytest.raises((Refused, Invalid)):
        look(words.pop("box", "Xóchitl Verdugo 1992"), **words)
    with acting(actor_of("capturer", "police")):
        assert not SearchLog.objects.exists()
        assert not SearchSheet.objects.exists()
        assert not AuditRecord.objects.filter(event__startswith="identity.search").exists()


def test_what_fails_on_the_way_leaves_nothing_and_the_purpose_is_work_again(
    open_her, look, actor_of, monkeypatch
):
    open_her("hospital")
    police = actor_of("capturer", "police")

    def broken(*_):
        raise ValueError

    monkeypatch.setattr(queries.looking, "files_of", broken)
    with acting(police), connection.cursor() as cursor:
        with pytest.raises(ValueError), seeing_as(police.with_purpose("search")):
            broken()
        assert current_actor() == police
        cursor.execute("SELECT banevim_purpose()")
        assert cursor.fetchone() == ("work",)
    with pytest.raises(ValueError):
        look("Xóchitl Verdugo 1992")
    with acting(police):
        assert not SearchLog.objects.exists()


def test_nobody_writes_a_search_in_the_name_of_another(actor_of):
    police, other = actor_of("capturer", "police"), actor_of("capturer", "hospital")
    with acting(police), pytest.raises(DatabaseError), transaction.atomic():
        mine = SearchLog(person_id=other.person_id, institution_id=other.institution_id, reason="ATE")
        mine.thread = mine.once = mine.id
        insert_together([mine])


def test_old_pages_are_erased_by_the_next_search(look, actor_of):
    old, young = look("Ana Cota"), look("Berta Castro 1970")
    police = actor_of("capturer", "police")
    after = young.created_at + dt.timedelta(hours=SHEET_HOURS)
    with acting(police), patch.object(clock, "now", lambda: after):
        assert queries.standing(police, None).stale
        actions.search(by=police, typed={"box": "Carla Lucero 1980"}, reason="ATE")
        assert not queries.standing(police, None).stale
        left = set(SearchSheet.objects.values_list("search_id", flat=True))
    assert old.id not in left
    assert young.id in left
