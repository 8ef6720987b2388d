"""Every institution gives its privacy notice at its first capture, also in a file that another one opened."""

import pytest
from tests.integration.casefiles.test_capturing import complaints, shown
from tests.integration.casefiles.test_drafts_hold import ABOUT_CASE

from banevim.casefiles.models import Answers
from banevim.casefiles.queries import notice_given

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(file_at, attend, client_as):
    """`again(way)`: the police register one more case in a file of the hospital; the answer and the page before it."""
    her = file_at()
    attend(her.id)
    police = client_as("capturer", "police")

    def register(way="", who=police):
        draft = who.post(f"/expedientes/{her.id}/caso-nuevo/")["Location"]
        page = who.get(draft)
        told = {"notice-way": way} if way else {}
        sent = {**shown(page), **ABOUT_CASE, **told, "hacer": "registrar"}
        return who.post(draft, sent), page.content.decode()

    register.file = her.id
    return register


def test_asked_once_of_each_institution(again, acting_as, actor_of):
    done, page = again("LEI")
    assert 'name="notice-way"' in page
    assert "comprobante" in done["Location"]
    by = actor_of("capturer", "police")
    with acting_as("capturer", "police"):
        row = Answers.objects.get(section="notice")
        assert (row.institution_id, row.by_id) == (by.institution_id, by.person_id)
        assert row.coded["way"] == "LEI"
        assert row.coded["version"] >= "2026-11-28"
        assert row.created_at is not None
        assert notice_given(again.file, by.institution_id)
    done, page = again()
    assert 'name="notice-way"' not in page
    assert "comprobante" in done["Location"]


def test_without_it_nothing_is_registered(again):
    refused, _ = again()
    assert refused.status_code == 200
    assert any("aviso" in each for each in complaints(refused))


def test_what_was_not_possible_is_asked_again_and_both_stay(again, acting_as):
    again("NOP")
    done, page = again("IMP")
    assert 'name="notice-way"' in page
    assert "comprobante" in done["Location"]
    with acting_as("capturer", "police"):
        rows = Answers.objects.filter(section="notice").order_by("created_at")
        assert [(row.coded["way"], row.until is None) for row in rows] == [("NOP", False), ("IMP", True)]


def test_the_file_says_who_noted_it(again, client_as):
    again("MOS")
    page = client_as("capturer", "police").get(f"/expedientes/{again.file}/").content.decode()
    assert "Aviso de privacidad: lo anotó" in page
