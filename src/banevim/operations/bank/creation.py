"""A new bank: its folder, its identity, its keys. The database comes with the first start."""

import os

from ..postgres.external import External
from ..postgres.passwords import kept_in
from . import identity, keys
from .home import Home


def create(home: Home, *, mode: str, state_code: str) -> identity.Identity:
    """With DATABASE_URL, first that server must have our roles: if we may not make them, it says who must."""
    given = os.environ.get("DATABASE_URL", "")
    identity.refuse_second(home)
    home.build()
    if given:
        External(given, kept_in(home.keys / "db.json")).prepare()
    made = identity.create(home, mode=mode, state_code=state_code, server=identity.server_here())
    if mode == "practice":
        keys.prepare(home, made)
    return made
