"""A verb at work inside a bank: the database answering, the keys at hand, the environment of a command."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass

from . import database as databases
from . import manage
from .bank import identity, keys
from .bank.home import Home
from .database import Database
from .environment import environment
from .supervisor import control, record


@dataclass(frozen=True)
class Session:
    home: Home
    identity: identity.Identity
    database: Database
    key_fd: int | None

    def environment(self, *, owner: bool = False) -> dict[str, str]:
        return environment(self.home, self.database, owner=owner, key_fd=self.key_fd)

    @property
    def files(self) -> tuple[int, ...]:
        return () if self.key_fd is None else (self.key_fd,)

    def hand_over(self, *arguments: str, owner: bool = False) -> int:
        """A Django command on the person's terminal."""
        return manage.hand_over(self.environment(owner=owner), *arguments, pass_fds=self.files)

    def run(self, *arguments: str, owner: bool = False) -> str:
        return manage.run(self.environment(owner=owner), *arguments, pass_fds=self.files)

    def keyring(self) -> bytes:
        """The opened keys themselves, for the launcher's own cryptography."""
        if self.key_fd is None:
            return keys.clear(self.home)
        return os.pread(self.key_fd, 65_536, 0)


@contextlib.contextmanager
def session(
    home: Home, *, with_keys: bool = True, passphrase_file: str | None = None, opened: bytes | None = None
) -> Iterator[Session]:
    """Against the running bank if there is one; else with the database started for this verb alone."""
    bank = identity.read(home)
    runs = record.supervisor_of(home) is not None
    key_fd = _keys(home, passphrase_file, opened) if with_keys and bank.production else None
    try:
        database = databases.database_of(home, bank)
        with databases.available(home, database, bank_runs=runs):
            yield Session(home, bank, database, key_fd)
    finally:
        if key_fd is not None:
            os.close(key_fd)


def _keys(home: Home, passphrase_file: str | None, opened: bytes | None) -> int:
    """Already opened; else lent by the running bank when it is open; else by the passphrase."""
    if opened is None and passphrase_file is None:
        _, lent = control.ask_with_file(home, "keys")
        if lent is not None:
            return lent
    return keys.memory_file(opened or keys.open_with(home, keys.ask_passphrase(passphrase_file)))
