"""What the office reads about one cut before deciding: counts, protection, differences, next step."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from banevim.cuts import rules
from banevim.cuts.models import Cut
from banevim.cuts.queries import states
from banevim.cuts.terms import REASONS, STEP_LABELS, FrozenTable, Step
from banevim.vault.context import Actor


@dataclass(frozen=True)
class Line:
    """One cell as the office reads it."""

    label: str
    value: int
    women: int
    reason: str


@dataclass(frozen=True)
class TableView:
    """One frozen table in lines, with what is withheld counted."""

    title: str
    unit: str
    filter: str
    lines: tuple[Line, ...]
    withheld: int


def _lines(table: FrozenTable) -> tuple[Line, ...]:
    names = [{code: label for code, label, _ in d.codes} for d in table.dimensions]
    return tuple(
        Line(
            " · ".join(name.get(key, key) for name, key in zip(names, cell.keys, strict=True)),
            cell.value,
            cell.women,
            "" if cell.published else REASONS.get(cell.reason, cell.reason),
        )
        for cell in table.cells
    )


def table_views(cut: Cut) -> list[TableView]:
    """The tables of a cut for the page."""
    views = []
    for table in states.tables_of(cut):
        lines = _lines(table)
        views.append(
            TableView(table.title, table.unit, table.filter, lines, sum(bool(line.reason) for line in lines))
        )
    return views


def page_of(actor: Actor, cut_id: UUID, form: Any) -> dict[str, Any]:
    """Everything the page of a cut shows, with the buttons that the rules allow."""
    cut = states.cut_of(cut_id)
    now = states.step_of(cut)
    return {
        "cut": cut,
        "label": STEP_LABELS[now],
        "published": now is Step.PUBLISHED,
        "tables": table_views(cut),
        "history": [(STEP_LABELS[Step(s.step)], s) for s in states.history(cut)],
        "reject_form": form,
        "own": cut.author_id == actor.person_id,
        "waiting": now is Step.TAKEN,
        **{
            f"may_{step.value}": rules.may_step(actor, step, now, cut.author_id)
            for step in (Step.APPROVED, Step.REJECTED, Step.PUBLISHED)
        },
    }
