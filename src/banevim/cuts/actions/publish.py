"""Publication: the signed bundle is written once, checked as anyone can check it, and public once that is committed."""

from uuid import UUID

from django.conf import settings

from banevim.catalogs.queries import overdue
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
    rules.check_policy(cut.policy.get("number"), queries.policy_in_force(today).number)
    rules.check_level(demand=cut.policy["demand"], level=cut.proof["level"])
    rules.check_help(overdue(today, practice=settings.PRACTICE))
    checkpoint(by=by)
    stamp = stamp_of(cut, today)
    return note_step(by, cut, Step.PUBLISHED, manifest=bundles.prepare(cut, stamp), details=stamp)
