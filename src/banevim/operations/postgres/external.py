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
            if strangers := self._strangers(connection):
                raise Stop(self._refusal(connection, strangers))
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

    def _strangers(self, connection: psycopg.Connection) -> list[str]:
        """Roles with our names that do not take our passwords: another bank lives on that server."""
        here = _roles(connection)
        return [ACCOUNTS[role] for role in roles.WORKERS if ACCOUNTS[role] in here and not self._enters(role)]

    def _enters(self, role: str) -> bool:
        for database in (urlsplit(self._door_url()).path.lstrip("/"), self.database):
            try:
                psycopg.connect(self.url(role, database), connect_timeout=10).close()
            except psycopg.OperationalError:
                continue
            return True
        return False

    def _refusal(self, connection: psycopg.Connection, strangers: list[str]) -> str:
        """New passwords would lock the other bank out, so they are never changed without a person's word."""
        return "\n".join(
            [
                f"Ese servidor ya tiene papeles con otras contraseñas: {', '.join(strangers)}.",
                "Si son de otro banco, usa otro servidor: cambiarlas lo dejaría sin acceso a sus datos.",
                "Solo si son de este mismo banco (por ejemplo, en una recuperación), que quien administra el",
                "servidor ejecute, como superusuario, exactamente esto:",
                *self._statements(connection),
            ]
        )

    def _request(self, connection: psycopg.Connection) -> str:
        return "\n".join(
            [
                f"La cuenta «{connection.info.user}» no puede crear papeles en ese servidor.",
                "Pide a quien lo administra que ejecute, como superusuario, exactamente esto:",
                *self._statements(connection),
            ]
        )

    def _statements(self, connection: psycopg.Connection) -> list[str]:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.database]).fetchone()
        lines = roles.statements(
            connection, self.passwords, self.database, here=_roles(connection), database_exists=bool(there)
        )
        return [
            "",
            *(f"{line};" for line in lines),
            "",
            "y después repite la orden. Las contraseñas ya van cifradas; las claras están en keys/db.json.",
        ]


def _roles(connection: psycopg.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}


def _may_create(connection: psycopg.Connection) -> bool:
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])
