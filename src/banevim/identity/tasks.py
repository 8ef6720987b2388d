"""Work of the job process: comparing what changed with everything else, at night or when the state office asks."""

import contextlib
import time

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from banevim.identity import actions
from banevim.vault.context import acting, system


@app.periodic(cron="15 2 * * *")
@app.task(name="identity.compare", queueing_lock="compare")
def compare(timestamp: int) -> None:
    """Propose possible duplicates, chunk by chunk, each in its own transaction. A person decides."""
    begin, more = True, 1
    while more:
        with acting(system()) as actor:
            more = actions.compare_changed(by=actor, begin=begin)
        begin = False


def compare_soon() -> None:
    """Compare once this transaction is committed; a comparison that already waits will see it too."""
    transaction.on_commit(_ask)


def _ask() -> None:
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        compare.configure().defer(timestamp=int(time.time()))
