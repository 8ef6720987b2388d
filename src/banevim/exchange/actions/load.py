"""Receiving a load: its files are kept encrypted until every row has ended."""

from collections.abc import Mapping
from uuid import UUID

from banevim.accounts.models import Institution
from banevim.common.errors import Invalid
from banevim.exchange import rules
from banevim.exchange.models import Import, ImportFile
from banevim.exchange.rules import UnknownLayout
from banevim.exchange.terms import RESERVED_INSTITUTION, SOURCE, Kind, Progress
from banevim.vault import audit
from banevim.vault.context import Actor, atomic
from banevim.vault.sealing import new_record_key


def _already_waiting(institution: Institution, digest: str) -> Import | None:
    """The same files, loaded half-way: that load is resumed instead of beginning another."""
    unfinished = Import.objects.exclude(progress=Progress.DONE).filter(institution=institution, digest=digest)
    return unfinished.order_by("created_at").first()


@atomic
def start_import(*, by: Actor, institution_id: UUID, letter: str, files: Mapping[Kind, bytes]) -> Import:
    """Check the files, keep them sealed and count their rows. The same files half-loaded give that load back.

    Raises Refused (role), Invalid (no file, no oficio, unknown layout: nothing is kept).
    """
    rules.check_loads(by)
    institution = Institution.objects.filter(pk=institution_id, is_active=True).first()
    if institution is None:
        raise Invalid("Elige una institución de la lista.", field="institution")
    reserved = institution.code == RESERVED_INSTITUTION
    rules.check_load(list(files), [len(raw) for raw in files.values()], letter=letter, reserved=reserved)
    try:
        total = rules.count_rows(files)
    except UnknownLayout as exc:
        raise Invalid(f"No se cargó nada. {exc}", field=exc.kind) from exc
    digest = rules.files_digest(files)
    audit.take_turn(f"import {institution.id} {digest}")
    if found := _already_waiting(institution, digest):
        return found
    load = Import.objects.create(
        institution=institution,
        by_id=by.person_id,
        letter=letter.strip()[:60],
        source=SOURCE,
        digest=digest,
        progress=Progress.WAITING,
        rows_total=total,
    )
    key = new_record_key(load.id, institution.id)
    for kind, raw in files.items():
        row = ImportFile(
            load=load, institution=institution, kind=kind, digest=rules.files_digest({kind: raw})
        )
        row.content = key.seal_bytes("exchange_importfile", row.id, "content", raw)
        row.save(force_insert=True)
    audit.record("exchange.import.started", subject=("import", load.id), details={"rows": load.rows_total})
    return load
