"""What others publish, frozen with a cut and shown beside its figures: never added to them, never compared."""

from typing import Any

from django.conf import settings

from banevim.catalogs.queries import women_victims
from banevim.catalogs.rules import normalise
from banevim.catalogs.terms import VictimsSet
from banevim.methods.indicators import Definition, load_definitions
from datavim import bundle as public
from datavim.words import long_date

TABLES = {"I04": (public.WOMEN_POPULATION,), "I28": (public.VICTIMS,)}
"""The tables of context of an indicator."""


def context_of() -> dict[str, Any]:
    """Women victims by year and crime, of the newest edition that is loaded; empty where none is."""
    told = women_victims(settings.STATE_CODE)
    if told is None:
        return {}
    return {
        "unit": load_definitions()["I28"].unit_es,
        "source": told.source,
        "edition": told.edition.isoformat(),
        "note": f"{told.source}, corte del {long_date(told.edition)}.{_partial(told)}",
        "years": [[str(year), _label(told, year)] for year in told.years],
        "crimes": [[_code(crime), crime] for crime in told.crimes],
        "women": [[str(year), _code(crime), people] for (year, crime), people in told.women.items()],
    }


def shown(definition: Definition, stored: dict[str, Any]) -> tuple[str, ...] | None:
    """The tables of context on the sheet of an indicator; None: it only has those, and the cut holds none."""
    if definition.state == "context" and not stored:
        return None
    return TABLES.get(definition.id, ())


def context_table(stored: dict[str, Any]) -> public.Table | None:
    """The public table; None for a cut that froze none."""
    if not stored:
        return None
    years = tuple(public.Code(*each) for each in stored["years"])
    crimes = tuple(public.Code(*each) for each in stored["crimes"])
    return public.Table(
        id=public.VICTIMS,
        indicator="I28",
        title="Mujeres en carpetas de investigación, según el SESNSP",
        unit=stored["unit"],
        filter=stored["note"],
        dimensions=(
            public.Dimension("anio", "Año", years),
            public.Dimension("delito", "Delito", crimes),
        ),
        rows=tuple(public.Row((year, crime), people) for year, crime, people in stored["women"]),
    )


def _is_partial(told: VictimsSet, year: int) -> bool:
    """The year of the source's cut had not ended."""
    return year == told.edition.year


def _partial(told: VictimsSet) -> str:
    return f" El año {told.years[-1]} es parcial." if _is_partial(told, told.years[-1]) else ""


def _label(told: VictimsSet, year: int) -> str:
    return f"{year} (parcial)" if _is_partial(told, year) else str(year)


def _code(crime: str) -> str:
    return normalise(crime).replace(" ", "_")
