"""The institutions that the bank starts with."""

from collections.abc import Iterable
from typing import Any

from banevim.accounts import rules
from banevim.accounts.models import Institution
from banevim.common.models import state_code
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


@atomic
def load_institutions(*, by: Actor, rows: Iterable[dict[str, Any]]) -> int:
    """Insert or refresh institutions by their code. Returns how many are new; none is ever removed.

    Raises Conflict when one that exists would become a shelter, or stop being one: what it captured was shared, or
    hidden, from the first day.
    """
    known = {i.code: i for i in Institution.objects.filter(state_code=state_code())}
    fresh = 0
    for row in rows:
        values = {name: value for name, value in row.items() if name != "code"}
        institution = known.get(row["code"]) or Institution(code=row["code"])
        fresh += institution.code not in known
        rules.check_same_shelter(institution, values, known=institution.code in known)
        for name, value in values.items():
            setattr(institution, name, value)
        institution.save()
    audit.record("accounts.institutions.loaded", actor=by, details={"known": len(known), "new": fresh})
    return fresh
