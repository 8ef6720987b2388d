"""What calls for attention in a case stays on the list until somebody mends that, whatever else is corrected."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from tests.integration.casefiles.samples import CASE, MARIA, PROFILE
from tests.integration.casefiles.test_capturing import complaints, shown
from tests.integration.casefiles.test_correcting_more import begin, registered, words

from banevim.casefiles import actions, rules
from banevim.casefiles.models import Case
from banevim.casefiles.rules.pending import ODD
from banevim.casefiles.rules.warnings import JUDGED
from banevim.casefiles.terms import AggressorData, CaseData, Identity, ImportedCase, ImportedWoman, Missing

pytestmark = pytest.mark.django_db
SURE = {"confirmed": "on", "warnings_reason": "Así lo dijo ella."}
LOADED = replace(
    CASE,
    municipality=Missing.UNSPECIFIED,
    facts_on=None,
    precision="se_desconoce",
    flags=("fecha_hechos_ilegible", "municipio_no_reconocido"),
)


@pytest.fixture
def client(client_as):
    return client_as("capturer", "hospital")


@pytest.fixture
def flags(acting_as):
    """`flags()`: those of the only case, in order."""

    def read() -> list[str]:
        with acting_as("capturer"):
            return sorted(Case.objects.get().flags)

    return read


@pytest.fixture
def loaded(acting_as, actor_of) -> str:
    """A case of an extract whose date and municipality could not be read."""
    case = ImportedCase("c1", LOADED, dt.date(2026, 1, 9))
    woman = ImportedWoman("extracto", "w1", PROFILE, MARIA, (case,))
    with acting_as("capturer"):
        ids = actions.register_imported(by=actor_of("capturer"), items=[woman])
    return f"/casos/{ids['case', 'c1']}/"


def mended(client: Any, page: str, seen: str = "", **changes: Any) -> None:
    draft = begin(client, page)
    sent = {
        name: value for name, value in {**shown(client.get(draft)), **changes}.items() if value is not None
    }
    client.post(draft, {**sent, "hacer": "registrar"})
    sure = {**SURE, "seen": seen} if seen else {}
    done = client.post(f"{draft}revisar/", {"reason": "Estaba mal.", **sure})
    assert (done.status_code, done.get("Location")) == (302, page), complaints(done)


def test_what_was_not_mended_stays_on_the_list(client, loaded, flags):
    mended(client, loaded, schooling="04")
    assert flags() == ["fecha_hechos_ilegible", "municipio_no_reconocido"]
    assert "La fecha de los hechos no se pudo leer" in words(client.get("/pendientes/?quien=todas"))
    mended(client, loaded, municipality="03009")
    assert flags() == ["fecha_hechos_ilegible"]
    mended(client, loaded, facts_on="05/01/2026", precision="exacta")
    assert flags() == []
    assert "La fecha de los hechos no se pudo leer" not in words(client.get("/pendientes/?quien=todas"))


def test_what_the_bank_judges_itself_is_judged_anew(client, flags):
    zero = {"aggressors-0-age": "0", "aggressors-0-age_missing": "", "seen": "aggressor_age_zero"}
    page = registered(client, **zero, **SURE)
    assert flags() == ["aggressor_age_zero"]
    mended(client, page, "aggressor_age_zero", schooling="04")
    assert flags() == ["aggressor_age_zero"]
    mended(client, page, **{"aggressors-0-age": "40"})
    assert flags() == []


def test_facts_before_her_birth_are_kept_as_such(client, flags):
    before = {"facts_on": "01/01/1980", "seen": "before_birth old_facts"}
    page = registered(client, **before, **SURE)
    assert flags() == ["before_birth", "old_facts"]
    assert "Los hechos son anteriores a su nacimiento" in words(client.get("/pendientes/"))
    mended(client, page, "before_birth old_facts", schooling="04")
    assert flags() == ["before_birth", "old_facts"]
    mended(client, page, "old_facts age_birth_date", birth_date="03/03/1975")
    assert flags() == ["old_facts"]


def test_which_corrections_mend_what():
    had = ["estado_distinto", "edad_imposible", "old_facts", "una_que_no_existe"]
    for changed, left in (
        ([], {"estado_distinto", "edad_imposible", "una_que_no_existe"}),
        (["municipality_other"], {"edad_imposible", "una_que_no_existe"}),
        (["modality"], {"estado_distinto", "edad_imposible"}),
        (["aggressors-0-link"], {"estado_distinto", "una_que_no_existe"}),
    ):
        assert rules.flags_left(had, changed) == left, changed


def test_every_flag_of_a_warning_is_one_that_is_judged_anew():
    day = dt.date(1980, 1, 1)
    people = (AggressorData(link="EXP", age=0),)
    case = CaseData("FAM", ("OTR",), "09002", "DOM", facts_on=day, learned_on=dt.date(1979, 1, 1))
    found = rules.case_warnings(
        replace(case, aggressors=people),
        dt.date(2026, 1, 1),
        "03",
        Identity(birth_date=dt.date(1990, 1, 1)),
    )
    assert {problem.code for problem in found} == JUDGED
    assert set(ODD) >= JUDGED
