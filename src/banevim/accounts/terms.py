"""Words of the accounts: roles, steps of a sign-in, kinds of link."""

import unicodedata
from enum import StrEnum


class Role(StrEnum):
    """What a person does in the bank (Lineamientos 2018, num. 23 to 29; work plan of the state office)."""

    CAPTURER = "capturer"
    INSTITUTIONAL_LIAISON = "institutional_liaison"
    STATE_LIAISON = "state_liaison"
    MONITORING_AIDE = "monitoring_aide"
    IT_AIDE = "it_aide"
    ADMINISTRATOR = "administrator"
    STATISTICS_READER = "statistics_reader"


ROLE_LABELS = {
    Role.CAPTURER: "Persona usuaria (captura)",
    Role.INSTITUTIONAL_LIAISON: "Enlace institucional",
    Role.STATE_LIAISON: "Enlace estatal",
    Role.MONITORING_AIDE: "Auxiliar de monitoreo",
    Role.IT_AIDE: "Auxiliar de informática",
    Role.ADMINISTRATOR: "Administración",
    Role.STATISTICS_READER: "Lectura estadística",
}

STATE_OFFICE = frozenset({Role.STATE_LIAISON, Role.MONITORING_AIDE, Role.IT_AIDE, Role.ADMINISTRATOR})
"""Roles of the state office; a second factor is compulsory for them."""

CAPTURE = frozenset({Role.CAPTURER, Role.INSTITUTIONAL_LIAISON})
"""Roles that search, open files and register cases in their own institution."""


class LinkKind(StrEnum):
    """Why a one-time link was made."""

    INVITATION = "invitation"
    PRACTICE = "practice"


LINK_HOURS = {LinkKind.INVITATION: 72, LinkKind.PRACTICE: 12}
"""How long a one-time link lives."""


class Standing(StrEnum):
    """How far a session has come. Only a complete one acts with the role of its person."""

    ANONYMOUS = "anonymous"
    SECOND_FACTOR = "second_factor"
    ENROL = "enrol"
    PASSWORD = "password"  # noqa: S105
    LOCKED = "locked"
    COMPLETE = "complete"


SIGNING_IN = "signing_in"
"""Role of the context of a person whose sign-in still lacks a step: the database gives her nothing."""

SYSTEM = "system"
STATE_OFFICE_KIND = "state_institute"
"""Kind of the institution that operates the bank; the only one whose people may hold state office roles."""


CODE_DIGITS, CODE_SECONDS = 6, 30
"""Shape of the codes of the second factor (RFC 6238), the one that every application knows."""


class SignInResult(StrEnum):
    """How a sign-in ended. WRONG never says which of the three data was wrong."""

    DONE = "done"
    WRONG = "wrong"
    LOCKED = "locked"


def plain_username(text: str) -> str:
    """A user name as it is stored and compared: NFKC, without outer spaces, lower case."""
    return unicodedata.normalize("NFKC", text).strip().casefold()
