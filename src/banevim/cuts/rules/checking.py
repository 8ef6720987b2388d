"""The automatic checks of a cut: what a person should look at before she approves. They never block: the proof does."""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from banevim.common.errors import Invalid
from banevim.cuts.terms import Captured, Check
from datavim.words import month_name

MONTHS_BEFORE = 6
"""How many months before it a month is laid beside."""
MOST_UNTOLD = 10
"""Share of cases, in percent, that may say nothing of a question."""
FEW = 5
UNTOLD = {
    "types": "tipo de violencia",
    "modality": "modalidad",
    "municipality": "municipio de los hechos",
    "place": "lugar de los hechos",
    "facts": "fecha de los hechos",
    "aggressor": "sexo de la persona agresora",
}


def limits(before: Sequence[int]) -> tuple[float, float] | None:
    """Least and most that is not a surprise after these counts: three standard deviations around their mean, as counts
    that vary by chance (the c chart of Shewhart; Montgomery, Statistical Quality Control, 7.3). None below three."""
    if len(before) < 3:
        return None
    mean = sum(before) / len(before)
    return mean - 3 * sqrt(mean), mean + 3 * sqrt(mean)


def is_sudden(value: int, before: Sequence[int]) -> bool:
    """Whether a count is outside of what the ones before it let expect."""
    found = limits(before)
    return found is not None and any(before) and not found[0] <= value <= found[1]


def checks_of(
    rows: Iterable[Captured],
    month: str,
    months: Sequence[str],
    *,
    counted: int,
    rows_in: int,
    rows_before: int | None,
    unclosed: Sequence[str],
) -> list[Check]:
    """Every check of a month. `months`: those before it, oldest first; `counted`: its cases as the cut counts them;
    `rows_in`, `rows_before`: the cases of this cut and of the one published before; `unclosed`: institutions that have
    not closed the month."""
    by_institution: dict[str, dict[str, Captured]] = {}
    for row in rows:
        by_institution.setdefault(row.institution, {})[row.month] = row
    now = [found[month] for found in by_institution.values() if month in found]
    history = {
        name: [found[m].cases if m in found else 0 for m in months] for name, found in by_institution.items()
    }
    today = {name: found[month].cases if month in found else 0 for name, found in by_institution.items()}
    return [
        _totals(month, today, history, counted),
        _against_last(rows_in, rows_before),
        _missing(now),
        _sudden(today, history),
        _capture(today, history),
        _unclosed(unclosed),
    ]


def _said(n: int, one: str, many: str) -> str:
    return f"{n:,} {one if n == 1 else many}"


def _totals(
    month: str, today: Mapping[str, int], history: Mapping[str, Sequence[int]], counted: int
) -> Check:
    """The month beside the ones before it; and the sum by institution beside what the cut counts."""
    before = [sum(each) for each in zip(*history.values(), strict=True)]
    told = f"{month_name(month).capitalize()} tiene {_said(counted, 'caso', 'casos')}"
    if before and any(before):
        told += f"; los {len(before)} meses anteriores van de {min(before):,} a {max(before):,}"
    look, total = is_sudden(counted, before), sum(today.values())
    if total != counted:
        return Check(
            "totals", "Total del mes", f"{told}. Por institución suman {total:,}: deben ser iguales.", True
        )
    return Check(
        "totals", "Total del mes", f"{told}. {'Es un cambio brusco.' if look else 'Es lo esperable.'}", look
    )


def _against_last(rows_in: int, rows_before: int | None) -> Check:
    if rows_before is None:
        return Check(
            "last", "Contra el corte anterior", "Es el primer corte: no hay otro con el que compararlo."
        )
    told = f"Este corte cuenta {_said(rows_in, 'caso', 'casos')} en total; el anterior, {rows_before:,}."
    fewer = rows_in < rows_before
    return Check("last", "Contra el corte anterior", told + (" Ahora son menos." if fewer else ""), fewer)


def _missing(now: Sequence[Captured]) -> Check:
    """Questions of which too many cases of the month say nothing."""
    cases, lines = sum(row.cases for row in now), []
    for key, name in UNTOLD.items():
        untold = sum(row.untold.get(key, 0) for row in now)
        if untold >= FEW and untold * 100 > MOST_UNTOLD * cases:
            lines.append(
                f"{name.capitalize()}: falta en {untold:,} de {cases:,} casos ({untold * 100 // cases} %)"
            )
    told = (
        f"{_said(len(lines), 'dato falta', 'datos faltan')} en más de {MOST_UNTOLD} % de los casos del mes."
        if lines
        else f"Ningún dato falta en más de {MOST_UNTOLD} % de los casos del mes."
    )
    return Check("missing", "Respuestas que faltan", told, bool(lines), tuple(lines))


def _sudden(today: Mapping[str, int], history: Mapping[str, Sequence[int]]) -> Check:
    lines = [
        f"{name}: {_said(value, 'caso', 'casos')};"
        f" los meses anteriores, de {min(history[name]):,} a {max(history[name]):,}"
        for name, value in sorted(today.items())
        if value and is_sudden(value, history[name])
    ]
    told = (
        f"{_said(len(lines), 'institución cambió', 'instituciones cambiaron')} de golpe."
        if lines
        else "Ninguna institución cambió de golpe."
    )
    return Check("sudden", "Cambios bruscos por institución", told, bool(lines), tuple(lines))


def _capture(today: Mapping[str, int], history: Mapping[str, Sequence[int]]) -> Check:
    """Institutions that started or stopped registering: then the total moves though violence does not."""
    lines = []
    for name, value in sorted(today.items()):
        last = history[name][-3:]
        if value and history[name] and not any(history[name]):
            lines.append(f"{name} empezó a registrar: {_said(value, 'caso', 'casos')}")
        elif not value and len(last) == 3 and all(last):
            lines.append(f"{name} dejó de registrar: en los tres meses anteriores tuvo {sum(last):,} casos")
    told = (
        f"{_said(len(lines), 'institución empezó o dejó', 'instituciones empezaron o dejaron')} de registrar:"
        " el total puede moverse por eso."
        if lines
        else "Registran las mismas instituciones que antes."
    )
    return Check("capture", "Efecto de captura", told, bool(lines), tuple(lines))


def _unclosed(names: Sequence[str]) -> Check:
    told = (
        f"{_said(len(names), 'institución no ha cerrado', 'instituciones no han cerrado')} el mes:"
        " sus casos pueden faltar."
        if names
        else "Todas las instituciones cerraron el mes."
    )
    return Check("unclosed", "Cierre del mes", told, bool(names), tuple(names))


def check_acknowledged(checks: Iterable[Mapping[str, object]], seen: Iterable[str]) -> list[str]:
    """The keys of the checks to look at, all of them seen. Raises Invalid naming those that are not."""
    wanted = {str(each["key"]): str(each["title"]) for each in checks if each["look"]}
    if left := [title for key, title in wanted.items() if key not in set(seen)]:
        raise Invalid(f"Marca que viste lo que la revisión señaló: {', '.join(left).lower()}.", field="seen")
    return list(wanted)
