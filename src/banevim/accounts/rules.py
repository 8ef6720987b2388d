"""What may happen with accounts. Every check raises the sentence that the person reads."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from banevim.accounts.models import Institution, OneTimeLink, Person
from banevim.accounts.terms import STATE_OFFICE, STATE_OFFICE_KIND, SYSTEM, Role, Standing
from banevim.common.errors import Conflict, Invalid, Refused
from banevim.vault.context import Actor

WINDOW = dt.timedelta(minutes=15)
PAUSE = dt.timedelta(minutes=15)
PER_USER_AND_ADDRESS = 5
PER_USER = 20
PER_ADDRESS = 100

OPENERS = frozenset({Role.ADMINISTRATOR, Role.STATE_LIAISON, SYSTEM})
UNLOCKERS = frozenset({Role.IT_AIDE, Role.ADMINISTRATOR, SYSTEM})
AUDITORS = frozenset({Role.IT_AIDE, Role.ADMINISTRATOR, Role.STATE_LIAISON})
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
PASSWORD_SENTENCES = {
    "password_too_short": "Usa 12 caracteres o más. Una frase de cuatro palabras sirve.",
    "password_too_common": "Esa contraseña es de las más usadas y se adivina pronto. Escribe otra.",
    "password_too_similar": "No uses tu nombre ni tu usuario dentro de la contraseña.",
}


def locked_until(failures: Sequence[dt.datetime], limit: int, now: dt.datetime) -> dt.datetime | None:
    """End of the pause when `limit` failures (oldest first) fell within the window, or None if there is no pause."""
    for first, last in zip(failures, failures[limit - 1 :], strict=False):
        if last - first <= WINDOW and now < last + PAUSE:
            return last + PAUSE
    return None


def needs_second_factor(role: Role, confirmed: bool) -> bool:
    """State office roles always; the others once they have set one up."""
    return role in STATE_OFFICE or confirmed


def standing(
    person: Person, *, passed: bool, expires: dt.datetime | None, now: dt.datetime, locked: bool = False
) -> Standing:
    """What a signed-in person still lacks. `passed`: this session gave the second factor; `locked`: nobody has
    used it for a while."""
    confirmed = person.totp_confirmed_at is not None
    if needs_second_factor(Role(person.role), confirmed) and not passed:
        return Standing.SECOND_FACTOR if confirmed else Standing.ENROL
    if expires is not None and expires <= now:
        return Standing.PASSWORD
    return Standing.LOCKED if locked else Standing.COMPLETE


def may_open_accounts(by: Actor) -> bool:
    return by.role in OPENERS


def check_open_account(by: Actor, username: str, role: Role, institution: Institution, letter: str) -> None:
    """Raises Refused or Invalid when this account may not be opened."""
    if not may_open_accounts(by):
        raise Refused("Solo la administración del banco o el enlace estatal abren cuentas.")
    if not USERNAME.fullmatch(username):
        raise Invalid(
            "El usuario lleva de 3 a 60 letras sin acento, números, punto o guion.", field="username"
        )
    if not letter.strip():
        raise Invalid("Escribe el número del oficio que pide la cuenta.", field="letter")
    if not institution.holds_accounts or not institution.is_active:
        raise Invalid("Esa institución no tiene cuentas en el banco.", field="institution")
    if role in STATE_OFFICE and institution.kind != STATE_OFFICE_KIND:
        raise Invalid("Ese perfil es solo para la oficina estatal que opera el banco.", field="role")


def check_same_shelter(institution: Institution, values: Mapping[str, Any], *, known: bool) -> None:
    """Raises Conflict when an institution that exists would begin or stop being a shelter."""
    if known and not may_same_shelter(institution, values):
        raise Conflict(
            f"{institution.code} ya existe y no puede cambiar entre refugio y otra institución: lo que capturó ya se "
            "compartió o se ocultó así. Ciérrala y abre otra con otra clave."
        )


def may_same_shelter(institution: Institution, values: Mapping[str, Any]) -> bool:
    """Whether these values leave it what it is."""
    return bool(values.get("is_shelter", institution.is_shelter)) == institution.is_shelter


def check_close_account(by: Actor, person: Person, letter: str) -> None:
    """Raises Refused, Invalid or Conflict when this account may not be closed."""
    if not may_open_accounts(by):
        raise Refused("Solo la administración del banco o el enlace estatal cierran cuentas.")
    if by.person_id == person.pk:
        raise Refused("No puedes cerrar tu propia cuenta. Pídelo a otra persona de la oficina estatal.")
    if not letter.strip():
        raise Invalid("Escribe el número del oficio que pide la baja.", field="letter")
    if not person.is_active:
        raise Conflict("Esa cuenta ya estaba cerrada.")


def check_invite(by: Actor, person: Person) -> None:
    """Raises Refused or Conflict when this person may not be sent an invitation."""
    if not may_open_accounts(by):
        raise Refused("Solo la administración del banco o el enlace estatal envían invitaciones.")
    if not person.is_active:
        raise Conflict("Esa cuenta está cerrada.")


def may_unlock(by: Actor) -> bool:
    return by.role in UNLOCKERS


def check_unlock(by: Actor) -> None:
    """Raises Refused when the person may not unlock accounts."""
    if not may_unlock(by):
        raise Refused("Solo la persona auxiliar de informática o la administración desbloquean cuentas.")


def may_reset_second_factor(by: Actor, person: Person) -> bool:
    """Boolean twin of `check_reset_second_factor`."""
    return may_unlock(by) and by.person_id != person.pk


def check_reset_second_factor(by: Actor, person: Person) -> None:
    """Raises Refused: only who unlocks accounts, and never her own."""
    check_unlock(by)
    if not may_reset_second_factor(by, person):
        raise Refused(
            "No puedes reiniciar tu propio segundo factor. Pídelo a otra persona de la oficina estatal."
        )


def check_password(person: Person, password: str) -> None:
    """Raises Invalid with everything that is wrong with a new password."""
    try:
        validate_password(password, person)
    except ValidationError as exc:
        sentences = [PASSWORD_SENTENCES[e.code or ""] for e in exc.error_list]
        raise Invalid(" ".join(sentences), field="new_password") from exc


def check_link(link: OneTimeLink | None, now: dt.datetime) -> OneTimeLink:
    """The link, if it still serves. Raises Invalid otherwise; it never says whose it was."""
    if link is None or link.used_at is not None or link.expires_at <= now or not link.person.is_active:
        raise Invalid("Este enlace ya se usó o ya venció. Pide uno nuevo a la oficina estatal.")
    return link
