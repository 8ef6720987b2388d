"""From a frozen cut to the public bundle: only what may be published crosses this line."""

import datetime as dt
import json
from typing import Any

from django.conf import settings

from banevim.catalogs import queries as catalogs
from banevim.common import clock
from banevim.cuts.models import Cut
from banevim.cuts.queries import states
from banevim.cuts.queries.context import context_table, shown
from banevim.cuts.terms import FrozenTable
from banevim.methods.indicators import Definition, published_definitions
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
            public.Dimension(d.name, d.label, tuple(public.Code(*code) for code in d.codes))
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


def _denominator(definition: Definition) -> str:
    found = definition.denominator
    return f"{found.text} {found.source}, {found.edition}." if found else ""


def _card(definition: Definition, tables: list[FrozenTable], context: tuple[str, ...]) -> public.Card:
    mine = tuple(t.id for t in tables if t.indicator == definition.id)
    wording = definition.wording
    return public.Card(
        id=definition.id,
        slug=definition.slug,
        name=definition.name,
        theme=f"{definition.legal.theme}. {definition.legal.basis}",
        unit=definition.unit_es,
        definition=wording.definition,
        formula=wording.formula,
        numerator=definition.numerator,
        denominator=_denominator(definition),
        period_rule=definition.period.text,
        missing_policy=definition.missing.text,
        limits=tuple(wording.limits),
        how_to_read=wording.how_to_read,
        tables=mine + context,
        multi_response=definition.multi_response,
        base=definition.denominator.base if definition.denominator else "",
    )


def next_cut_on(month: str, today: dt.date) -> dt.date:
    """The fifteenth of the month after the next cut closes, as the office's calendar announces it; never a past day."""
    index = int(month[:4]) * 12 + int(month[5:]) + 1
    while (day := dt.date(index // 12, index % 12 + 1, 15)) <= today:
        index += 1
    return day


def bundle_of(cut: Cut) -> public.Bundle:
    """The bundle of an approved cut."""
    tables = states.tables_of(cut)
    place = catalogs.state(settings.STATE_CODE)
    texts = {option.code: option.label for option in catalogs.options("site_text", clock.today())}
    info = public.CutInfo(
        version=cut.version,
        month=cut.month,
        state_code=settings.STATE_CODE,
        state_name=place.name if place else "",
        practice=settings.PRACTICE,
        provisional=True,
        published_on=clock.today(),
        next_cut_on=next_cut_on(cut.month, clock.today()),
        replaces=cut.replaces.version if cut.replaces else None,
        policy=public.Policy(cut.policy["k"], cut.policy["text"]),
        contact=texts.get("contact", ""),
        office=texts.get("office", ""),
        population_sources=(cut.population["source"],),
        audit_checkpoint=latest_checkpoint_digest(),
        catalogue_version=str(catalogs.version()),
        definition_version=json.dumps(cut.definitions, sort_keys=True),
    )
    proof = public.Proof(cut.proof["publication"], cut.proof["certificate"])
    beside = [(each, shown(each, cut.context)) for each in published_definitions().values()]
    cards = tuple(_card(each, tables, names) for each, names in beside if names is not None)
    context = [_population(cut.population), context_table(cut.context)]
    told = (*map(_table, tables), *(table for table in context if table is not None))
    return public.Bundle(info, cards, told, {}, proof)
