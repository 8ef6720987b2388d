"""What the page of a file asks, each question worded once: it is the page that is opened most."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Window

from banevim.casefiles.models import Access, Answers, Case, Opening, ProtectedMark, Woman
from banevim.casefiles.queries.files import (
    accesses_in,
    cases_of,
    current_file,
    marks_in,
    openings_in,
    records_of,
    same_files,
)
from banevim.casefiles.queries.stored import answers_in_records
from banevim.common import clock
from banevim.common.asking import Question, gap

SEEN = 6
_CASES = Question(lambda: cases_of(gap("file")))
_RECORDS = Question(lambda: records_of(gap("file")))
_MARKS = Question(lambda: marks_in(gap("file"), gap("now")))
_OPENINGS = Question(lambda: openings_in(gap("files")).annotate(of=Window(Count("id")))[:SEEN])
_ACCESSES = Question(lambda: accesses_in(gap("files"), gap("now")))
_ANSWERS = Question(lambda: answers_in_records(gap("records")))


@dataclass(frozen=True)
class FilePage:
    """The rows of a file that the context may see. `openings`: the last ones, of `openings_count`."""

    cases: Sequence[Case]
    records: Sequence[Woman]
    answers: Sequence[Answers]
    openings: Sequence[Opening]
    openings_count: int
    accesses: Sequence[Access]
    marks: Sequence[ProtectedMark]


def rows_of_page(file_id: UUID) -> FilePage:
    """What is kept in a file, as its page shows it."""
    now, files, records = clock.now(), same_files(file_id), _RECORDS(file=file_id)
    openings = _OPENINGS(files=files)
    return FilePage(
        cases=_CASES(file=file_id),
        records=records,
        answers=_ANSWERS(records=[row.id for row in records]) if records else [],
        openings=openings,
        openings_count=openings[0].of if openings else 0,
        accesses=_ACCESSES(files=files, now=now),
        marks=_MARKS(file=current_file(file_id), now=now),
    )
