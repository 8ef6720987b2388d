"""Second factor: time-based codes (RFC 6238) and printed recovery codes."""

import hmac

from banevim.accounts import keys, queries, rules
from banevim.accounts.models import Person, RecoveryCode
from banevim.accounts.terms import CODE_DIGITS, CODE_SECONDS
from banevim.common import clock
from banevim.common.errors import Conflict, Invalid
from banevim.vault import audit
from banevim.vault.context import Actor, atomic

DRIFT, PRINTED = 1, 10


def _step_of(secret: bytes, code: str, after: int) -> int | None:
    """The time step of a valid code later than `after`, or None. All candidates are compared."""
    now, found = int(clock.now().timestamp()) // CODE_SECONDS, None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if (
            hmac.compare_digest(queries.totp(secret).generate(step * CODE_SECONDS), code.encode())
            and step > after
        ):
            found = step
    return found


def _take_step(person: Person, secret: bytes, code: str) -> bool:
    """Check a code and burn its step, under the lock of the person's row: no code serves twice."""
    row = Person.objects.select_for_update().get(pk=person.pk)
    step = _step_of(secret, code, row.totp_last_step)
    if step is None:
        return False
    row.totp_last_step = person.totp_last_step = step
    row.save(update_fields=["totp_last_step"])
    return True


@atomic
def start_second_factor(*, by: Actor, person: Person) -> bytes:
    """Make the secret that the person will scan; the one that waits is kept if there is one. Raises Conflict."""
    if person.totp_confirmed_at is not None:
        raise Conflict("Tu segundo factor ya está puesto.")
    if waiting := queries.pending_secret(person):
        return waiting
    secret = keys.new_secret()
    person.totp_secret = keys.seal_secret(person.pk, secret)
    person.save(update_fields=["totp_secret"])
    audit.record("accounts.second_factor.started", subject=("person", person.pk), actor=by)
    return secret


@atomic
def confirm_second_factor(*, by: Actor, person: Person, code: str) -> list[str]:
    """Confirm with the first code. Returns the recovery codes, which are shown once.

    Raises Conflict if it was not started or was already confirmed, Invalid if the code does not agree.
    """
    secret = queries.pending_secret(person)
    if secret is None:
        raise Conflict("Tu segundo factor ya está puesto, o aún no lo empiezas.")
    if not _take_step(person, secret, _plain(code)):
        raise Invalid(
            "El código no coincide. Revisa la hora de tu teléfono y escribe el más nuevo.", field="code"
        )
    person.totp_confirmed_at = clock.now()
    person.save(update_fields=["totp_confirmed_at"])
    codes = [keys.new_recovery_code() for _ in range(PRINTED)]
    RecoveryCode.objects.filter(person=person).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=keys.digest("recovery", keys.plain_recovery_code(c)))
        for c in codes
    )
    audit.record("accounts.second_factor.confirmed", subject=("person", person.pk), actor=by)
    return codes


@atomic
def check_second_factor(*, by: Actor, person: Person, code: str) -> bool:
    """Whether a code of the application or of the printed sheet agrees; a good one is spent."""
    plain = _plain(code)
    if person.totp_confirmed_at is None or person.totp_secret is None:
        return False
    if len(plain) == CODE_DIGITS and plain.isdigit():
        good = _take_step(person, keys.open_secret(person.pk, person.totp_secret), plain)
        if good:
            audit.record("accounts.second_factor.given", subject=("person", person.pk), actor=by)
        return good
    return use_recovery_code(by=by, person=person, code=code)


@atomic
def use_recovery_code(*, by: Actor, person: Person, code: str) -> bool:
    """Spend a printed code. Each one serves once."""
    found = keys.digest("recovery", keys.plain_recovery_code(code))
    spent = RecoveryCode.objects.filter(person=person, digest=found, used_at=None).update(used_at=clock.now())
    if spent:
        audit.record("accounts.recovery_code.used", subject=("person", person.pk), actor=by)
    return bool(spent)


@atomic
def reset_second_factor(*, by: Actor, person: Person) -> None:
    """Take the second factor off an account whose telephone and sheet were lost; it must be set again.

    Raises Refused.
    """
    rules.check_reset_second_factor(by, person)
    person.totp_secret, person.totp_confirmed_at = None, None
    person.save(update_fields=["totp_secret", "totp_confirmed_at"])
    RecoveryCode.objects.filter(person=person).delete()
    audit.record("accounts.second_factor.reset", subject=("person", person.pk), actor=by)


def _plain(code: str) -> str:
    return "".join(code.split())
