"""A question that is worded once answers what Django would, to each one what is theirs."""

import threading

import pytest
from django.db import connection
from django.db.models import Count, Window
from django.test.utils import CaptureQueriesContext
from tests.integration.casefiles.samples import case

from banevim.casefiles.models import Case, Membership, Opening
from banevim.casefiles.queries import cases_of, records_of
from banevim.casefiles.queries.files import openings_in
from banevim.common.asking import Question, gap

pytestmark = pytest.mark.django_db
CASES = Question(lambda: cases_of(gap("file")))
RECORDS = Question(lambda: records_of(gap("file")))
AMONG = Question(lambda: Case.objects.filter(pk__among=gap("ids")).order_by("pk").values_list("pk", "types"))
OF_FILES = Question(
    lambda: (
        Membership.objects.filter(file_id__among=gap("files"))
        .order_by("record_id")
        .values_list("record_id", flat=True)
    )
)


def test_the_answer_is_that_of_the_query_set(file_at, add_case, acting_as):
    her, other = file_at(), file_at()
    add_case(her.id, "hospital", case(types=("SEX", "FIS")))
    with acting_as("capturer"):
        for file in (her, other, her):
            rows, expected = CASES(file=file.id), list(cases_of(file.id))
            assert rows == expected
            assert len(rows) in (1, 2)
            assert [vars(row).keys() for row in rows] == [vars(row).keys() for row in expected]
            with CaptureQueriesContext(connection) as asked:
                told = [(row.institution.name, len(row.aggressors.all()), row.sections_told) for row in rows]
            assert len(told) == len(rows)
            assert not asked.captured_queries
        ids = sorted(row.pk for row in expected)
        assert AMONG(ids=ids) == [(pk, Case.objects.get(pk=pk).types) for pk in ids]
        assert AMONG(ids=[]) == []
        assert set(OF_FILES(files=[her.id, other.id])) == {
            RECORDS(file=each.id)[0].pk for each in (her, other)
        }
        assert RECORDS.first(file=her.id) == RECORDS(file=her.id)[0]


def test_what_is_kept_is_text_and_no_row(file_at, acting_as):
    her = file_at()
    with acting_as("capturer"):
        (row,) = CASES(file=her.id)
    text = repr(CASES._kept[1].worded)
    assert str(her.id) not in text
    assert her.id.hex not in text
    notes = [
        each.queryset._hints for each in CASES._kept[0]._prefetch_related_lookups if each != "aggressors"
    ]
    assert notes == [{}]
    assert row.sections_told == list(row.answers.filter(until__isnull=True))


def test_the_same_text_shows_a_stranger_nothing(file_at, acting_as):
    her = file_at()
    with acting_as("capturer"):
        assert RECORDS(file=her.id)
    with acting_as("capturer", "police"):
        assert RECORDS(file=her.id) == []
        assert RECORDS.first(file=her.id) is None
    assert RECORDS(file=her.id) == []


def test_a_gap_without_value_is_an_error_of_who_wrote_it(file_at, acting_as):
    with acting_as("capturer"), pytest.raises(KeyError):
        RECORDS(files=[])


def test_how_many_there_are_comes_with_the_first_ones(file_at, acting_as):
    her = file_at()
    asked = Question(lambda: openings_in(gap("files")).annotate(of=Window(Count("id")))[:1])
    with acting_as("capturer") as by:
        Opening.objects.bulk_create(
            Opening(file_id=her.id, institution_id=by.institution_id, by_id=by.person_id, what="file")
            for _ in range(3)
        )
        (found,) = asked(files=[her.id])
    assert found.of == 3


def test_each_thread_asks_on_its_own_connection(bank):
    asked, found = Question(lambda: Case.objects.values_list("pk", flat=True)[:1]), []

    def ask() -> None:
        found.append((asked(), id(connection.connection)))
        connection.close()

    asked()
    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
        thread.join()
    assert [rows for rows, _ in found] == [[], []]
    assert all(used != id(connection.connection) for _, used in found)
