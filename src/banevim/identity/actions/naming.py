"""Counting the names in use, so that a rare one weighs more than a common one."""

from banevim.identity import queries
from banevim.vault import audit, blobs
from banevim.vault.context import Actor, acting, atomic


@atomic
def count_names(*, by: Actor) -> int:
    """Count the names of all records and keep the counts sealed; how many records."""
    with acting(by.with_purpose("linkage")):
        names = queries.counted_names()
    with acting(by):
        blobs.keep(queries.BLOB, names.text())
        audit.record("identity.names.counted", actor=by, details={"people": names.people})
    queries.forget_vocabulary()
    return names.people
