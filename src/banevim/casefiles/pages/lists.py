"""The lists of what was registered and of what waits, in words; and the same as columns of a file, without names."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.utils import timezone

from banevim.casefiles import queries, words
from banevim.casefiles.models import Case
from banevim.casefiles.pages.file import own_case
from banevim.casefiles.queries import Share
from banevim.casefiles.rules import points
from banevim.casefiles.rules.pending import KEY_FIELDS, Group
from banevim.catalogs.queries import deadline
from banevim.catalogs.terms import Catalog, Missing
from banevim.common import clock
from banevim.vault.context import Actor

TITLES = {
    Group.IMPOSSIBLE: "Fecha imposible",
    Group.ODD: "Se ve raro",
    Group.MISSING: "Falta un dato",
}
GOALS = {"sex": "aggressor_sex_unasked"}
"""Questions with a goal, by the key of the catalogue of deadlines and limits that holds it."""
MONTH_COLUMNS = (
    *("Expediente", "Fecha de registro", "Fecha de los hechos", "Precisión de la fecha"),
    *("Clave del municipio", "Municipio", "Tipos de violencia", "Modalidad", "Respuestas sin preguntar"),
    *("Prefirió no responder", "Se desconoce", "No aplica"),
)
PENDING_COLUMNS = (
    *("Expediente", "Fecha de registro", "Fecha de los hechos", "Clave del municipio", "Municipio"),
    *("Por qué espera", "Qué revisar", "Datos que faltan"),
)


def listed(case: Any) -> dict[str, Any]:
    """A row of the list of the month."""
    row = own_case(case, 0)
    return {**row, "case": case, "who": case.captured_by.display_name if case.captured_by else ""}


def waiting(case: Any) -> dict[str, Any]:
    """A row of the list of what waits: each point with its words and the question where it is mended."""
    told = [
        {
            "what": point.what,
            "why": words.code_words(Catalog.MISSING, point.why).lower(),
            "field": point.field,
        }
        if point.why
        else {"what": point.what, "why": "", "field": point.field}
        for point in points(case, case.people)
    ]
    return {
        "case": case,
        "points": told,
        "when": words.facts_words(case.facts_on, case.precision),
        "what": words.types_words(case.types, case.types_missing, case.facts_on),
        "who": case.captured_by.display_name if case.captured_by else "Carga",
    }


def grouped(cases: Iterable[Any]) -> list[dict[str, Any]]:
    """The rows of one page under the words of their group."""
    found = groupby(cases, key=lambda case: list(Group)[case.gravity])
    return [{"title": TITLES[group], "rows": [waiting(case) for case in rows]} for group, rows in found]


def asking(actor: Actor, *, mine: bool) -> list[dict[str, Any]]:
    """How often each key question goes unasked, the worst first, with its goal where it has one."""
    shares = [share for share in queries.unasked_shares(actor, mine=mine) if share.of]
    return [_asked(share) for share in sorted(shares, key=lambda share: -share.unasked / share.of)]


def _asked(share: Share) -> dict[str, Any]:
    goal = deadline(GOALS[share.field], clock.today()).value if share.field in GOALS else None
    return {
        "label": KEY_FIELDS[share.field],
        "unasked": share.unasked,
        "of": share.of,
        "percent": round(100 * share.unasked / share.of),
        "goal": goal,
        "over": goal is not None and 100 * share.unasked > goal * share.of,
    }


def month_lines(cases: Iterable[Any]) -> Iterator[list[object]]:
    """The list of the month as cells under `MONTH_COLUMNS`."""
    for case in cases:
        on = case.facts_on
        types, ways = words.types_words(case.types, case.types_missing, on), words.unanswered(case)
        yield [
            *_first(case),
            words.code_words(Catalog.MISSING, case.precision) if on is None else case.precision.capitalize(),
            *_where(case),
            types,
            words.code_words(Catalog.MODALITY, case.modality, on),
            *(ways[way] for way in (Missing.NOT_ASKED, *words.WAYS)),
        ]


def pending_lines(cases: Iterable[Any]) -> Iterator[list[object]]:
    """The list of what waits as cells under `PENDING_COLUMNS`."""
    for case in cases:
        told = waiting(case)["points"]
        odd = [point["what"] for point in told if not point["why"]]
        missing = [f"{point['what']}: {point['why']}" for point in told if point["why"]]
        group = TITLES[list(Group)[case.gravity]]
        yield [*_first(case), *_where(case), group, "; ".join(odd), "; ".join(missing)]


def _first(case: Any) -> list[object]:
    registered = timezone.localtime(case.registered_at).date()
    return [case.folio, registered.isoformat(), case.facts_on.isoformat() if case.facts_on else ""]


def _where(case: Case) -> list[object]:
    code = case.municipality
    return [code if code.isdigit() else "", words.place_words(code)]
