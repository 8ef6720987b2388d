"""The three roles and the database, the same on our server and on anybody's."""

from collections.abc import Set as AbstractSet

import psycopg
from psycopg import sql

from .passwords import Passwords
from .server import ACCOUNTS, DATABASE

WORKERS = ("owner", "app", "stats")
_ROLE = (
    "{verb} ROLE {name} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD {secret}"
)


def create(url: str, passwords: Passwords, database: str = DATABASE) -> None:
    """As superuser; running it again changes nothing but the passwords, which it makes true."""
    with psycopg.connect(url, autocommit=True) as connection:
        here = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        for line in statements(connection, passwords, database, here=here, database_exists=bool(exists)):
            connection.execute(line.encode())


def statements(
    connection: psycopg.Connection,
    passwords: Passwords,
    database: str = DATABASE,
    *,
    here: AbstractSet[str] = frozenset(),
    database_exists: bool = False,
) -> list[str]:
    """The exact SQL. Passwords travel as SCRAM verifiers, so neither logs nor eyes ever meet them."""
    lines = [
        sql.SQL(_ROLE).format(
            verb=sql.SQL("ALTER" if ACCOUNTS[role] in here else "CREATE"),
            name=sql.Identifier(ACCOUNTS[role]),
            secret=sql.Literal(verifier(connection, role, passwords)),
        )
        for role in WORKERS
    ]
    name = sql.Identifier(database)
    owner, app, stats = (sql.Identifier(ACCOUNTS[role]) for role in WORKERS)
    if not database_exists:
        lines.append(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(name, owner)
        )
    lines += [
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(name, app, stats),
    ]
    return [line.as_string(connection) for line in lines]


def verifier(connection: psycopg.Connection, role: str, passwords: Passwords) -> str:
    made = connection.pgconn.encrypt_password(
        passwords.of(role).encode(), ACCOUNTS[role].encode(), b"scram-sha-256"
    )
    return made.decode()
