"""Drives a load to its end, one committed batch at a time. Used by the job process and by the command line."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from banevim.common import clock
from banevim.exchange import actions, queries, rules
from banevim.exchange.models import Import
from banevim.exchange.rules import UnknownLayout
from banevim.exchange.terms import Progress
from banevim.vault.context import Actor, acting

GROUPS = 500
GAVE_UP = (
    "La carga se detuvo por un error del banco. Lo ya cargado queda; carga otra vez los mismos archivos."
)


def run_import(actor: Actor, load_id: UUID, tell: Callable[[Import], None] = lambda load: None) -> Import:
    """Go on where the load stands. Running it twice, or after a kill, ends the same.

    Raises Conflict when another process is on it.
    """
    with acting(actor):
        load = queries.import_of(load_id)
    if load.progress == Progress.DONE:
        return load
    worker = replace(actor, institution_id=load.institution_id)
    with acting(worker):
        files = queries.files_of(load)
    try:
        items = rules.groups(files)
    except UnknownLayout as exc:
        with acting(worker):
            return actions.finish_import(by=worker, load_id=load_id, failure=str(exc)[:200])
    for batch in rules.batches(items[load.groups_done :], GROUPS):
        with acting(worker):
            load = actions.run_batch(
                by=worker, load_id=load_id, at=load.groups_done, items=batch, today=clock.today()
            )
        tell(load)
    with acting(worker):
        return actions.finish_import(by=worker, load_id=load_id)


def give_up(actor: Actor, load_id: UUID) -> Import:
    """Close a load that fails every time, so that its page does not promise that it goes on."""
    with acting(actor):
        return actions.finish_import(by=actor, load_id=load_id, failure=GAVE_UP)
