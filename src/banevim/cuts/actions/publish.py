"""Publication: the signed bundle is written once, checked as anyone can check it, and public once that is committed."""

from uuid import UUID

from banevim.common import clock
from banevim.cuts import queries, rules
from banevim.cuts.actions import bundles
from banevim.cuts.actions.steps import locked, note_step
from banevim.cuts.models import CutStep
from banevim.cuts.queries.bundling import stamp_of
from banevim.cuts.terms import Step
from banevim.vault.checkpoints import checkpoint
from banevim.vault.context import Actor, atomic


@atomic
def publish_cut(*, by: Actor, cut_id: UUID) -> CutStep:
    """Write, sign and verify the bundle of an approved cut, and note it as published.

    Raises Refused (role, policy, level of the proof, overdue help lines) or Conflict (state; a bundle that does not
    verify).
    The bundle takes its public name when the site is built, after the commit.
    """
    cut = locked(cut_id)
    rules.check_step(by, Step.PUBLISHED, queries.step_of(cut), cut.author_id)
    rules.check_clean(cut.problems, proven=bool(cut.proof))
    today = clock.today()
    rules.check_publishes(**queries.waits_for(cut, today))
    checkpoint(by=by)
    stamp = stamp_of(cut, today)
    return note_step(by, cut, Step.PUBLISHED, manifest=bundles.prepare(cut, stamp), details=stamp)
