"""What may happen to a cut. Two people release a figure: who froze it never approves it."""

import datetime as dt
import re
from uuid import UUID

from banevim.common.errors import Conflict, Invalid, Refused
from banevim.cuts.terms import OFFICE, STEP_LABELS, TRANSITIONS, Step
from banevim.vault.context import Actor

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def month_end(month: str) -> dt.date:
    """First day after a month 'AAAA-MM'. Raises Invalid."""
    if not MONTH.fullmatch(month):
        raise Invalid("Escribe el mes como año y mes, así: 2026-10.", field="month")
    year, number = int(month[:4]), int(month[5:])
    return dt.date(year + number // 12, number % 12 + 1, 1)


def last_closed_month(today: dt.date) -> str:
    """The newest month that has ended."""
    before = today.replace(day=1) - dt.timedelta(days=1)
    return f"{before:%Y-%m}"


def months_before(month: str, count: int) -> list[str]:
    """The `count` months before a month 'AAAA-MM', oldest first."""
    last = int(month[:4]) * 12 + int(month[5:]) - 1
    return [f"{n // 12}-{n % 12 + 1:02d}" for n in range(last - count, last)]


def check_takes(
    by: Actor, month: str, today: dt.date, *, open_version: str | None, newest: str, loading: bool
) -> None:
    """Raises Refused by role; Invalid if the month has not ended or is older than the `newest` published one.

    Conflict if a cut is still being decided, or while a load is under way: half of it would be in no month.
    """
    check_role(by, Step.TAKEN)
    if month_end(month) > today:
        raise Invalid(
            "Ese mes todavía no termina. Se congela a partir del día 1 del mes siguiente.", field="month"
        )
    if month < newest:
        raise Invalid(
            f"Ya se publicó el corte de {newest}. Lo que falte de meses anteriores cuenta en el mes abierto.",
            field="month",
        )
    if loading:
        raise Conflict("Hay una carga en curso. Congela cuando termine, para que no quede a la mitad.")
    if open_version:
        raise Conflict(
            f"El corte {open_version} todavía espera decisión. Apruébalo o devuélvelo antes de congelar otro."
        )


def check_role(by: Actor, step: Step) -> UUID:
    """The person who takes the step. Raises Refused if the role may not, or if nobody acts."""
    if by.role not in {role.value for role in TRANSITIONS[step][1]}:
        raise Refused("Tu cuenta no puede hacer esto con un corte. Pídelo a la jefatura del banco.")
    if by.person_id is None:
        raise Refused("Un corte lo mueve una persona, no un proceso.")
    return by.person_id


def check_exports(by: Actor) -> None:
    """Counts before protection leave the bank with the office alone, not with who runs the machine. Raises Refused."""
    if by.role not in {role.value for role in OFFICE}:
        raise Refused("La evaluación de un corte la descarga la oficina estatal.")


def may_export(by: Actor) -> bool:
    """Boolean twin of `check_exports`, for the page."""
    try:
        check_exports(by)
    except Refused:
        return False
    return True


def may_take(by: Actor) -> bool:
    """Whether the role freezes cuts; boolean twin of `check_role`, for the form."""
    try:
        check_role(by, Step.TAKEN)
    except Refused:
        return False
    return True


def check_step(by: Actor, step: Step, current: Step, author_id: UUID) -> None:
    """Raises Refused or Conflict. The author cannot approve what they froze."""
    check_role(by, step)
    if current not in TRANSITIONS[step][0]:
        raise Conflict(f"Este corte está así: {STEP_LABELS[current].lower()}. Ese paso ya no corresponde.")
    if step is Step.APPROVED and by.person_id == author_id:
        raise Refused("Tú congelaste este corte. Debe aprobarlo otra persona.")


def may_step(by: Actor, step: Step, current: Step, author_id: UUID) -> bool:
    """Boolean twin of `check_step`, for the buttons."""
    try:
        check_step(by, step, current, author_id)
    except (Refused, Conflict):
        return False
    return True


def check_clean(problems: list[str], *, proven: bool) -> None:
    """Raises Refused if disclosure control found anything, or there is no proof: nobody can override it."""
    if problems:
        raise Refused("La revisión de confidencialidad encontró un problema. Este corte no puede publicarse.")
    if not proven:
        raise Refused(
            "Este corte no tiene la prueba de que nada protegido se puede deducir. Devuélvelo y congela otro."
        )
