"""The page of a search as text to be sealed, and back. Its key needs no row: it dies with the sheet."""

import datetime as dt
import json
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from banevim.identity.terms import Asked, Decision, Kind, Likeness, Sheet, Shown
from banevim.vault import keyring
from banevim.vault.sealing import RecordKey

SHEET = "identity_searchsheet"
LABEL = b"banevim search sheet v1"
_KINDS = ("agree", "similar", "apart")


def sheet_key(sheet_id: UUID, version: int) -> RecordKey:
    """The key of one sheet, derived from a master key (HKDF). Raises keyring.Sealed if that master is gone."""
    master = keyring.current().master(version)
    return RecordKey(sheet_id, HKDF(SHA256(), 32, sheet_id.bytes, LABEL).derive(master))


def sheet_text(sheet: Sheet) -> str:
    """Compact JSON of a page."""
    shown = [vars(each) for each in sheet.shown]
    body = vars(sheet) | {"search_id": "", "asked": vars(sheet.asked), "shown": shown}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def read_sheet(search_id: UUID, text: str) -> Sheet:
    """What `sheet_text` wrote."""
    data = json.loads(text)
    asked = data["asked"]
    born = asked.pop("birth_date")
    return Sheet(
        search_id=search_id,
        reason=data["reason"],
        letter=data["letter"],
        typed=data["typed"],
        asked=Asked(**asked, birth_date=dt.date.fromisoformat(born) if born else None),
        shown=tuple(_shown(each) for each in data["shown"]),
        ask=data["ask"],
    )


def _shown(each: dict[str, Any]) -> Shown:
    each |= {name: tuple(Kind(k) for k in each[name]) for name in _KINDS}
    each |= {"likeness": Likeness(each["likeness"]), "decision": Decision(each["decision"])}
    return Shown(**each)
