"""Makes one row of a table from one row of a file."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.conf import settings

from banevim.catalogs.actions import parsing as p
from banevim.catalogs.actions.parsing import Row
from banevim.catalogs.models import (
    Deadline,
    Entry,
    Holiday,
    Locality,
    Municipality,
    Population,
    State,
    VictimCount,
)
from banevim.catalogs.rules import victims_problems
from banevim.catalogs.terms import CENSUS_EDITION, CENSUS_SOURCE, VICTIMS_SOURCE
from banevim.common.errors import Invalid

EDITION = dt.date(2020, 3, 15)
GEOGRAPHY_SOURCE = "INEGI, Catálogo Único de Claves de Áreas Geoestadísticas, Censo 2020"
SEXES = ("mujeres", "hombres", "total")
PROBLEMS_TOLD = 5


def state(row: Row) -> State:
    return State(
        code=p.digits(row["cve_ent"], 2), name=row["nom_ent"], short_name=row["nom_corto"], curp=row["curp"]
    )


def municipality(row: Row) -> Municipality:
    key = p.digits(row["cvegeo"], 5)
    return Municipality(
        cvegeo=key,
        state_id=key[:2],
        name=row["nom_mun"],
        seat=row["nom_cabecera"],
        valid_from=p.day_or_none(row.get("valid_from")) or EDITION,
        valid_to=p.day_or_none(row.get("valid_to")),
        source=row.get("fuente") or GEOGRAPHY_SOURCE,
    )


def locality(row: Row) -> Locality:
    key = p.digits(row["cvegeo"], 9)
    return Locality(
        cvegeo=key,
        municipality_id=key[:5],
        name=row["nom_loc"],
        scope=row["ambito"],
        population=p.number_or_none(row.get("pob_total")),
        women=p.number_or_none(row.get("pob_femenina")),
        source=row.get("fuente") or GEOGRAPHY_SOURCE,
    )


def holiday(row: Row, state: str) -> Holiday:
    return Holiday(
        date=p.day(row["date"]),
        scope=state,
        name=row["name"],
        confirmed=p.yes(row["confirmed"]),
        legal_basis=row["legal_basis"],
        provenance=row["provenance"],
    )


def entry(row: Row) -> Entry:
    return Entry(
        catalog=p.known_catalog(row["catalog"]),
        code=row["code"],
        label=row["label"],
        key=row["key"],
        group=row["group"],
        order=p.number(row["order"]),
        hint=row["hint"],
        valid_from=p.day(row["valid_from"]),
        valid_to=p.day_or_none(row["valid_to"]),
        legal_basis=row["legal_basis"],
        provenance=row["provenance"],
    )


def deadline(row: Row) -> Deadline:
    return Deadline(
        key=row["key"],
        value=p.number(row["value"]),
        unit=row["unit"],
        label=row["label"],
        valid_from=p.day(row["valid_from"]),
        valid_to=p.day_or_none(row["valid_to"]),
        legal_basis=row["legal_basis"],
        provenance=row["provenance"],
    )


def census(rows: Iterable[Row]) -> list[Population]:
    """Women and men of the Census 2020 from the file of municipalities; one without figures has no denominator."""
    counted = [row for row in rows if row.get("pob_femenina") and row.get("pob_total") != "0"]
    return [
        Population(
            cvegeo=row["cvegeo"],
            year=2020,
            sex=sex,
            people=p.number(row[column]),
            source=CENSUS_SOURCE,
            edition=CENSUS_EDITION,
        )
        for row in counted
        for sex, column in (("mujeres", "pob_femenina"), ("hombres", "pob_masculina"))
    ]


def population(row: Row) -> Population:
    """A row of `cvegeo,anio,sexo,edad_min,edad_max,poblacion,fuente,version`."""
    if row["sexo"] not in SEXES:
        raise ValueError("sexo")
    if not row["fuente"] or not row["version"]:
        raise ValueError("fuente y version")
    return Population(
        cvegeo=p.digits(row["cvegeo"], 2, 5),
        year=p.number(row["anio"]),
        sex=row["sexo"],
        age_from=p.number_or_none(row["edad_min"]),
        age_to=p.number_or_none(row["edad_max"]),
        people=p.number(row["poblacion"]),
        source=row["fuente"],
        edition=row["version"],
    )


def victims(rows: Sequence[Row], edition: dt.date, source: str = VICTIMS_SOURCE) -> list[VictimCount]:
    """One edition of the SESNSP victims for the state of this bank. Raises Invalid with what is wrong and where."""
    if problems := victims_problems(rows, settings.STATE_CODE, edition):
        more = f" Y {len(problems) - PROBLEMS_TOLD} más." if len(problems) > PROBLEMS_TOLD else ""
        raise Invalid(f"No se cargó nada. {' '.join(problems[:PROBLEMS_TOLD])}{more}")
    return [
        VictimCount(
            cve_ent=row["cve_ent"],
            year=p.number(row["n_year"]),
            legal_good=row["bien_juridico_afectado"],
            crime=row["tipo_de_delito"],
            subtype=row["subtipo_de_delito"],
            modality=row["modalidad"],
            sex=row["genero"],
            victims=p.number(row["n_victimas"]),
            source=source,
            edition=edition,
        )
        for row in rows
    ]
