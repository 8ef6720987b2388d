"""What a consent must say, and whether one is in force."""

import datetime as dt

from banevim.care.models import Consent
from banevim.care.rules.codes import check_chosen
from banevim.care.terms import REPRESENTED, Answer, ConsentData, Purpose
from banevim.casefiles.terms import OLDEST_YEAR
from banevim.catalogs.terms import Catalog, Codebook
from banevim.common.errors import Invalid

BARRED = (
    "Quien la representa está señalada como persona agresora: no puede responder por ella. Pregúntale a ella, "
    "o a la Procuraduría de protección."
)


def check_consent(data: ConsentData, today: dt.date, book: Codebook, *, barred: bool = False) -> None:
    """Raises Invalid with the field: codes, a day that has come, and a recipient exactly when it is for one. `barred`:
    who represents her was told to be an aggressor, and answers nothing for her."""
    for catalog, code, field in (
        (Catalog.CONSENT_PURPOSE, data.purpose, "purpose"),
        (Catalog.CONSENT_ANSWER, data.answer, "answer"),
        (Catalog.CONSENT_WAY, data.way, "way"),
    ):
        check_chosen(book, catalog, code, today, field)
    if barred and data.way == REPRESENTED:
        raise Invalid(BARRED, field="way")
    if data.on > today:
        raise Invalid("La fecha todavía no llega. Escribe el día en que ella lo dijo.", field="on")
    if data.on.year < OLDEST_YEAR:
        raise Invalid(f"La fecha es anterior a {OLDEST_YEAR}. Revisa el año.", field="on")
    if data.purpose == Purpose.REFERRAL and data.recipient_id is None:
        raise Invalid("Elige con cuál institución acepta compartir.", field="recipient")
    if data.purpose != Purpose.REFERRAL and data.recipient_id is not None:
        raise Invalid("Ese consentimiento no lleva institución. Quítala.", field="recipient")


def may_consent(data: ConsentData, today: dt.date, book: Codebook, *, barred: bool = False) -> bool:
    """Boolean twin of `check_consent`."""
    try:
        check_consent(data, today, book, barred=barred)
    except Invalid:
        return False
    return True


def in_force(newest: Consent | None) -> bool:
    """Whether the newest answer of hers allows it."""
    return newest is not None and newest.answer == Answer.GIVEN
