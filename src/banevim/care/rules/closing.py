"""Who closes a month, and which months can be closed."""

import re

from banevim.accounts.terms import Role
from banevim.care.terms import Reopening
from banevim.casefiles.rules import Capturer, check_captures
from banevim.common.errors import Invalid, Refused
from banevim.vault.context import Actor

MONTHS_BACK = 12
"""How far back a month may still be closed."""
MOST_CASES = 99_999
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def months_before(month: str, n: int) -> tuple[str, ...]:
    """The `n` months that end with a month 'AAAA-MM', oldest first."""
    last = int(month[:4]) * 12 + int(month[5:]) - 1
    return tuple(f"{i // 12:04d}-{i % 12 + 1:02d}" for i in range(last - n + 1, last + 1))


def check_closes(by: Actor, *, has_liaison: bool) -> Capturer:
    """The institutional liaison closes it; whoever captures, where there is no liaison. Raises Refused."""
    me = check_captures(by)
    if by.role != Role.INSTITUTIONAL_LIAISON and has_liaison:
        raise Refused("El mes lo cierra la persona enlace de tu institución.")
    return me


def may_closes(by: Actor, *, has_liaison: bool) -> bool:
    """Boolean twin of `check_closes`."""
    try:
        check_closes(by, has_liaison=has_liaison)
    except Refused:
        return False
    return True


def check_month(month: str, last_ended: str) -> None:
    """A month that has ended, of the last twelve. Raises Invalid."""
    if not _MONTH.fullmatch(month) or month not in months_before(last_ended, MONTHS_BACK):
        raise Invalid("Elige uno de los últimos doce meses que ya terminaron.", field="said")


def may_month(month: str, last_ended: str) -> bool:
    """Boolean twin of `check_month`."""
    try:
        check_month(month, last_ended)
    except Invalid:
        return False
    return True


def check_said(said: int) -> None:
    """How many cases the institution says it has. Raises Invalid."""
    if not 0 <= said <= MOST_CASES:
        raise Invalid("Escribe cuántos casos fueron, con números. Si no hubo, escribe 0.", field="said")


def may_said(said: int) -> bool:
    """Boolean twin of `check_said`."""
    return 0 <= said <= MOST_CASES


def check_reopening(why: str) -> None:
    """Raises Invalid: a reason of the list."""
    if why not in set(Reopening):
        raise Invalid("Elige por qué se abre de nuevo.", field="why")


def may_reopening(why: str) -> bool:
    """Boolean twin of `check_reopening`."""
    return why in set(Reopening)
