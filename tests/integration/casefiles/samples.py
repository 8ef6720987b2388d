"""Answers that hold, for tests to change one at a time."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from banevim.casefiles import actions, queries
from banevim.casefiles.models import Case
from banevim.casefiles.terms import AggressorData, CaseData, Identity, Profile, Way
from banevim.common import clock
from banevim.vault.context import Actor

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


def register_new(by: Actor, token: UUID) -> Case:
    """A file with its first case after a search, as its draft is registered."""
    draft = actions.start_draft(by=by, way=Way.EXPRESS, typed={}, token=token)
    return actions.register_draft(by=by, draft_id=draft.id, identity=MARIA, profile=PROFILE, data=CASE)


def register_in_file(by: Actor, file_id: UUID, data: CaseData = CASE) -> Case:
    """One more case in a file that is read."""
    draft = actions.start_draft(by=by, way=Way.EXPRESS, typed={}, file_id=file_id)
    return actions.register_draft(by=by, draft_id=draft.id, data=data)


def case(**changes: Any) -> CaseData:
    """The sample case with some answers changed."""
    return replace(CASE, **changes)


def aggressor(**changes: Any) -> AggressorData:
    """The sample aggressor with some answers changed."""
    return replace(AGGRESSOR, **changes)


def kept_and_said() -> list[tuple[bool, bool]]:
    """Of each case: whether it is kept that it waits, and whether its answers say so."""
    says = Exists(Case.objects.filter(queries.WAITING, pk=OuterRef("pk")))
    return list(Case.objects.annotate(says=says).order_by("registered_at").values_list("waits", "says"))
