"""What the pages of the attention show, in words, from what the context may read."""

from typing import Any

from django.urls import reverse

from banevim.care import queries, rules, words
from banevim.care.models import Consent, FollowUp, Referral, ReferralStep
from banevim.care.queries import MonthTold
from banevim.care.terms import HOLDING, Answer, FollowUpState, Listed, Party, Purpose, Stage, Step
from banevim.casefiles.pages import contacts
from banevim.casefiles.queries import (
    closed_identity,
    contacts_of,
    drafts_waiting,
    guardian_barred,
    pending_count,
)
from banevim.casefiles.words import day_words, moment_words
from banevim.catalogs.queries import label
from banevim.catalogs.terms import Catalog
from banevim.common.errors import NotFound
from banevim.vault.context import Actor

BUTTONS = {
    Step.RECEIVE: ("Acusar recibo", "btn"),
    Step.ACCEPT: ("Aceptar y abrir su expediente", "btn btn--main"),
    Step.DECLINE: ("No aceptar", "btn"),
    Step.GIVE_BACK: ("No aceptar", "btn"),
    Step.ATTEND: ("Ya vino: empezó la atención", "btn btn--main"),
    Step.CLOSE: ("Cerrar", "btn"),
    Step.REVOKE: ("Revocar", "btn"),
}
ANSWER_TAGS = {Answer.GIVEN: "ok", Answer.NOT_GIVEN: "error", Answer.WITHDRAWN: "error"}


def _line(row: Referral, *, sender: bool) -> dict[str, Any]:
    stage, kind = words.stage_words(row, sender=sender)
    return {
        "id": row.id,
        "folio": getattr(row, "folio", "") or "",
        "when": moment_words(row.created_at),
        "service": words.service_words(row),
        "urgency": words.urgency_words(row),
        "urgent": row.urgency == words.TODAY_URGENT,
        "stage": stage,
        "kind": kind,
        "waits": words.waiting_words(row, sender=sender),
        "late": words.is_late(row),
        "late_words": "Pasó el plazo" if words.is_late(row) else "",
    }


def sent_line(row: Referral) -> dict[str, Any]:
    """A row of Canalizaciones enviadas."""
    return {**_line(row, sender=True), "whom": words.to_words(row)}


def received_line(row: Referral) -> dict[str, Any]:
    """A row of Canalizaciones recibidas."""
    line = {**_line(row, sender=False), "whom": row.institution.name}
    return line if row.stage in HOLDING else {**line, "folio": ""}


def follow_up_line(row: FollowUp) -> dict[str, Any]:
    """A row of Seguimientos. Never a telephone."""
    state, kind = words.follow_up_words(row)
    return {
        "id": row.id,
        "folio": getattr(row, "folio", "") or "",
        "when": day_words(row.due_on),
        "way": words.way_words(row),
        "who": row.responsible.display_name,
        "state": state,
        "kind": kind,
        "attempts": words.attempts_words(row.attempts),
    }


LINES: dict[Listed, Any] = {
    Listed.SENT: sent_line,
    Listed.RECEIVED: received_line,
    Listed.FOLLOW_UPS: follow_up_line,
}
_REFERRALS = ("folio", "when", "whom", "service", "urgency", "stage", "waits", "late_words")
COLUMNS: dict[Listed, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Listed.SENT: (
        ("Expediente", "Enviada", "A", "Servicio", "Urgencia", "Estado", "Espera", "Plazo"),
        _REFERRALS,
    ),
    Listed.RECEIVED: (
        ("Expediente", "Enviada", "De", "Servicio", "Urgencia", "Estado", "Espera", "Plazo"),
        _REFERRALS,
    ),
    Listed.FOLLOW_UPS: (
        ("Expediente", "Fecha", "Cómo", "Quién lo hará", "Estado", "Intentos"),
        ("folio", "when", "way", "who", "state", "attempts"),
    ),
}


