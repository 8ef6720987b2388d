"""Corrections in words, and the blank sheet of paper."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from banevim.casefiles import queries, sheet
from banevim.casefiles.forms import Capture, Start, choices_of, flat_of, in_words, start_of
from banevim.casefiles.models import Correction, Draft
from banevim.casefiles.terms import Stored

ROOM = {"aggressors": 10, **{section.key: section.many for section in sheet.load().sections if section.many}}
"""Forms enough for any case that is kept."""
ON_PAPER = {"aggressors": 1, **{section.key: 1 for section in sheet.load().sections if section.many}}
OTHER = {"warnings_reason": "Por qué se confirmó lo que llamaba la atención"}
Changes = Mapping[str, tuple[Sequence[str], Sequence[str]]]


def shown(kept: Stored) -> Capture:
    """The forms of a case as it stands, to be read."""
    return Capture(None, start_of(kept), who=True, defaults={}, care=False)


def stands(row: Draft) -> dict[str, list[str]]:
    """What the case that a draft corrects says today, as a browser would send it."""
    assert row.corrects is not None
    return flat_of(shown(queries.stored(row.corrects, words=True)))


def begins(kept: Stored) -> dict[str, list[str]]:
    """What a correction starts from: everything the case says, and why what was odd in it was confirmed."""
    reason = kept.data.warnings_reason
    return flat_of(shown(kept)) | ({"warnings_reason": [reason]} if reason else {})


def told_changes(changes: Changes) -> list[dict[str, str]]:
    """Question, what it said and what it says, in the order of the page; last, what is not asked any more."""
    found = []
    every = Capture(None, Start(counts=ROOM), who=True, defaults={}, care=False)
    asked = {bound.html_name: (block, bound) for block in every.blocks for bound in block.form}
    for name in [
        *(name for name in asked if name in changes),
        *(name for name in changes if name not in asked),
    ]:
        block, bound = asked.get(name, (None, None))
        label = str(bound.label) if bound else OTHER.get(name, name)
        said = [in_words(bound, each) if bound else ", ".join(each) for each in changes[name]]
        before, after = (each or "Sin respuesta" for each in said)
        label = f"{block.title}: {label}" if block and block.title else label
        found.append({"label": label, "before": before, "after": after})
    return found


def told_versions(rows: Iterable[Correction]) -> list[dict[str, Any]]:
    """Each version: who, when, why, and what it changed."""
    found = []
    for row in rows:
        reason, changes = queries.correction_words(row)
        pairs = {name: (old, new) for name, (old, new) in changes.items()}
        found.append({"row": row, "reason": reason, "changes": told_changes(pairs)})
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
