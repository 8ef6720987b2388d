"""All the pages of an indicator, by one mechanism: each breakdown, each place and each period is a page."""

from __future__ import annotations

from dataclasses import replace

from datavim.bundle import PRACTICE_NOTE, VICTIMS, WOMEN_POPULATION, Bundle, Card
from datavim.figures.cube import PLACE
from datavim.figures.places import women_of
from datavim.present import context, parts, places, plain, series
from datavim.present.breakdowns import Address, Breakdown, addresses, breakdowns, filters, path_of
from datavim.present.model import Indicator, View
from datavim.present.scope import Scope


def present(bundle: Bundle, card: Card) -> Indicator:
    note = PRACTICE_NOTE if bundle.cut.practice else ""
    if VICTIMS in card.tables:
        return Indicator(card, (context.view(bundle, card, note),))
    found = breakdowns(bundle, card)
    if not found:
        return Indicator(card, (plain.view(bundle, card, note),))
    views = [_view(bundle, card, note, found, where) for where in addresses(found)]
    first, *others = views
    spoken = replace(first, finding=card.finding or first.finding, lede=card.lede or first.lede)
    return Indicator(card, (spoken, *others))


def _view(bundle: Bundle, card: Card, note: str, found: tuple[Breakdown, ...], where: Address) -> View:
    cube = where.breakdown.cube(where.place, where.period)
    rated = WOMEN_POPULATION in card.tables and where.breakdown.key == PLACE
    scope = Scope(
        card=card,
        cube=cube,
        place=where.place,
        period=where.period or cube.periods()[-1],
        state_name=bundle.cut.state_name,
        note=note,
        women=women_of(bundle.table(WOMEN_POPULATION)) if rated else {},
        sources=bundle.cut.population_sources,
    )
    made = parts.view if cube.column is not None else places.view if cube.place is not None else series.view
    shown = made(scope, path_of(found, where))
    beside = (WOMEN_POPULATION,) if rated else ()
    return replace(shown, filters=filters(found, where), sources=(*shown.sources, *beside))
