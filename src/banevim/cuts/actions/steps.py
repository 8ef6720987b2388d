"""Approving and sending back: a second person decides, and every vote is kept."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from banevim.common.errors import Invalid
from banevim.cuts import queries, rules
from banevim.cuts.models import Cut, CutStep
from banevim.cuts.terms import Step
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


def note_step(
    by: Actor,
    cut: Cut,
    step: Step,
    *,
    note: str = "",
    manifest: str = "",
    details: dict[str, Any] | None = None,
) -> CutStep:
    """Write one step and its audit record."""
    person = rules.check_role(by, step)
    row = CutStep.objects.create(
        cut=cut, step=step, by_id=person, note=note, manifest=manifest, details=details or {}
    )
    audit.record(
        f"cuts.cut.{step.value}",
        subject=("cut", cut.id),
        details={"version": cut.version, "digest": cut.digest},
    )
    return row


def locked(cut_id: UUID) -> Cut:
    """The cut, so that two people deciding at once come one after the other."""
    cut = queries.cut_of(cut_id)
    audit.take_turn(f"cut {cut_id}")
    return cut


@atomic
def approve_cut(*, by: Actor, cut_id: UUID, seen: Collection[str] = ()) -> CutStep:
    """Approve a frozen cut; `seen`: the checks that the person says she looked at. Raises Refused (role, author,
    unclean audit), Conflict (already decided) or Invalid (a check to look at that she did not see)."""
    cut = locked(cut_id)
    rules.check_step(by, Step.APPROVED, queries.step_of(cut), cut.author_id)
    rules.check_clean(cut.problems, proven=bool(cut.proof))
    return note_step(by, cut, Step.APPROVED, details={"seen": rules.check_acknowledged(cut.checks, seen)})


@atomic
def reject_cut(*, by: Actor, cut_id: UUID, note: str) -> CutStep:
    """Send a cut back with a reason; the month can then be frozen again as a new revision."""
    cut = locked(cut_id)
    rules.check_step(by, Step.REJECTED, queries.step_of(cut), cut.author_id)
    if not note.strip():
        raise Invalid("Escribe por qué se devuelve, para que se pueda corregir.", field="note")
    return note_step(by, cut, Step.REJECTED, note=note.strip()[:400])
