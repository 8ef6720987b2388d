"""The bank's database, wherever it is: two kinds, one way to ask for an address."""

import contextlib
import os
from collections.abc import Iterator

from .bank.home import Home
from .bank.identity import EXTERNAL, Identity
from .errors import Stop
from .postgres import embedded
from .postgres.external import External
from .postgres.passwords import kept_in
from .postgres.server import Server

Database = Server | External


def database_of(home: Home, identity: Identity) -> Database:
    """The server the bank was opened with; it never changes without saying so."""
    given = os.environ.get("DATABASE_URL", "")
    if identity.server == EXTERNAL:
        if not given:
            raise Stop("Este banco usa un PostgreSQL propio: define DATABASE_URL.")
        return External(given, kept_in(home.keys / "db.json"))
    if given:
        raise Stop("Este banco usa la base de datos integrada: quita DATABASE_URL o elige otra --home.")
    return embedded.server_of(home, identity.id)


@contextlib.contextmanager
def available(home: Home, database: Database, *, bank_runs: bool) -> Iterator[None]:
    """The database answering: the running bank's, somebody else's, or ours started for the occasion."""
    if isinstance(database, External):
        database.prepare()
        yield
    elif bank_runs:
        embedded.wait_until_ready(database)
        yield
    else:
        with embedded.running(home, database):
            yield
