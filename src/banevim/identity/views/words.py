"""How a candidate is said on the page. Nothing here knows more than the sheet, which holds no hidden value."""

from typing import Any

from banevim.identity import rules
from banevim.identity.terms import KIND_LABELS, Asked, Decision, Kind, Likeness, Sheet, Shown

LIKENESS_WORDS = {
    Likeness.STRONG: "Muy parecida",
    Likeness.FAIR: "Parecida",
    Likeness.PLAIN: "Posible",
    Likeness.WEAK: "Poco parecida",
}
STEP = 10
"""Width of one mark of the meter with its gap; four marks fill it."""

DECIDED = {
    Decision.HER: "Dijiste que es ella",
    Decision.NOT_HER: "Dijiste que no es ella",
    Decision.DONT_KNOW: "Dijiste que no sabes",
}


def labels(kinds: tuple[Kind, ...]) -> str:
    """`Nombre · año de nacimiento`."""
    text = " · ".join(KIND_LABELS[kind] for kind in kinds)
    return text[:1].upper() + text[1:]


def count_words(agree: int, similar: int, typed: int) -> str:
    """How many of the typed data agree, out of how many."""
    if agree == typed:
        return (
            "coincide el dato que escribiste" if typed == 1 else f"coinciden los {typed} datos que escribiste"
        )
    verb = "coincide" if agree == 1 else "coinciden"
    text = f"{verb} {agree} de los {typed} datos que escribiste" if agree else ""
    if similar:
        alike = "se parece" if similar == 1 else "se parecen"
        text += f" y {similar} {alike}" if text else f"{alike} {similar} de los {typed} datos que escribiste"
    return text if typed > 1 else "se parece el dato que escribiste"


QUESTIONS = {
    "given_names": "Pregúntale todos sus nombres",
    "first_surname": "Pregúntale su primer apellido",
    "second_surname": "Pregúntale su segundo apellido",
    "birth_date": "Pregúntale su fecha de nacimiento",
    "curp": "Pídele su CURP, si la tiene",
}


def question(sheet: Sheet) -> str:
    """The datum that would best tell the candidates apart; when one leads, what else would confirm her."""
    return QUESTIONS.get(sheet.ask) or rules.next_question(sheet.asked)


def card(sheet: Sheet, shown: Shown) -> dict[str, Any]:
    """One candidate for the template."""
    typed = len(sheet.asked.told_kinds())
    agree, similar = len(shown.agree), len(shown.similar)
    words = f"{LIKENESS_WORDS[shown.likeness]}: {count_words(agree, similar, typed)}"
    return {
        "rank": shown.rank,
        "initials": shown.initials,
        "band": shown.band,
        "words": words,
        "marks": [STEP * n for n in range(typed)],
        "on": STEP * agree,
        "width": max(38, STEP * typed - 2),
        "agree": labels(shown.agree),
        "similar": labels(shown.similar),
        "apart": labels(shown.apart),
        "ask": question(sheet) if shown.rank == 1 else "",
        "weak": shown.likeness is Likeness.WEAK,
        "top": shown.rank == 1 and not shown.apart and not _is_tied(sheet, shown),
        "decision": shown.decision,
        "decided": DECIDED.get(shown.decision, ""),
    }


def _is_tied(sheet: Sheet, shown: Shown) -> bool:
    """Whether the page says the same of another candidate: then none is put forward."""
    said = (shown.likeness, shown.agree, shown.similar, shown.apart)
    return any(
        said == (each.likeness, each.agree, each.similar, each.apart)
        for each in sheet.shown
        if each.rank != shown.rank and each.decision != Decision.NOT_HER
    )


def results_context(sheet: Sheet) -> dict[str, Any]:
    """The candidates of a search."""
    cards = [card(sheet, each) for each in sheet.shown]
    return {
        "search_id": sheet.search_id,
        "cards": cards,
        "chosen": next((c for c in cards if c["decision"] == Decision.HER), None),
        "searched": True,
        "doubt": rules.curp_doubt(sheet.asked.curp) if sheet.asked.curp else "",
        "by_folio": bool(sheet.asked.folio),
    }


def comparison(sheet: Sheet, shown: Shown) -> dict[str, Any]:
    """One candidate, datum by datum: what was typed and whether it agrees."""
    said = {**dict.fromkeys(shown.agree, "Coincide"), **dict.fromkeys(shown.similar, "Se parece")}
    rows = [
        (labels((kind,)), typed_value(sheet.asked, kind), said.get(kind, "No coincide o falta"))
        for kind in sheet.asked.told_kinds()
    ]
    return {"search_id": sheet.search_id, "card": card(sheet, shown), "rows": rows}


def typed_value(asked: Asked, kind: Kind) -> str:
    """A typed datum as text."""
    value = getattr(asked, kind)
    if kind is Kind.BIRTH_DATE:
        return f"{value:%d/%m/%Y}"
    return f"{value} años" if kind is Kind.AGE else str(value)
