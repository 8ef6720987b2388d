"""Work of the job process: running a load to its end. The job carries ids only, and the actor it works for."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from banevim.exchange.running import run_import
from banevim.vault.context import Actor


@app.task(name="exchange.run_import", retry=RetryStrategy(max_attempts=5, wait=10), queueing_lock=None)
def run_import_job(load_id: str, person_id: str, institution_id: str, role: str) -> None:
    """Doing it twice ends the same: every batch is noted with its rows."""
    run_import(Actor(UUID(person_id), UUID(institution_id), role), UUID(load_id))
