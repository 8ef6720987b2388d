"""Named reads of the files."""

from banevim.casefiles.queries.activity import activity_by_person, capture_activity
from banevim.casefiles.queries.counts import month_counts
from banevim.casefiles.queries.drafts import (
    DRAFT_TABLE,
    Typed,
    browser_key,
    draft,
    draft_of_search,
    last_way,
    my_drafts,
    typed_in,
    typed_in_each,
)
from banevim.casefiles.queries.files import (
    accesses_in_force,
    cases_of,
    file_of,
    openings_of,
    own_record,
    records_of,
    shared_cases_of,
)
from banevim.casefiles.queries.handovers import (
    HANDOVER_TABLE,
    captured_searches,
    handover,
    handover_key,
    typed_in_search,
)
from banevim.casefiles.queries.month import CaseFilter, month_cases
from banevim.casefiles.queries.opened import closed_identity, identity_of, record_identity, told_in
from banevim.casefiles.queries.places import known_places
from banevim.casefiles.queries.stored import (
    ANSWERS_TABLE,
    CORRECTION_TABLE,
    answered,
    answers_in_records,
    answers_of,
    correction_words,
    corrections_of,
    guardian_barred,
    people_in,
    stored,
)
from banevim.casefiles.queries.summary import case_choices, numbered, summary

__all__ = [
    "ANSWERS_TABLE",
    "CORRECTION_TABLE",
    "DRAFT_TABLE",
    "HANDOVER_TABLE",
    "CaseFilter",
    "Typed",
    "accesses_in_force",
    "activity_by_person",
    "answered",
    "answers_in_records",
    "answers_of",
    "browser_key",
    "capture_activity",
    "captured_searches",
    "case_choices",
    "cases_of",
    "closed_identity",
    "correction_words",
    "corrections_of",
    "draft",
    "draft_of_search",
    "file_of",
    "guardian_barred",
    "handover",
    "handover_key",
    "identity_of",
    "known_places",
    "last_way",
    "month_cases",
    "month_counts",
    "my_drafts",
    "numbered",
    "openings_of",
    "own_record",
    "people_in",
    "record_identity",
    "records_of",
    "shared_cases_of",
    "stored",
    "summary",
    "told_in",
    "typed_in",
    "typed_in_each",
    "typed_in_search",
]
