"""Each way of not answering is counted: of the case, of who attacked and of the sections of the sheet."""

import csv
import io
from dataclasses import replace

import pytest
from tests.integration.casefiles.samples import CASE

from banevim.casefiles import actions, words
from banevim.casefiles.models import Case
from banevim.casefiles.queries import CaseFilter, month_cases
from banevim.casefiles.terms import AggressorData, Answered
from banevim.catalogs.terms import Missing
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db
SAID = {
    "place": Missing.NOT_ASKED,
    "drugs": Missing.PREFERS_NOT,
    "weapons": Missing.UNKNOWN,
    "authority_knows": "NIN",
    "aggressors": (
        AggressorData("EXP", sex="H", schooling=Missing.UNKNOWN, civil_status=Missing.PREFERS_NOT),
    ),
}
SECTIONS = (
    Answered("attention", {"on": "2026-11-20", "municipality": "03003", "arrival": "no_se_pregunto"}, {}),
    Answered("visit", {"heard_from": "prefiere_no_responder", "interpreter_used": "no_se_pregunto"}, {}),
)
COUNTED = {Missing.NOT_ASKED: 3, Missing.PREFERS_NOT: 3, Missing.UNKNOWN: 2, Missing.NOT_APPLICABLE: 0}
"""Not asked: the place, the age of who attacked and how she arrived. What a section only begins with does not count."""


@pytest.fixture
def case(file_at, actor_of):
    her, by = file_at(), actor_of("capturer", "hospital")
    with acting(by):
        return actions.register_case(
            by=by, record_id=her.record, data=replace(CASE, **SAID), answered=SECTIONS
        ).id


def test_every_way_is_counted(case, actor_of):
    by = actor_of("capturer", "hospital")
    with acting(by):
        alone = words.unanswered(Case.objects.get(pk=case))
        listed = words.unanswered(month_cases(by, CaseFilter()).get(pk=case))
    assert {way: alone[way] for way in COUNTED} == COUNTED
    assert listed == alone


def test_the_page_and_the_file_say_them(case, client_as):
    client = client_as("institutional_liaison", "hospital")
    page = client.get(f"/casos/{case}/").content.decode()
    assert "3 respuestas no se preguntaron" in page
    assert "Respuestas que no dan el dato: 3 veces prefirió no responder, 2 se desconocen." in page
    file = client.get("/mi-mes/registros.csv?quien=todas").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    counted = ("Respuestas sin preguntar", "Prefirió no responder", "Se desconoce", "No aplica")
    assert ("3", "3", "2", "0") in {tuple(row[name] for name in counted) for row in rows}
