"""Publication: the signed bundle is written once, checked as anyone can check it, and only then noted as public."""

import shutil
from uuid import UUID

from django.conf import settings
from django.db import transaction

from banevim.catalogs.queries import overdue
from banevim.common import clock
from banevim.common.errors import Conflict
from banevim.cuts import queries, rules
from banevim.cuts.actions.steps import locked, note_step
from banevim.cuts.models import CutStep
from banevim.cuts.queries.bundling import bundle_of
from banevim.cuts.terms import Step
from banevim.vault import keyring
from banevim.vault.checkpoints import checkpoint
from banevim.vault.context import Actor
from datavim import bundle as public


@transaction.atomic
def publish_cut(*, by: Actor, cut_id: UUID) -> CutStep:
    """Write, sign and verify the bundle of an approved cut, and note it as published.

    Raises Refused (production bank, role, overdue help lines), Conflict (state, or a bundle that does not verify).
    A process that dies half-way leaves either nothing or a whole bundle, which the next try checks and adopts.
    """
    cut = locked(cut_id)
    rules.check_step(by, Step.PUBLISHED, queries.step_of(cut), cut.author_id)
    rules.check_clean(cut.problems)
    rules.check_publishes(
        practice=settings.PRACTICE, overdue_help=overdue(clock.today(), practice=settings.PRACTICE)
    )
    checkpoint(by=by)
    ring = keyring.current()
    folder = settings.HOME / "bundles" / cut.version
    if (
        folder.exists()
    ):  # left by a try that died before its note was committed: never public, so written anew
        shutil.rmtree(folder)
    manifest = public.write_bundle(bundle_of(cut), folder, ring.signer.sign, ring.public_key)
    if problems := public.verify_bundle(folder, ring.public_key):
        shutil.rmtree(folder)
        raise Conflict(f"El paquete no pasó su propia revisión: {problems[0]}")
    return note_step(by, cut, Step.PUBLISHED, manifest=manifest)
