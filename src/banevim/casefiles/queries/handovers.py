"""What a search handed over to a capture, and which searches ended in one."""

import datetime as dt
import json
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from banevim.casefiles.models import Handover, HandoverIdentity
from banevim.casefiles.terms import Identity
from banevim.common import clock
from banevim.common.errors import Refused
from banevim.vault import keyring
from banevim.vault.context import Actor
from banevim.vault.opening import open_cell
from banevim.vault.sealing import RecordKey

HANDOVER_TABLE = "casefiles_handoveridentity"
LABEL = b"banevim handover v1"


def handover_key(handover_id: UUID, version: int) -> RecordKey:
    """The key of one handover, derived from a master key (HKDF): it needs no row of its own."""
    master = keyring.current().master(version)
    return RecordKey(handover_id, HKDF(SHA256(), 32, handover_id.bytes, LABEL).derive(master))


def handover(actor: Actor, token: UUID) -> Handover:
    """A handover that still serves this person: a draft keeps it alive. Raises Refused: search first."""
    row = Handover.objects.filter(pk=token, used_at__isnull=True).select_related("draft").first()
    begun = getattr(row, "draft", None)
    if begun and begun.discarded_at and row and row.person_id == actor.person_id:
        raise Refused(
            "Descartaste lo que empezaste con esa búsqueda. Para abrir un expediente nuevo, búscala otra vez."
        )
    alive = row is not None and (begun or row.expires_at > clock.now())
    if row is None or row.person_id != actor.person_id or not alive:
        raise Refused("Para abrir un expediente nuevo, primero búscala. La búsqueda dura cuatro horas.")
    return row


def typed_in_search(actor: Actor, token: UUID) -> Identity:
    """What this person typed in the search. Raises Refused."""
    row = handover(actor, token)
    cell = HandoverIdentity.objects.get(handover=row)
    try:
        key = handover_key(row.id, cell.master_version)
    except keyring.Sealed:  # its master key was retired since
        raise Refused("Las llaves del banco cambiaron desde esa búsqueda. Búscala otra vez.") from None
    data = json.loads(open_cell(key, HANDOVER_TABLE, row.id, "typed", cell.typed))
    born = data.pop("birth_date")
    return Identity(**data, birth_date=dt.date.fromisoformat(born) if born else None)
