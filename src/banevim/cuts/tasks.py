"""Work of the job process: building the public site after a publication."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from banevim.cuts import actions
from banevim.vault.context import acting, system


@app.task(name="cuts.build_site", queueing_lock="build_site")
def build_site() -> None:
    """Rebuild the public site; doing it twice gives the same site."""
    with acting(system()) as actor:
        actions.build_site(by=actor)


def ask_for_site() -> None:
    """Build the site once this transaction is committed; a build that already waits will see it too."""
    transaction.on_commit(_ask)


def _ask() -> None:
    try:
        build_site.defer()
    except AlreadyEnqueued:
        return
