"""Counts a month: definitions, periods and codes in, frozen tables out. Reads the catalogues; writes nothing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from banevim.catalogs import queries as catalogs
from banevim.cuts.queries.counting import Counter
from banevim.cuts.rules import protecting
from banevim.cuts.rules.protecting import OUTSIDE_LABELS, Held, Items, Proven, items_of
from banevim.cuts.terms import FrozenDimension, FrozenTable
from banevim.methods.disclosure import Policy
from banevim.methods.indicators import (
    ELSEWHERE,
    LATE,
    TOTAL,
    UNSPECIFIED,
    Definition,
    Evaluation,
    closed_months,
    closed_quarters,
    closed_years,
    published_definitions,
)
from datavim.bundle import CASES_BY_MONTH, CASES_BY_TYPE, WOMEN_BY_MUNICIPALITY

MONTHS_SHOWN = 24


@dataclass(frozen=True)
class Frozen:
    """Everything that a cut stores."""

    tables: list[FrozenTable]
    definitions: dict[str, int]
    problems: list[str]
    proof: dict[str, Any]
    rows: int
    late: int


@dataclass(frozen=True)
class _Codes:
    """Codes and labels of the breakdowns, of the day the month ended."""

    types: dict[str, str]
    places: dict[str, str]
    state: str

    @classmethod
    def of(cls, last_day: dt.date) -> "_Codes":
        every = {o.code: o.label for o in catalogs.codebook().by_catalog.get("violence_type", ())}
        now = {o.code: o.label for o in catalogs.options("violence_type", last_day)}
        places = {place.code: place.name for place in catalogs.municipalities(settings.STATE_CODE)}
        state = catalogs.state(settings.STATE_CODE)
        return cls(every | now, places, state.name if state else "")


def _month_dimension(evaluation: Evaluation) -> FrozenDimension:
    return FrozenDimension("mes", "Mes de registro", _periods(evaluation))


def _periods(evaluation: Evaluation) -> tuple[tuple[str, str, bool], ...]:
    return tuple((period, period, False) for period in dict.fromkeys(c.keys[0] for c in evaluation.cells))


Plan = tuple[str, str, tuple[FrozenDimension, ...], dict[str, str]]


def _plans(found: Mapping[str, Evaluation], codes: _Codes) -> tuple[Plan, ...]:
    """Indicator, table, dimensions, and the codes that the public reads under another name."""
    state = settings.STATE_CODE
    unknown = (UNSPECIFIED, OUTSIDE_LABELS[UNSPECIFIED], False)
    places = FrozenDimension(
        "municipio",
        "Municipio de los hechos",
        (
            *((code, name, False) for code, name in codes.places.items()),
            unknown,
            (ELSEWHERE, OUTSIDE_LABELS[ELSEWHERE], False),
            (state, codes.state, True),
        ),
    )
    types = FrozenDimension(
        "tipo",
        "Tipo de violencia",
        (
            *((code, label, False) for code, label in codes.types.items()),
            unknown,
            (TOTAL, "Casos registrados", True),
        ),
    )
    quarters = FrozenDimension("trimestre", "Trimestre de registro", _periods(found["I05"]))
    years = FrozenDimension("anio", "Año de registro", _periods(found["I04"]))
    return (
        ("I02", CASES_BY_MONTH, (_month_dimension(found["I02"]),), {TOTAL: ""}),
        ("I05", CASES_BY_TYPE, (quarters, types), {}),
        ("I04", WOMEN_BY_MUNICIPALITY, (years, places), {TOTAL: state}),
    )


def _items(
    found: Mapping[str, Evaluation], plans: Sequence[Plan], held: Mapping[str, Held]
) -> dict[str, Items]:
    return {
        name: items_of(found[indicator], name, held.get(name, {}), renamed)
        for indicator, name, _, renamed in plans
    }


def _tables(
    proven: Proven, plans: Sequence[Plan], items: Mapping[str, Items], definitions: Mapping[str, Definition]
) -> list[FrozenTable]:
    return [
        FrozenTable(
            id=name,
            indicator=indicator,
            title=definitions[indicator].wording.title,
            unit=definitions[indicator].unit_es,
            filter=definitions[indicator].period.text,
            dimensions=dimensions,
            cells=tuple(protecting.frozen_cells(proven, items[name])),
        )
        for indicator, name, dimensions, _ in plans
    ]


def _first_month(counter: Counter, month: str, held: Mapping[str, Held]) -> str:
    """The January before the first case, or what was printed before: which month has the first case is not told."""
    shown = [keys[0] for keys in held.get(CASES_BY_MONTH, {})]
    return min([f"{(counter.first_month() or month)[:4]}-01", *shown])


def _found(
    counter: Counter,
    month: str,
    codes: _Codes,
    held: Mapping[str, Held],
    definitions: Mapping[str, Definition],
) -> dict[str, Evaluation]:
    """The published tables, one of each definition."""
    months = closed_months(_first_month(counter, month, held), month)[-MONTHS_SHOWN:]
    asked: dict[str, tuple[Sequence[str], dict[str, Sequence[str]]]] = {
        "I02": (months, {}),
        "I05": (closed_quarters(months[0], month), {"types": tuple(codes.types)}),
        "I04": (closed_years(months[0], month), {"municipality": tuple(codes.places)}),
    }
    tables = [(d, t) for d in definitions.values() for t in d.tables if t.published]
    return {
        definition.id: counter.count(definition, table, *asked[definition.id]) for definition, table in tables
    }


def freeze(
    counter: Counter,
    month: str,
    last_day: dt.date,
    held: Mapping[str, Held],
    policy: Policy = Policy(),  # noqa: B008 - a frozen rule
) -> Frozen:
    """Count and protect everything up to a closed month, by the definitions and codes in force on its last day.

    `held` is what earlier cuts settled, by table."""
    codes, definitions = _Codes.of(last_day), published_definitions(last_day)
    found = _found(counter, month, codes, held, definitions)
    plans = _plans(found, codes)
    items = _items(found, plans, held)
    proven = protecting.decide(
        items[CASES_BY_MONTH], items[CASES_BY_TYPE], items[WOMEN_BY_MUNICIPALITY], policy
    )
    return Frozen(
        _tables(proven, plans, items, definitions),
        {key: definition.version for key, definition in definitions.items()},
        list(proven.problems),
        dict(proven.proof),
        found["I02"].rows,
        found["I02"].cell(month, LATE).value,
    )
