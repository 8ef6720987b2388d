"""The trail is read by people: every event that the code records has its words."""

import pathlib
import re

import pytest
from tests.integration.casefiles.samples import MARIA, PROFILE

from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.casefiles.terms import Opened
from banevim.home.terms import EVENT_LABELS
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

SOURCE = pathlib.Path(__file__).resolve().parents[3] / "src" / "banevim"
RECORD = re.compile(r'audit\.record(?:_alone)?\(\s*(?:[\w.]+,\s*)?f?"([\w.{}]+)"')


def recorded() -> set[str]:
    """The name of every event in the source."""
    found = {name for path in SOURCE.rglob("*.py") for name in RECORD.findall(path.read_text())}
    opened = {f"casefiles.{what.value}.opened" for what in Opened}
    return {name for name in found if "{" not in name} | opened


def test_every_event_has_its_words_and_no_two_the_same() -> None:
    names = recorded()
    assert len(names) > 50
    assert names - set(EVENT_LABELS) == set()
    assert len(set(EVENT_LABELS.values())) == len(EVENT_LABELS)


@pytest.mark.django_db
def test_opening_a_file_and_looking_at_one_are_told_apart(actor_of, client_as, acting_as) -> None:
    by = actor_of("capturer")
    with acting(by):
        file_id = files.file_of(casefiles.open_file(by=by, identity=MARIA, profile=PROFILE).id).id
    client_as("institutional_liaison", "hospital").get(f"/expedientes/{file_id}/")
    with acting_as("state_liaison"):
        rows = AuditRecord.objects.filter(event__startswith="casefiles.file.").order_by("at", "seq")
        assert list(rows.values_list("event", "role")) == [
            ("casefiles.file.created", "capturer"),
            ("casefiles.file.opened", "institutional_liaison"),
        ]
    page = client_as("state_liaison").get("/bitacora/").content.decode()
    assert "Abrió un expediente nuevo" in page
    assert "Abrió la página de un expediente" in page
