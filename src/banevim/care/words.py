"""How referrals, follow-ups and waiting are said on the pages."""

import datetime as dt

from django.utils import formats, timezone

from banevim.care.models import Consent, FollowUp, Referral
from banevim.care.terms import HOLDING, WAITING, FollowUpState, Purpose, Stage
from banevim.casefiles.words import day_words
from banevim.catalogs import queries as catalogs
from banevim.catalogs.rules import add_business_days, business_days_between
from banevim.catalogs.terms import Catalog
from banevim.common import clock

SHELTER = "Refugio (lo asigna la oficina estatal)"
TODAY_URGENT = "HOY"
STAGES = {
    Stage.SEARCHING: ("Buscando lugar", "warn"),
    Stage.SENT: ("Enviada", "warn"),
    Stage.RECEIVED: ("Recibida, sin respuesta", "warn"),
    Stage.ACCEPTED: ("Aceptada", "violet"),
    Stage.ATTENDED: ("En atención", "violet"),
    Stage.CLOSED: ("Cerrada", "ok"),
    Stage.DECLINED: ("No aceptada", "error"),
    Stage.REVOKED: ("Revocada", "soft"),
}


def stage_words(row: Referral, *, sender: bool) -> tuple[str, str]:
    """Words and kind of tag. Of a shelter its sender only learns: looking, accepted, no place."""
    stage = Stage(row.stage)
    if not (sender and row.to_shelter):
        return STAGES[stage]
    if stage in WAITING:
        return "Refugio: buscando lugar", "warn"
    if stage in HOLDING:
        return "Refugio: aceptada", "violet"
    return ("Refugio: no hay lugar", "error") if stage is Stage.DECLINED else STAGES[stage]


def to_words(row: Referral) -> str:
    """Who was asked, as the sender may know it."""
    return row.recipient.name if row.recipient else "Un refugio"


def in_sentence(whom: str) -> str:
    """Who was asked, after “a”."""
    return whom[0].lower() + whom[1:] if whom == "Un refugio" else whom


def service_words(row: Referral) -> str:
    return catalogs.label(Catalog.SERVICE, row.service, _day(row.created_at))


def urgency_words(row: Referral) -> str:
    return catalogs.label(Catalog.URGENCY, row.urgency, _day(row.created_at))


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localtime(moment).date()


def business_days(start: dt.date, end: dt.date) -> int:
    return business_days_between(start, end, catalogs.holidays())


def _days(n: int) -> str:
    return "1 día hábil" if n == 1 else f"{n} días hábiles"


def answer_due(row: Referral) -> dt.date:
    """The last day to answer: the same day when it is urgent, else the term of the catalogue."""
    day = _day(row.created_at)
    if row.urgency == TODAY_URGENT:
        return day
    return add_business_days(day, catalogs.deadline("referral_answer", day).value, catalogs.holidays())


def is_late(row: Referral) -> bool:
    """Whether it still waits for an answer after its last day."""
    return row.stage in WAITING and clock.today() > answer_due(row)


def waiting_words(row: Referral, *, sender: bool) -> str:
    """How long it has waited, or since when it stands where it stands."""
    today = clock.today()
    if row.stage in WAITING:
        asked = _day(row.created_at)
        if n := business_days(asked, today):
            return f"Espera respuesta desde hace {_days(n)}"
        return f"Espera respuesta desde {'hoy' if asked == today else f'el {day_words(asked)}'}"
    if sender and row.to_shelter and row.stage in HOLDING:
        return ""
    since = _day(row.stage_since)
    if row.stage == Stage.ACCEPTED and (n := business_days(since, today)):
        return f"Aceptada hace {_days(n)}, sin atención todavía"
    return f"Desde el {day_words(since)}"


def due_words(due: dt.date) -> str:
    """`Vence hoy`, `Faltan 3 días hábiles`, `Venció hace 2 días hábiles`."""
    today = clock.today()
    if due == today:
        return "Es hoy"
    if due == today + dt.timedelta(days=1):
        return "Es mañana"
    if due > today:
        n = business_days(today, due)
        return f"Faltan {_days(n)}" if n != 1 else "Falta 1 día hábil"
    n = business_days(due, today)
    return f"Venció hace {_days(n)}" if n else "Venció en día inhábil"


def follow_up_words(row: FollowUp) -> tuple[str, str]:
    """Words and kind of tag of a follow-up."""
    if row.state == FollowUpState.PENDING:
        late = row.due_on < clock.today()
        return due_words(row.due_on), "error" if late else "warn" if row.due_on == clock.today() else "soft"
    return catalogs.label(Catalog.FOLLOW_UP_RESULT, row.result, row.ended_on), (
        "ok" if row.state == FollowUpState.DONE else "soft"
    )


def way_words(row: FollowUp) -> str:
    return catalogs.label(Catalog.CONTACT_WAY, row.way, row.due_on)


def attempts_words(n: int) -> str:
    return "Sin intentos" if not n else "1 intento" if n == 1 else f"{n} intentos"


def purpose_words(row: Consent) -> str:
    """What a consent is for, with its recipient."""
    if row.purpose == Purpose.REFERRAL and row.recipient:
        return f"Canalizarla a {row.recipient.name}"
    return catalogs.label(Catalog.CONSENT_PURPOSE, row.purpose, row.on)


def month_words(month: str) -> str:
    """'2026-10' as 'octubre de 2026'."""
    return formats.date_format(dt.date.fromisoformat(f"{month}-01"), r"F \d\e Y").lower()


def counted(n: int, one: str, many: str) -> str:
    """`1 caso`, `3 casos`."""
    return f"{n:,} {one if n == 1 else many}"