def consent(row: Consent) -> dict[str, Any]:
    """One answer of hers."""
    return {
        "purpose": words.purpose_words(row),
        "answer": label(Catalog.CONSENT_ANSWER, row.answer, row.on),
        "kind": ANSWER_TAGS[Answer(row.answer)],
        "way": label(Catalog.CONSENT_WAY, row.way, row.on),
        "when": day_words(row.on),
        "who": row.by.display_name,
    }


def referral_page(row: Referral, actor: Actor) -> dict[str, Any]:
    """Everything on the page of a referral that this party may know."""
    routed = row.to_shelter and queries.routed_to(row.id) == actor.institution_id
    who = rules.party(row, actor, routed=routed)
    sender, line = who is Party.SENDER, _line(row, sender=who is Party.SENDER)
    barred = rules.needs_yes(row.stage) and queries.yes_barred(row.id)
    detail = queries.detail_of(row.id)
    return {
        "row": row,
        "line": {**line, "whom": words.to_words(row) if sender else row.institution.name},
        "to": words.in_sentence(words.to_words(row)),
        "sender": sender,
        "masked": not sender and row.stage not in HOLDING,
        "file_id": row.file_id if sender or row.stage in HOLDING else None,
        "reason": label(Catalog.REFERRAL_REASON, detail.reason) if detail else "",
        "has_message": detail is not None and detail.has_message,
        "steps": [step_words(each) for each in queries.steps_of(row.id)],
        "open_steps": rules.steps_open_to(who, row.stage, yes_barred=barred),
        "due": day_words(words.answer_due(row)),
        "yes_barred": (rules.YES_BARRED if sender else rules.YES_GONE) if barred else "",
    }


DID = {
    Step.SEND: "Se envió",
    Step.ROUTE: "La oficina estatal pidió lugar",
    Step.RECEIVE: "Se recibió",
    Step.ACCEPT: "Se aceptó",
    Step.DECLINE: "No se aceptó",
    Step.GIVE_BACK: "No se aceptó",
    Step.END_SEARCH: "No hubo lugar en un refugio",
    Step.ATTEND: "Empezó la atención",
    Step.CLOSE: "Se cerró",
    Step.REVOKE: "Se revocó",
}
CODES = {
    Step.DECLINE: Catalog.REFERRAL_DECLINE,
    Step.GIVE_BACK: Catalog.REFERRAL_DECLINE,
    Step.CLOSE: Catalog.REFERRAL_OUTCOME,
    Step.REVOKE: Catalog.REFERRAL_REVOCATION,
}


def step_words(row: ReferralStep) -> dict[str, Any]:
    """One thing that happened to a referral."""
    step = Step(row.step)
    code = label(CODES[step], row.code) if row.code and step in CODES else ""
    return {
        "at": row.created_at,
        "what": f"{DID[step]}: {code.lower()}" if code else DID[step],
        "where": row.institution.name,
        "who": row.by.display_name,
    }


def shelter_row(row: Referral) -> dict[str, Any]:
    """A referral that looks for a place, as the state office sees it."""
    asked = list(row.routings.all())
    now = asked[0].institution.name if asked and row.stage != Stage.SEARCHING else ""
    return {
        **_line(row, sender=False),
        "whom": row.institution.name,
        "asked": now,
        "tried": len(asked) - bool(now),
    }


def route_page(row: Referral) -> dict[str, Any]:
    """What the state office needs to find a place: never who she is."""
    steps = [step_words(each) for each in queries.steps_of(row.id)]
    asked = list(queries.routings_of(row.id))
    searching = row.stage == Stage.SEARCHING
    return {
        "row": row,
        "line": {**_line(row, sender=row.stage in HOLDING), "whom": row.institution.name},
        "steps": steps,
        "asked": asked,
        "searching": searching,
        "yes_barred": rules.YES_GONE if searching and queries.yes_barred(row.id) else "",
        "holder": asked[0].institution.name if asked and not searching else "",
    }


