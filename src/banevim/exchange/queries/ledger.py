"""The ledger of source rows, and the sealed files of a load that has not ended."""

from collections.abc import Sequence

from banevim.exchange.models import Import, ImportFile, SourceRow
from banevim.exchange.queries.deciding import Known, LedgerKey
from banevim.exchange.terms import Kind
from banevim.vault.opening import open_bytes
from banevim.vault.sealing import record_key


def ledger_of(load: Import, source_ids: Sequence[str]) -> dict[LedgerKey, Known]:
    """What is known of these IDs, by (kind, id, occurrence)."""
    rows = SourceRow.objects.filter(
        state_code=load.state_code,
        institution_id=load.institution_id,
        source=load.source,
        source_id__in=set(source_ids),
    )
    return {
        (row.kind, row.source_id, row.occurrence): Known(row.pk, row.digest, row.record_id, row.target_id)
        for row in rows
    }


def files_of(load: Import) -> dict[Kind, bytes]:
    """The files of a load, decrypted in memory; empty once it has ended."""
    rows = ImportFile.objects.filter(load=load, content__isnull=False)
    if not rows:
        return {}
    key = record_key(load.id)
    return {
        Kind(r.kind): open_bytes(key, "exchange_importfile", r.id, "content", r.content or b"") for r in rows
    }
