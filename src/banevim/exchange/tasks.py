"""Work of the job process: running a load to its end. The job carries ids only, and the actor it works for.

What a job needs is imported when it runs: every process of the bank reads these files at its start.
"""

from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from banevim.common.errors import Conflict
from banevim.vault.context import Actor

ATTEMPTS = 5
UPKEEP = "upkeep"


@app.task(name="exchange.run_import", retry=RetryStrategy(max_attempts=ATTEMPTS, wait=10), pass_context=True)
def run_import_job(context: JobContext, load_id: str, person_id: str, institution_id: str, role: str) -> None:
    """Doing it twice ends the same: every batch is noted with its rows. After the last attempt the load says so."""
    from banevim.exchange.running import give_up, run_import

    actor = Actor(UUID(person_id), UUID(institution_id), role)
    try:
        run_import(actor, UUID(load_id))
    except Conflict:
        raise
    except Exception:
        if context.job and context.job.attempts >= ATTEMPTS:
            give_up(actor, UUID(load_id))
        raise


@app.periodic(cron="*/2 * * * *")
@app.task(name="exchange.resume_stopped", queue=UPKEEP, queueing_lock="resume_stopped", pass_context=True)
async def resume_stopped(context: JobContext, timestamp: int) -> None:
    """Loads whose job process died go on: their jobs are offered again. Old traces of this very task are removed."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(task_name=run_import_job.name):
        await jobs.retry_job(job)
    await jobs.delete_old_jobs(nb_hours=1, queue=UPKEEP)
