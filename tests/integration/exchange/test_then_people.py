"""An imported case is worked on through the screens; what a person corrects there, a later load leaves as it is."""

from dataclasses import replace

import pytest
from tests.integration.casefiles.test_capturing import complaints, shown
from tests.integration.exchange.samples import aggressors, cases, victims

from banevim.casefiles.models import Case, Correction
from banevim.exchange.terms import Kind, Outcome
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_hospital(loader, client_as, institutions):
    """The office loads for the hospital, and a capturer of the hospital works."""
    loader.institution = type(loader.institution).objects.get(pk=institutions.hospital.id)
    loader.actor = replace(loader.actor, institution_id=institutions.hospital.id)
    return loader, client_as("capturer", "hospital")


def extract(**case: str) -> dict[Kind, bytes]:
    return cases({"id": "B1", **case}) | victims({"id": "B1"}) | aggressors({"id": "B1"})


def test_opened_corrected_and_loaded_again(at_hospital, acting_as):
    loader, client = at_hospital
    loader.load(extract(), letter="OF/1/2026")
    with acting_as("capturer", "hospital"):
        case = Case.objects.get()
        file_id = case.record.memberships.get().file_id
    page = f"/casos/{case.id}/"
    assert client.post(f"{page}relato/", {"reason": "ATE"}).status_code == 302
    assert client.get(page).status_code == 200
    assert client.post(f"/expedientes/{file_id}/imprimir/", {"reason": "ATE"}).status_code == 200
    draft = client.post(f"{page}corregir/", {"reason": "ATE"}).headers["Location"]
    sent = {**shown(client.get(draft)), "municipality": "03009", "nationality": "MEX", "hacer": "registrar"}
    client.post(draft, sent)
    review = shown(client.post(f"{draft}revisar/", {"reason": "Fue en Loreto."}))
    sure = {"confirmed": "on", "warnings_reason": "Así vino del extracto.", "reason": "Fue en Loreto."}
    done = client.post(f"{draft}revisar/", {**review, **sure})
    assert done.status_code == 302, complaints(done)
    again = loader.load(extract(drugs="SI", municipality="La Paz"), letter="OF/2/2026")
    assert loader.ends(again)[Kind.CASES][Outcome.UPDATED] == 1
    with acting(loader.actor):
        case = Case.objects.select_related("record").get()
        assert (case.municipality, case.record.nationality, case.drugs) == ("03009", "MEX", "SI")
        assert Correction.objects.count() == 1
