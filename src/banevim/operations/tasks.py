"""Work that the clock asks for, done by the job process as the bank itself.

What a job needs is imported when it runs: every process of the bank reads these files at its start.
"""

from procrastinate.contrib.django import app

from banevim.vault.checkpoints import checkpoint
from banevim.vault.context import acting, system


@app.periodic(cron="5 * * * *")
@app.task(name="operations.forget", queueing_lock="forget")
def forget(timestamp: int) -> None:
    """Erase what was typed in searches and handovers that have served their time."""
    from banevim.casefiles import actions as casefiles
    from banevim.identity import actions as identity

    with acting(system()) as actor:
        identity.forget(by=actor)
        casefiles.forget_handovers(by=actor)


@app.periodic(cron="10 * * * *")
@app.task(name="operations.sign_trail", queueing_lock="sign_trail")
def sign_trail(timestamp: int) -> None:
    """Sign the heads of the audit trail, in the table and outside the database."""
    with acting(system()) as actor:
        checkpoint(by=actor)


@app.periodic(cron="40 3 * * *")
@app.task(name="operations.count_names", queueing_lock="count_names")
def count_names(timestamp: int) -> None:
    """Count the names in use, by which a search tells rare from common."""
    from banevim.identity import actions as identity

    with acting(system()) as actor:
        identity.count_names(by=actor)
