"""Named reads of the cuts."""

from banevim.cuts.queries.rows import case_rows
from banevim.cuts.queries.states import (
    CutSummary,
    cut_named,
    cut_of,
    history,
    history_ends_at,
    label_of,
    latest_cut,
    latest_published,
    newest_published_month,
    next_month,
    open_cut,
    published_cuts,
    published_manifests,
    published_tables,
    step_of,
    summaries,
    tables_of,
)

__all__ = [
    "CutSummary",
    "case_rows",
    "cut_named",
    "cut_of",
    "history",
    "history_ends_at",
    "label_of",
    "latest_cut",
    "latest_published",
    "newest_published_month",
    "next_month",
    "open_cut",
    "published_cuts",
    "published_manifests",
    "published_tables",
    "step_of",
    "summaries",
    "tables_of",
]
