"""The bank's identity inside its database: written once, compared ever after."""

import tomllib
from typing import Any
from uuid import UUID

from django.conf import settings

from banevim.common.errors import Conflict
from banevim.vault import audit
from banevim.vault.context import Actor, atomic
from banevim.vault.models import BankIdentity

FACTS = {"bank_id": "el identificador", "mode": "el modo", "state_code": "la entidad"}


def of_home() -> dict[str, Any]:
    """Identity in `bank.toml`. Raises Conflict when it cannot be read."""
    try:
        known = tomllib.loads((settings.HOME / "bank.toml").read_text())
        return {"bank_id": UUID(known["id"]), "mode": known["mode"], "state_code": known["state_code"]}
    except (OSError, ValueError, KeyError) as exc:
        raise Conflict("No se puede leer bank.toml: esta carpeta no es la de un banco.") from exc


def check() -> None:
    """Raises Conflict unless the database belongs to the bank of this home."""
    row, here = BankIdentity.objects.first(), of_home()
    if row is None:
        raise Conflict("La base de datos todavía no es de ningún banco.")
    differing = [label for name, label in FACTS.items() if getattr(row, name) != here[name]]
    if differing:
        raise Conflict(
            f"La base de datos es de otro banco: no coincide {' ni '.join(differing)}. "
            "Un banco de práctica nunca se vuelve de producción, ni al revés."
        )


@atomic
def create(*, by: Actor) -> None:
    """Write the identity of this home in an empty database; does nothing if it is there. Raises Conflict."""
    if not BankIdentity.objects.exists():
        BankIdentity.objects.create(**of_home())
        audit.record("vault.bank.identified", actor=by)
    check()
