"""From a frozen cut to the public bundle: only what may be published crosses this line."""

import datetime as dt
import json
from typing import Any

from django.conf import settings

from banevim.catalogs import queries as catalogs
from banevim.cuts.models import Cut
from banevim.cuts.queries import states
from banevim.cuts.queries.context import context_table, shown
from banevim.cuts.queries.coverage import coverage_table
from banevim.cuts.rules.catalogue import card_of
from banevim.cuts.terms import FrozenTable
from banevim.methods.indicators import published_definitions
from banevim.vault.checkpoints import latest_checkpoint_digest
from datavim import bundle as public


def _cell_state(state: str, published: bool) -> public.CellState:
    return public.CellState(state) if published else public.CellState.WITHHELD


def _table(frozen: FrozenTable) -> public.Table:
    return public.Table(
        id=frozen.id,
        indicator=frozen.indicator,
        title=frozen.title,
        unit=frozen.unit,
        filter=frozen.filter,
        dimensions=tuple(
            public.Dimension(d.name, d.label, tuple(public.Code(*code) for code in d.codes), d.several)
            for d in frozen.dimensions
        ),
        rows=tuple(
            public.Row(c.keys, c.value if c.published else None, _cell_state(c.state, c.published))
            for c in frozen.cells
        ),
    )


def _population(stored: dict[str, Any]) -> public.Table:
    places = tuple(public.Code(code, name, len(code) == 2) for code, name in stored["places"])
    years = (public.Code(stored["year"], stored["year"]),)
    return public.Table(
        id=public.WOMEN_POPULATION,
        indicator="I04",
        title="Mujeres por municipio",
        unit="mujeres",
        filter=stored["source"],
        dimensions=(
            public.Dimension("anio", "Año", years),
            public.Dimension("municipio", "Municipio", places),
        ),
        rows=tuple(public.Row((stored["year"], code), people) for code, people in stored["women"]),
    )


def next_cut_on(month: str, today: dt.date) -> dt.date:
    """The fifteenth of the month after the next cut closes, as the office's calendar announces it; never a past day."""
    index = int(month[:4]) * 12 + int(month[5:]) + 1
    while (day := dt.date(index // 12, index % 12 + 1, 15)) <= today:
        index += 1
    return day


def cards_of(tables: list[FrozenTable], context: dict[str, Any], day: dt.date) -> list[dict[str, Any]]:
    """The public sheets of the indicators by their definitions in force on a day, as a cut keeps them."""
    beside = [(each, shown(each, context)) for each in published_definitions(day).values()]
    mine = {each.id: [table.id for table in tables if table.indicator == each.id] for each, _ in beside}
    return [
        public.flat(card_of(each, (*mine[each.id], *names))) for each, names in beside if names is not None
    ]


def frame_of(day: dt.date) -> dict[str, Any]:
    """What a bundle says of the bank besides its numbers, as a cut keeps it."""
    place = catalogs.state(settings.STATE_CODE)
    texts = {option.code: option.label for option in catalogs.options("site_text", day)}
    return {
        "state_name": place.name if place else "",
        "practice": settings.PRACTICE,
        "contact": texts.get("contact", ""),
        "office": texts.get("office", ""),
        "catalogue_version": str(catalogs.version()),
    }


def stamp_of(cut: Cut, day: dt.date) -> dict[str, Any]:
    """What a bundle says of the day of its publication, as the step keeps it: the cut before, the audit trail."""
    return {
        "published_on": day.isoformat(),
        "next_cut_on": next_cut_on(cut.month, day).isoformat(),
        "audit_checkpoint": latest_checkpoint_digest(),
        "previous": next(reversed(states.published_manifests().values()), ""),
    }


def _policy(frozen: dict[str, Any]) -> public.Policy:
    return public.Policy(
        k=frozen["k"],
        text=frozen["text"],
        number=frozen["number"],
        signed=frozen["signed"],
        digest=frozen["digest"],
        in_force_from=dt.date.fromisoformat(frozen["in_force_from"]),
        demand=frozen["demand"],
    )


def bundle_of(cut: Cut, stamp: dict[str, Any]) -> public.Bundle:
    """The bundle of a cut, from what was frozen with it and with its publication alone: the same bytes on any day."""
    frame = cut.frame
    info = public.CutInfo(
        version=cut.version,
        month=cut.month,
        state_code=cut.state_code,
        state_name=frame["state_name"],
        practice=frame["practice"],
        provisional=True,
        published_on=dt.date.fromisoformat(stamp["published_on"]),
        next_cut_on=dt.date.fromisoformat(stamp["next_cut_on"]),
        replaces=cut.replaces.version if cut.replaces else None,
        policy=_policy(cut.policy),
        contact=frame["contact"],
        office=frame["office"],
        population_sources=(cut.population["source"],),
        audit_checkpoint=stamp["audit_checkpoint"],
        catalogue_version=frame["catalogue_version"],
        definition_version=json.dumps(cut.definitions, sort_keys=True),
        previous=stamp["previous"],
    )
    proof = public.Proof(cut.proof["publication"], cut.proof["certificate"])
    context = (_population(cut.population), context_table(cut.context), coverage_table(cut.coverage))
    told = (*map(_table, states.tables_of(cut)), *(table for table in context if table is not None))
    texts = {public.CORRECTION: cut.note} if cut.note else {}
    return public.Bundle(info, tuple(map(public.card_from, cut.cards)), told, texts, proof)
