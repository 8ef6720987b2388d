"""The accounts of a practice bank."""

from banevim.accounts import queries
from banevim.accounts.actions.people import open_account
from banevim.accounts.models import Institution, Person
from banevim.accounts.terms import STATE_OFFICE, STATE_OFFICE_KIND, Role
from banevim.common.errors import Refused
from banevim.vault import audit
from banevim.vault.context import Actor, atomic

PRACTICE_LETTER = "PRÁCTICA"
NAMES = "RALMECTGJVNSBDPIFHUOZKQWXY"
IN_OFFICE = (
    (Role.STATE_LIAISON, 1),
    (Role.STATE_LIAISON, 2),
    (Role.MONITORING_AIDE, 1),
    (Role.IT_AIDE, 1),
    (Role.ADMINISTRATOR, 1),
    (Role.STATISTICS_READER, 1),
)
IN_EACH = ((Role.CAPTURER, 1), (Role.CAPTURER, 2), (Role.INSTITUTIONAL_LIAISON, 1))
SHORT = {
    Role.CAPTURER: "captura",
    Role.INSTITUTIONAL_LIAISON: "enlace",
    Role.STATE_LIAISON: "estatal",
    Role.MONITORING_AIDE: "monitoreo",
    Role.IT_AIDE: "informatica",
    Role.ADMINISTRATOR: "administracion",
    Role.STATISTICS_READER: "lectura",
}


def _wanted() -> list[tuple[Institution, Role, int]]:
    rows = Institution.objects.filter(holds_accounts=True, is_active=True).order_by("code")
    office = [i for i in rows if i.kind == STATE_OFFICE_KIND]
    practice = [i for i in rows if i.code.startswith("P-")]
    return [(i, role, n) for i in office for role, n in IN_OFFICE] + [
        (i, role, n) for i in practice for role, n in IN_EACH
    ]


@atomic
def open_practice_accounts(*, by: Actor) -> int:
    """Open what is missing: every role of the office, and capture and liaison in each practice institution.

    They have no password: they sign in only by practice links. Raises Refused outside a practice bank.
    """
    if not queries.is_practice_bank():
        raise Refused("Las cuentas de práctica solo existen en un banco de práctica.")
    known = set(Person.objects.values_list("username", flat=True))
    fresh = 0
    for position, (institution, role, n) in enumerate(_wanted()):
        office = role in STATE_OFFICE or role is Role.STATISTICS_READER
        username = f"{SHORT[role]}-{n}" if office else f"{SHORT[role]}-{institution.code[2:].lower()}-{n}"
        if username in known:
            continue
        open_account(
            by=by,
            username=username,
            display_name=f"{NAMES[position % len(NAMES)]}. Practicante",
            institution=institution,
            role=role,
            letter=PRACTICE_LETTER,
        )
        fresh += 1
    audit.record("accounts.practice.opened", actor=by, details={"new": fresh})
    return fresh
