"""The only writes of the files: each is atomic, says who does it and leaves a record on the audit trail."""

from banevim.casefiles.actions.access import (
    PAGE,
    declare_access,
    export_list,
    keep_identity_open,
    keep_names_open,
    keep_narrative_open,
    open_case_page,
    open_file_page,
    open_for_review,
    open_identity,
    open_names,
    open_narrative,
    open_to_correct,
    open_to_print,
)
from banevim.casefiles.actions.capture import register_draft
from banevim.casefiles.actions.cases import register_case
from banevim.casefiles.actions.corrections import correct_case
from banevim.casefiles.actions.drafts import (
    ELSEWHERE,
    discard_draft,
    renew_draft,
    save_draft,
    see_draft,
    start_draft,
    take_back_draft,
)
from banevim.casefiles.actions.files import ensure_record, join_file, open_file
from banevim.casefiles.actions.handover import forget_handovers, hand_over
from banevim.casefiles.actions.imports import add_imported_aggressors, correct_imported, register_imported
from banevim.casefiles.actions.links import (
    end_access,
    end_stray_accesses,
    move_accesses,
    number_file,
    place,
    renew_access,
)
from banevim.casefiles.actions.marks import lift_protection, protect

__all__ = [
    "ELSEWHERE",
    "PAGE",
    "add_imported_aggressors",
    "correct_case",
    "correct_imported",
    "declare_access",
    "discard_draft",
    "end_access",
    "end_stray_accesses",
    "ensure_record",
    "export_list",
    "forget_handovers",
    "hand_over",
    "join_file",
    "keep_identity_open",
    "keep_names_open",
    "keep_narrative_open",
    "lift_protection",
    "move_accesses",
    "number_file",
    "open_case_page",
    "open_file",
    "open_file_page",
    "open_for_review",
    "open_identity",
    "open_names",
    "open_narrative",
    "open_to_correct",
    "open_to_print",
    "place",
    "protect",
    "register_case",
    "register_draft",
    "register_imported",
    "renew_access",
    "renew_draft",
    "save_draft",
    "see_draft",
    "start_draft",
    "take_back_draft",
]
