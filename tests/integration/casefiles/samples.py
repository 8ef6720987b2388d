"""Answers that hold, for tests to change one at a time."""

import datetime as dt
from dataclasses import replace
from typing import Any

from banevim.casefiles.terms import AggressorData, CaseData, Identity, Profile
from banevim.common import clock

TODAY = clock.today()
MARIA = Identity(
    given_names="María Fernanda",
    first_surname="Gómez",
    second_surname="Ríos",
    birth_date=dt.date(1992, 3, 14),
    phone="612 000 0000",
    phone_rules="De 9 a 12; no dejar recado",
)
PROFILE = Profile(
    sex="M",
    age=34,
    birth_year=1992,
    residence="03003",
    nationality="MEX",
    schooling="03",
    civil_status="SEP",
    occupation="4",
)
AGGRESSOR = AggressorData(link="EXP", sex="H", age=38, name="Nombre Agresor Secreto")
CASE = CaseData(
    modality="FAM",
    types=("PSI", "FIS"),
    municipality="03003",
    place="DOM",
    precision="exacta",
    facts_on=TODAY - dt.timedelta(days=3),
    learned_on=TODAY,
    authority_knows="NIN",
    known_aggressor="SI",
    narrative="Relato que nadie más debe leer",
    aggressors=(AGGRESSOR,),
)


def case(**changes: Any) -> CaseData:
    """The sample case with some answers changed."""
    return replace(CASE, **changes)


def aggressor(**changes: Any) -> AggressorData:
    """The sample aggressor with some answers changed."""
    return replace(AGGRESSOR, **changes)
