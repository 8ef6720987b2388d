"""Opening files and registering cases, as the role of the application."""

from uuid import uuid4

import pytest
from tests.integration.casefiles import samples

from banevim.casefiles import actions, queries
from banevim.casefiles.models import Case, UniqueFile
from banevim.casefiles.terms import Way
from banevim.common.errors import Refused
from banevim.methods.linkage import folio

pytestmark = pytest.mark.django_db


@pytest.fixture
def hospital(actor_of, acting_as):
    with acting_as("capturer"):
        yield actor_of("capturer")


def test_file_with_its_first_case(hospital):
    woman = actions.open_file(by=hospital, identity=samples.MARIA, profile=samples.PROFILE)
    case = actions.register_case(by=hospital, record_id=woman.id, data=samples.CASE)
    file = queries.file_of(woman.id)
    assert folio.check_folio(file.folio) == file.folio
    assert file.folio.startswith("BCS-")
    assert queries.identity_of(file.id) == samples.MARIA
    told = queries.told_in(case.id)
    assert (told.narrative, told.names) == (samples.CASE.narrative, (samples.AGGRESSOR.name,))
    assert queries.closed_identity(file.id).initials == ("M", "G", "R")
    assert [c.id for c in queries.cases_of(file.id)] == [case.id]


def test_same_submission_twice_is_one_case(hospital):
    woman = actions.open_file(by=hospital, identity=samples.MARIA, profile=samples.PROFILE)
    key = uuid4()
    first = actions.register_case(by=hospital, record_id=woman.id, data=samples.CASE, idempotency_key=key)
    again = actions.register_case(by=hospital, record_id=woman.id, data=samples.CASE, idempotency_key=key)
    assert first.id == again.id
    assert Case.objects.filter(record=woman).count() == 1


def test_new_file_needs_a_search(hospital):
    token = actions.hand_over(by=hospital, search_id=uuid4(), identity=samples.MARIA)
    assert queries.typed_in_search(hospital, token) == samples.MARIA
    draft = actions.start_draft(by=hospital, way=Way.EXPRESS, typed={"given_names": ["María"]}, token=token)
    told = {"identity": samples.MARIA, "profile": samples.PROFILE, "data": samples.CASE}
    case = actions.register_draft(by=hospital, draft_id=draft.id, **told)
    assert actions.register_draft(by=hospital, draft_id=draft.id, **told).id == case.id
    assert UniqueFile.objects.count() == 1
    with pytest.raises(Refused, match="primero búscala"):
        queries.typed_in_search(hospital, token)
    with pytest.raises(Refused, match="primero búscala"):
        actions.start_draft(by=hospital, way=Way.EXPRESS, typed={}, token=uuid4())
