"""Corrections in words, and the blank sheet of paper."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from banevim.casefiles import queries, sheet
from banevim.casefiles.forms import Capture, choices_of, in_words
from banevim.casefiles.models import Correction

ROOM = {"aggressors": 10, **{section.key: section.many for section in sheet.load().sections if section.many}}
"""Forms enough for any case that is kept."""
ON_PAPER = {"aggressors": 1, **{section.key: 1 for section in sheet.load().sections if section.many}}
Changes = Mapping[str, tuple[Sequence[str], Sequence[str]]]


def told_changes(capture: Capture, changes: Changes) -> list[dict[str, str]]:
    """Question, what it said and what it says, in the order of the page."""
    found = []
    for block in capture.blocks:
        for bound in block.form:
            if bound.html_name not in changes:
                continue
            before, after = changes[bound.html_name]
            label = f"{block.title}: {bound.label}" if block.title else str(bound.label)
            found.append(
                {
                    "label": label,
                    "before": in_words(bound, before) or "Sin respuesta",
                    "after": in_words(bound, after) or "Sin respuesta",
                }
            )
    return found


def told_versions(capture: Capture, rows: Iterable[Correction]) -> list[dict[str, Any]]:
    """Each version: who, when, why, and what it changed."""
    found = []
    for row in rows:
        reason, changes = queries.correction_words(row)
        pairs = {name: (old, new) for name, (old, new) in changes.items()}
        found.append({"row": row, "reason": reason, "changes": told_changes(capture, pairs)})
    return found


def on_paper(capture: Capture) -> list[dict[str, Any]]:
    """Every group of the sheet with its questions, the codes of each, and room to write."""
    steps = []
    for step in capture.steps:
        blocks = [
            {
                "title": block.title,
                "fields": [_on_paper(bound) for bound in block.form.visible_fields()],
            }
            for block in step["blocks"]
        ]
        steps.append({**step, "blocks": blocks})
    return steps


def _on_paper(bound: Any) -> dict[str, Any]:
    options = choices_of(bound.field)
    kind = "many" if bound.use_fieldset and options else "one" if options else "text"
    return {"label": bound.label, "options": options, "kind": kind, "long": bound.widget_type == "textarea"}
