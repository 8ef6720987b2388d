"""What the pages of a draft show."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone

from banevim.casefiles import queries, words
from banevim.casefiles.forms import Block, Capture, lines
from banevim.casefiles.models import Draft
from banevim.casefiles.sheet import STEPS
from banevim.casefiles.terms import Missing
from banevim.catalogs.queries import state_localities
from banevim.common import clock

ASKING = {
    1: "Cómo llegó a la atención",
    2: "Quién es ella",
    3: "Qué pasó y cuándo",
    4: "Quién la agredió",
    5: "Qué tan en riesgo está",
    6: "Qué servicios recibe",
}
WHY = {
    1: "La fecha dice desde cuándo la institución lo sabe, y de ahí corren los plazos.",
    2: "Con sus datos no tendrá que contar otra vez quién es. Nadie le pide papeles.",
    3: "El tipo y el lugar deciden qué protección se puede pedir. El relato solo lo ve quien la atiende.",
    4: "El vínculo y los antecedentes dicen cuánto peligro corre. Basta lo que ella quiera contar.",
    5: "Las señales ayudan a decidir la protección. El nivel lo dice quien la atiende, no la computadora.",
    6: "Así cada institución sabe qué recibió ya y qué le falta, sin volver a preguntarle.",
}


def draft_page(row: Draft) -> dict[str, Any]:
    """The frame of a draft: its file when it has one, and when it was saved."""
    told = {"file": row.file, "summary": queries.summary(row.file_id)} if row.file_id and row.file else {}
    closed = bool(row.file_id and not row.file)
    told["localities"] = state_localities(str(settings.STATE_CODE))
    told |= {"draft": row, "saved_at": timezone.localtime(row.saved_at), "closed": closed}
    return {**told, "unasked": Missing.NOT_ASKED}


def draft_lines(rows: Sequence[Draft]) -> list[dict[str, Any]]:
    """The rows of the list of drafts."""
    typed = queries.typed_in_each(rows)
    return [draft_line(row, typed.get(row.id, {})) for row in rows]


def draft_line(row: Draft, typed: queries.Typed) -> dict[str, Any]:
    """A row of the list of drafts: initials as the search shows them, never a name."""
    names = ("given_names", "first_surname", "second_surname")
    letters = [typed[name][0][:1].upper() for name in names if typed.get(name)]
    days = (clock.now() - row.created_at).days
    return {
        "draft": row,
        "about": _about(row),
        "who": " ".join(f"{letter}." for letter in letters) or ("" if row.file_id else "Sin nombre"),
        "saved_at": timezone.localtime(row.saved_at),
        "earlier": row.content.earlier is not None,
        "waits": "hoy" if days < 1 else ("desde ayer" if days == 1 else f"desde hace {days} días"),
        "begun": words.moment_words(row.created_at),
    }


def _about(row: Draft) -> str:
    if row.corrects_id:
        return "Corrección de un caso"
    if row.file_id:
        return (
            f"Otro caso en {row.file.folio}"
            if row.file
            else "Otro caso en un expediente que ya no está abierto"
        )
    return "Expediente nuevo"


def asked(capture: Capture, number: int) -> dict[str, Any]:
    """One step of the guided way, and why it is asked."""
    step = capture.step(number)
    whys = [block.section.why for block in step["blocks"] if block.section and block.section.why]
    return {
        "step": step,
        "number": number,
        "title": ASKING[number],
        "why": WHY[number],
        "whys": whys,
        "all": STEPS.items(),
        "roomy": True,
    }


def to_register(capture: Capture, number: int) -> dict[str, Any]:
    """The last step: everything that was answered, and what stops it."""
    return {"capture": capture, "steps": reviewed(capture), "all": STEPS.items(), "number": number}


def reviewed(capture: Capture) -> list[dict[str, Any]]:
    """Every step with what was answered in words, and what must be mended."""
    found = []
    for each in capture.steps:
        blocks: list[dict[str, Any]] = []
        for told in (told for block in each["blocks"] if (told := _block(block))):
            if told["title"] or not blocks:
                blocks.append(told)
            else:
                blocks[-1]["answers"] += told["answers"]
        missing = [line for block in each["blocks"] for line in _missing(block)]
        found.append({**each, "told": blocks, "missing": missing})
    return found


def _missing(block: Block) -> list[tuple[str, str]]:
    """(id of the question, sentence) of what stops the registration; without an id it is about the whole."""
    if not block.form.is_bound:
        return []
    whole = [("", str(error)) for error in block.form.non_field_errors()]
    return whole + [
        (bound.id_for_label or f"{bound.auto_id}_0", str(error))
        for bound in block.form
        for error in bound.errors
    ]


def _block(block: Block) -> dict[str, Any] | None:
    answers = [(label, said) for _, label, said in lines([block.form])]
    return {"title": block.title, "answers": answers} if answers else None
