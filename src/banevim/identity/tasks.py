"""Work of the job process: comparing what changed, and measuring how well; at night or when the state office asks.

What a job needs is imported when it runs: every process of the bank reads these files at its start.
"""

import contextlib
import time

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task

from banevim.vault.context import acting, system


@app.periodic(cron="15 2 * * *")
@app.task(name="identity.compare", queueing_lock="compare")
def compare(timestamp: int) -> None:
    """Propose possible duplicates, chunk by chunk, each in its own transaction. A person decides."""
    from banevim.identity import actions

    begin, more = True, 1
    while more:
        with acting(system()) as actor:
            more = actions.compare_changed(by=actor, begin=begin)
        begin = False


@app.periodic(cron="30 4 * * 0")
@app.task(name="identity.weigh", queueing_lock="weigh")
def weigh(timestamp: int) -> None:
    """On Sundays: learn weights and measure their error. The office decides whether they come into force."""
    from banevim.identity import actions

    with acting(system()) as actor:
        actions.weigh(by=actor)


def compare_soon() -> None:
    """Compare once this transaction is committed; a comparison that already waits will see it too."""
    transaction.on_commit(lambda: _ask(compare))


def weigh_soon() -> None:
    """Measure once this transaction is committed; pressed twice it is done once."""
    transaction.on_commit(lambda: _ask(weigh))


def _ask(task: Task[[int], None, []]) -> None:
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        task.configure().defer(timestamp=int(time.time()))
