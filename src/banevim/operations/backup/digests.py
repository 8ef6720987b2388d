"""What a database holds, in one line a table: how many rows, and a sum that changes if any of them does."""

import psycopg
from psycopg import sql

Digests = dict[str, list[str]]

# The order of rows does not matter, so no table needs sorting; authenticity is the encryption's business.
_SUM = """SELECT count(*)::text,
  coalesce(sum(('x' || substr(h, 1, 16))::bit(64)::bigint::numeric), 0)::text || ':' ||
  coalesce(sum(('x' || substr(h, 17, 16))::bit(64)::bigint::numeric), 0)::text
FROM (SELECT md5(t::text) AS h FROM {table} AS t) AS hashed"""
_TABLES = """SELECT schemaname, tablename FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"""


def of(connection: psycopg.Connection) -> Digests:
    """Of every table, as the connection's transaction sees it."""
    connection.execute("SET LOCAL timezone = 'UTC'")
    connection.execute("SET LOCAL datestyle = 'ISO, YMD'")
    connection.execute("SET LOCAL bytea_output = 'hex'")
    found: Digests = {}
    for schema, table in connection.execute(_TABLES).fetchall():
        row = connection.execute(sql.SQL(_SUM).format(table=sql.Identifier(schema, table))).fetchone()
        found[f"{schema}.{table}"] = list(row or ())
    return found


def differences(one: Digests, other: Digests) -> list[str]:
    """Names of the tables that are not the same on both sides."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
