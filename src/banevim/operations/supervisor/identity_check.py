"""A home and a database that were not born together never run together."""

import psycopg

from ..bank.identity import Identity
from ..errors import Stop
from .asking import Bank

_TABLE = "SELECT to_regclass('public.vault_bankidentity') IS NOT NULL"
_QUERY = "SELECT bank_id::text, mode, state_code FROM vault_bankidentity"


def refuse_another_bank(bank: Bank, identity: Identity) -> None:
    """Before anything is changed there. A database that is nobody's yet may become this bank's."""
    found = _found(bank)
    if found is not None and found != _of(identity):
        raise Stop(
            "La base de datos es de otro banco: su identidad no coincide con bank.toml. "
            "Un banco de práctica nunca se vuelve de producción, ni al revés."
        )


def require_this_bank(bank: Bank, identity: Identity) -> None:
    if _found(bank) != _of(identity):
        raise Stop("La base de datos no dice de qué banco es; recupera un respaldo o crea un banco nuevo.")


def _of(identity: Identity) -> tuple[str, str, str]:
    return identity.id, identity.mode, identity.state_code


def _found(bank: Bank) -> tuple[str, str, str] | None:
    with psycopg.connect(bank.database.url("owner"), connect_timeout=10) as connection:
        there = connection.execute(_TABLE).fetchone()
        return connection.execute(_QUERY).fetchone() if there and there[0] else None
