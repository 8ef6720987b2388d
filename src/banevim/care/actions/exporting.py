"""Taking a list out of the bank as a file: only the institutional liaison, always on the audit trail."""

from banevim.accounts.terms import Role
from banevim.care.terms import Listed
from banevim.common.errors import Invalid, Refused
from banevim.vault import audit
from banevim.vault.context import Actor, atomic

MOST_ROWS = 5_000
"""A file holds at most this many rows; filters make it smaller."""


@atomic
def export_list(*, by: Actor, what: Listed, rows: int) -> None:
    """Leave the record of an export. Raises Refused, Invalid (more rows than a file holds: none is left out unsaid)."""
    if by.role != Role.INSTITUTIONAL_LIAISON or by.institution_id is None:
        raise Refused("Las listas las descarga la persona enlace de la institución.")
    if rows > MOST_ROWS:
        raise Invalid(
            f"La lista tiene {rows:,} renglones y un archivo lleva hasta {MOST_ROWS:,}."
            " Fíltrala y descárgala por partes."
        )
    audit.record("care.list.exported", details={"list": what.value, "rows": rows})
