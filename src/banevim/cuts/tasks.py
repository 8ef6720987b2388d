"""Work of the job process: building the public site after a publication. A job carries ids and the actor it is for.

What a job needs is imported when it runs: every process of the bank reads these files at its start.
"""

import contextlib
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from banevim.vault.context import Actor, acting


@app.task(name="cuts.build_site", queueing_lock="build_site")
def build_site(person_id: str, institution_id: str, role: str) -> None:
    """Rebuild the public site; doing it twice gives the same site."""
    from banevim.cuts import actions

    with acting(Actor(UUID(person_id), UUID(institution_id), role)) as actor:
        actions.build_site(by=actor)


def ask_for_site(by: Actor) -> None:
    """Build the site once this transaction is committed; a build that already waits will see it too."""
    transaction.on_commit(lambda: _ask(by))


def _ask(by: Actor) -> None:
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        build_site.defer(person_id=str(by.person_id), institution_id=str(by.institution_id), role=by.role)
