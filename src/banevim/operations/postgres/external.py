"""Somebody else's PostgreSQL, by DATABASE_URL: what we check and what we ask its keeper for."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import psycopg

from ..errors import Stop
from . import roles
from .binaries import OLDEST
from .passwords import Passwords
from .server import ACCOUNTS, DATABASE


@dataclass(frozen=True)
class External:
    given: str
    passwords: Passwords

    @property
    def database(self) -> str:
        named = urlsplit(self.given).path.lstrip("/")
        return DATABASE if named in ("", "postgres", "template1") else named

    def url(self, role: str, database: str = "") -> str:
        """The given address with the role of ours; `superuser` is whoever the address names."""
        parts = urlsplit(self.given)
        name = database or self.database
        if role == "superuser":
            return parts._replace(path=f"/{name}").geturl()
        place = parts.netloc.rpartition("@")[2]
        secret = quote(self.passwords.of(role), safe="")
        return parts._replace(netloc=f"{ACCOUNTS[role]}:{secret}@{place}", path=f"/{name}").geturl()

    def answers(self) -> bool:
        """Whether the three roles and the database are there, with our passwords."""
        try:
            for role in roles.WORKERS:
                psycopg.connect(self.url(role), connect_timeout=10).close()
        except psycopg.OperationalError:
            return False
        return True

    def prepare(self) -> None:
        """Creates roles and database where the given account may; else prints who must, and the exact SQL."""
        if self.answers():
            return
        with self._door() as connection:
            if connection.info.server_version < OLDEST * 10_000:
                raise Stop(
                    f"El servidor es PostgreSQL {connection.info.server_version // 10_000}: "
                    f"hace falta {OLDEST} o posterior."
                )
            if not _may_create(connection):
                raise Stop(self._request(connection))
        roles.create(self._door_url(), self.passwords, self.database)
        if not self.answers():
            raise Stop("El servidor tiene los papeles pero no acepta sus contraseñas; revisa su pg_hba.conf.")

    def _door(self) -> psycopg.Connection:
        try:
            return psycopg.connect(self._door_url(), autocommit=True, connect_timeout=10)
        except psycopg.OperationalError as error:
            raise Stop(f"No hay conexión con DATABASE_URL: {str(error).strip().splitlines()[-1]}") from error

    def _door_url(self) -> str:
        named = urlsplit(self.given).path.lstrip("/")
        return self.url("superuser", named or "postgres")

    def _request(self, connection: psycopg.Connection) -> str:
        who = connection.info.user
        here = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.database])
        lines = roles.statements(
            connection, self.passwords, self.database, here=here, database_exists=bool(there.fetchone())
        )
        return "\n".join(
            [
                f"La cuenta «{who}» no puede crear papeles en ese servidor.",
                "Pide a quien lo administra que ejecute, como superusuario, exactamente esto:",
                "",
                *(f"{line};" for line in lines),
                "",
                "y después repite la orden. Las contraseñas ya van cifradas; las claras están en keys/db.json.",
            ]
        )


def _may_create(connection: psycopg.Connection) -> bool:
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])
