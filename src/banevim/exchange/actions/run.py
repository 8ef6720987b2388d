"""Running a load batch by batch. Each batch is one transaction: killed half-way, it goes on where it was."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from banevim.casefiles.actions import add_imported_aggressors, correct_imported, register_imported
from banevim.common import clock
from banevim.common.errors import Conflict
from banevim.exchange.models import Import, ImportFile, ImportRow, SourceRow
from banevim.exchange.queries.deciding import Batch, Decider, End
from banevim.exchange.queries.ledger import ledger_of
from banevim.exchange.rules import Group, kept_id, row_digest
from banevim.exchange.terms import SOURCE, TRANSITIONS, Kind, Outcome, Progress
from banevim.vault import audit
from banevim.vault.context import Actor, atomic

BATCH = 1000


def _corrections(batch: Batch) -> dict[str, dict[UUID, Any]]:
    """What changed of what the bank already had, by target."""
    found: dict[str, dict[UUID, Any]] = {"profiles": {}, "cases": {}, "aggressors": {}}
    names = {Kind.VICTIMS: "profiles", Kind.CASES: "cases", Kind.AGGRESSORS: "aggressors"}
    for end in batch.ends:
        if end.outcome is Outcome.UPDATED and (target := _target(end)):
            found[names[end.kind]][target] = end.change
    return found


def _target(end: End) -> UUID | None:
    if end.kind is Kind.VICTIMS:
        return end.record_id
    return end.known.target_id if end.known else None


def _record_ids(batch: Batch, made: dict[tuple[str, str], UUID]) -> dict[str, UUID]:
    """Source ID → record, for new women and for those that were known."""
    ids = {woman.source_id: woman.record_id for woman in batch.women if woman.record_id}
    return ids | {source: key for (kind, source), key in made.items() if kind == "woman"}


def _ledger_rows(load: Import, batch: Batch, made: dict[tuple[str, str], UUID]) -> list[SourceRow]:
    records = _record_ids(batch, made) | {e.row.source_id: k.record_id for k, e, _ in batch.late_aggressors}
    names = {Kind.CASES: "case", Kind.AGGRESSORS: "aggressor"}
    rows = []
    for end in batch.ends:
        fresh = end.outcome is Outcome.NEW or (end.outcome is Outcome.UPDATED and end.known is None)
        if not fresh:
            continue
        record_id = end.record_id or records[end.row.source_id]
        numbered = f"{end.row.source_id}#{end.occurrence}"
        rows.append(
            SourceRow(
                state_code=load.state_code,
                institution_id=load.institution_id,
                source=SOURCE,
                kind=end.kind,
                source_id=end.row.source_id,
                occurrence=0 if end.kind is Kind.VICTIMS else end.occurrence,
                digest=row_digest(end.row),
                record_id=record_id,
                target_id=record_id if end.kind is Kind.VICTIMS else made.get((names[end.kind], numbered)),
            )
        )
    return rows


def _note_changes(ends: Iterable[End]) -> None:
    """New digests for the rows that were corrected."""
    changed = [
        SourceRow(pk=end.known.pk, digest=row_digest(end.row))
        for end in ends
        if end.outcome is Outcome.UPDATED and end.known
    ]
    SourceRow.objects.bulk_update(changed, ["digest"], batch_size=BATCH)


def _report(load: Import, batch: Batch, before: dict[UUID, dict[str, Any]]) -> None:
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                state_code=load.state_code,
                institution_id=load.institution_id,
                load=load,
                kind=end.kind,
                line=end.row.line,
                source_id=kept_id(end.row),
                outcome=end.outcome,
                reason=end.reason,
                flags=list(end.flags),
                before=before.get(target) if (target := _target(end)) else None,
            )
            for end in batch.ends
        ],
        batch_size=BATCH,
    )


@atomic
def run_batch(*, by: Actor, load_id: UUID, at: int, items: Sequence[Group], today: dt.date) -> Import:
    """Register the batch that begins at group `at` and note how each of its rows ended.

    `by` acts for the load's institution. Two loads of one institution take turns, so that an ID which comes in both is
    known to the second. Raises Conflict if another process has already done this batch.
    """
    load = Import.objects.select_for_update().get(pk=load_id)
    if load.groups_done != at or load.progress not in TRANSITIONS[Progress.RUNNING][0]:
        raise Conflict("Otro proceso está cargando este extracto.")
    audit.take_turn(f"import {load.institution_id}")
    batch = Decider(ledger_of(load, [g.source_id for g in items]), load.state_code, today).decide(items)
    made = register_imported(by=by, items=batch.women) if batch.women else {}
    if batch.late_aggressors:
        added = [(known.target_id, data) for known, _, data in batch.late_aggressors if known.target_id]
        late = add_imported_aggressors(by=by, items=added)
        made |= {("aggressor", source): key for source, key in late.items()}
    changes = _corrections(batch)
    before = correct_imported(by=by, **changes) if any(changes.values()) else {}
    SourceRow.objects.bulk_create(_ledger_rows(load, batch, made), batch_size=BATCH)
    _note_changes(batch.ends)
    _report(load, batch, before)
    load.progress = Progress.RUNNING
    load.groups_done += len(items)
    load.rows_done += len(batch.ends)
    load.save(update_fields=["progress", "groups_done", "rows_done"])
    audit.record("exchange.import.advanced", subject=("import", load.id), details={"rows": load.rows_done})
    return load


@atomic
def finish_import(*, by: Actor, load_id: UUID, failure: str = "") -> Import:
    """Close a load and empty its files; totals that do not add up are said in `failure`."""
    load = Import.objects.select_for_update().get(pk=load_id)
    if load.progress not in TRANSITIONS[Progress.DONE][0]:
        return load
    if not failure and load.rows_done != load.rows_total:
        failure = f"Los totales no cuadran: {load.rows_done} de {load.rows_total} renglones."
    ImportFile.objects.filter(load=load).update(content=None)
    load.progress, load.finished_at, load.failure = Progress.DONE, clock.now(), failure
    load.save(update_fields=["progress", "finished_at", "failure"])
    audit.record("exchange.import.finished", subject=("import", load.id), details={"failed": bool(failure)})
    return load