def shelter_choices(row: Referral, actor: Actor) -> list[tuple[str, str]]:
    """The shelters; those that already said no this time are told apart."""
    tried = {each.institution_id for each in queries.routings_of(row.id)}
    return [
        (str(each.pk), f"{each.name} (ya dijo que no)" if each.pk in tried else each.name)
        for each in queries.shelters(actor)
    ]


def colleague_choices(actor: Actor) -> list[tuple[str, str]]:
    """People of one's own institution."""
    return [(str(p.pk), p.display_name) for p in queries.colleagues(actor)]


def follow_up_page(row: FollowUp, *, opened: bool = False) -> dict[str, Any]:
    """When and how she may be reached, and what was tried; `opened` also what she said of it, once the act that opens
    it was noted."""
    allowed, told = queries.newest_consent(row.file_id, Purpose.CONTACT), contacts_of(row.file_id)
    said = [each.coded for each in told]
    return {
        "row": row,
        "line": follow_up_line(row),
        "pending": row.state == FollowUpState.PENDING,
        "consent": consent(allowed) if allowed else None,
        "may_contact": rules.may_contact(row, allowed, said),
        "not_sought": rules.not_sought(row.way, said),
        "barred": guardian_barred(row.file_id),
        "has_contact": bool(told) or closed_identity(row.file_id).has_phone,
        "contacts": contacts(told) if opened else [],
        "no_message": rules.no_message(said),
        "tries": [attempt_words(each) for each in queries.attempts_of([row.id])],
    }


def attempt_words(row: Any) -> dict[str, Any]:
    """One attempt to reach her."""
    return {
        "when": day_words(row.on),
        "what": label(Catalog.FOLLOW_UP_RESULT, row.result, row.on),
        "who": row.by.display_name,
    }


def closing_page(actor: Actor, month: str) -> dict[str, Any]:
    """A month of the actor's institution: what it registered, what is pending, whether it is closed."""
    here = queries.institution(actor.institution_id) if actor.institution_id else None
    if here is None:
        raise NotFound
    wanted = rules.months_before(queries.last_ended_month(), rules.MONTHS_BACK)
    closed = {
        m: c for row in queries.closed_months(wanted, institution_id=here.pk) for m, c in row.months.items()
    }
    told, closing = queries.told_of_month(here.pk, month), queries.closing_of(here.pk, month)
    late = queries.late_since(closing) if closing else 0
    return {
        "institution": here,
        "month": month,
        "name": words.month_words(month),
        "counts": told,
        "pending": _pending(actor, told),
        "closing": closing,
        "closed_on": moment_words(closing.created_at) if closing else "",
        "said": words.counted(closing.said, "caso", "casos") if closing else "",
        "registered": closing.registered if closing else 0,
        "late": words.counted(late, "caso que ya conocía", "casos que ya conocía") if late else "",
        "may_close": rules.may_closes(actor, has_liaison=queries.has_liaison(here.pk)),
        "months": [
            {"month": m, "name": words.month_words(m), "closed": closed[m] is not None}
            for m in reversed(wanted)
            if m in closed
        ],
    }


def _pending(actor: Actor, told: MonthTold) -> list[dict[str, str]]:
    """What waits today in the whole institution, each with where it is done. The captures of others have no page."""
    odd, asked = pending_count(actor, mine=False), queries.waiting_here(actor).count()
    drafts = reverse("casefiles:drafts") if drafts_waiting(actor) else ""
    pending = f"{reverse('casefiles:pending')}?quien=todas"
    waits = (
        (told.drafts, "captura sin registrar", "capturas sin registrar", drafts),
        (odd, "caso por completar o revisar", "casos por completar o revisar", pending),
        (
            asked,
            "canalización sin responder",
            "canalizaciones sin responder",
            f"{reverse('care:received')}?estado=esperan",
        ),
    )
    return [
        {"words": words.counted(n, one, many), "address": address} for n, one, many, address in waits if n
    ]
