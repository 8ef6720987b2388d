"""What the office reads about one cut before deciding: checks, differences, counts, protection, next step."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from banevim.common import clock
from banevim.common.errors import Conflict, Refused
from banevim.cuts import rules
from banevim.cuts.models import Cut
from banevim.cuts.queries import policy as policies
from banevim.cuts.queries import states
from banevim.cuts.queries.evaluated import evaluated
from banevim.cuts.terms import DEMAND_LABELS, REASONS, STEP_LABELS, Demand, FrozenTable, Step
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
    """One frozen table in lines, with how many numbers are withheld for each reason."""

    title: str
    unit: str
    filter: str
    lines: tuple[Line, ...]
    withheld: tuple[tuple[str, int], ...]

    @property
    def protected(self) -> int:
        return sum(n for _, n in self.withheld)


def _lines(table: FrozenTable, k: int) -> tuple[Line, ...]:
    names = [{code: label for code, label, _ in d.codes} for d in table.dimensions]
    return tuple(
        Line(
            " · ".join(name.get(key, key) for name, key in zip(names, cell.keys, strict=True)),
            cell.value,
            cell.women,
            "" if cell.published else REASONS.get(cell.reason, cell.reason).format(k=k),
        )
        for cell in table.cells
    )


def _counted(lines: tuple[Line, ...]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(line.reason for line in lines if line.reason).items()))


def table_views(cut: Cut) -> list[TableView]:
    """The tables of a cut for the page."""
    views = []
    for table in states.tables_of(cut):
        lines = _lines(table, cut.policy.get("k", rules.DEFAULT_K))
        views.append(TableView(table.title, table.unit, table.filter, lines, _counted(lines)))
    return views


def withheld_by_reason(tables: list[TableView]) -> list[tuple[str, int]]:
    """How many numbers of all tables are withheld for each reason."""
    found: Counter[str] = Counter()
    for table in tables:
        found.update(dict(table.withheld))
    return sorted(found.items())


def barred(cut: Cut) -> str:
    """Why an approved cut cannot be published today; nothing if it can."""
    try:
        rules.check_publishes(**policies.waits_for(cut, clock.today()))
    except (Refused, Conflict) as error:
        return str(error)
    return ""


def page_of(actor: Actor, cut_id: UUID) -> dict[str, Any]:
    """Everything the page of a cut shows, with the buttons that the rules allow."""
    cut = states.cut_of(cut_id)
    now, tables = states.step_of(cut), table_views(cut)
    may = {
        f"may_{step.value}": rules.may_step(actor, step, now, cut.author_id)
        for step in (Step.APPROVED, Step.REJECTED, Step.PUBLISHED)
    }
    newest = states.newest_published_month() == cut.month and now is Step.PUBLISHED
    return {
        "cut": cut,
        "label": STEP_LABELS[now],
        "published": now is Step.PUBLISHED,
        "tables": tables,
        "reasons": withheld_by_reason(tables),
        "evaluated": evaluated(cut),
        "may_export": rules.may_export(actor),
        "looks": [check for check in cut.checks if check["look"]],
        "demanded": DEMAND_LABELS.get(cut.policy.get("demand", ""), ""),
        "level": DEMAND_LABELS.get(cut.proof.get("level", ""), ""),
        "history": [_told(cut, step) for step in states.history(cut)],
        "own": cut.author_id == actor.person_id,
        "barred": barred(cut) if may["may_published"] or now is Step.TAKEN else "",
        "waiting": now is Step.TAKEN,
        "correctable": newest and rules.may_take(actor),
        **may,
    }


def _told(cut: Cut, step: Any) -> dict[str, Any]:
    """A step with the titles of the checks that were seen."""
    titles = {check["key"]: check["title"] for check in cut.checks}
    seen = [titles.get(key, key) for key in step.details.get("seen", ())]
    return {"label": STEP_LABELS[Step(step.step)], "row": step, "seen": ", ".join(seen).lower()}


def correction_page(cut: Cut, form: Any) -> dict[str, Any]:
    """What a new cut of a published month would replace."""
    newest = states.newest_published_month()
    return {"cut": cut, "form": form, "newest": newest, "possible": cut.month == newest}


def policy_page(actor: Actor, form: Any, asked: Mapping[str, Any] | None) -> dict[str, Any]:
    """Every version of the policy; for who may sign, the text of the one she prepares (`asked`: its clean values)."""
    now = policies.policy_now()
    return {
        "now": now,
        "versions": [(row, DEMAND_LABELS[Demand(row.demand)]) for row in policies.policies()],
        "form": form if rules.may_sign(actor) else None,
        "asked": asked,
        "text": rules.policy_text(asked["k"], Demand(asked["demand"])) if asked else "",
    }
