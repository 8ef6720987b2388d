"""Missing is said, with one of four words; never 0, never blank; the fifth word belongs to imports."""

from dataclasses import fields, replace

import pytest
from django.db import IntegrityError, transaction
from tests.integration.casefiles.samples import MARIA, PROFILE, aggressor, case
from tests.integration.casefiles.typing import typed

from banevim.casefiles import actions
from banevim.casefiles.models import Case, Woman
from banevim.casefiles.terms import Missing, Profile
from banevim.common.errors import Invalid
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db
FOUR = [kind.value for kind in Missing if kind is not Missing.UNSPECIFIED]
OF_CASE = ("modality", "place", "municipality", "authority_knows", "known_aggressor", "drugs", "weapons")
OF_AGGRESSOR = ("link", "sex", "schooling", "civil_status")
OF_WOMAN = ("sex", "birth_state", "residence", "nationality", "schooling", "civil_status", "occupation")


@pytest.fixture
def hospital(actor_of):
    by = actor_of("capturer")
    with acting(by):
        yield by


@pytest.mark.parametrize("kind", FOUR)
def test_each_of_the_four_is_an_answer_for_every_field(hospital, kind):
    profile = Profile(
        age=None, age_missing=kind, children=None, children_missing=kind, **dict.fromkeys(OF_WOMAN, kind)
    )
    woman = actions.open_file(by=hospital, identity=MARIA, profile=profile)
    person = aggressor(age=None, age_missing=kind, name="", **dict.fromkeys(OF_AGGRESSOR, kind))
    row = actions.register_case(
        by=hospital,
        record_id=woman.id,
        data=case(types=(), types_missing=kind, aggressors=(person,), **dict.fromkeys(OF_CASE, kind)),
    )
    assert {getattr(row, name) for name in OF_CASE} == {kind}
    assert (row.types, row.types_missing) == ([], kind)


@pytest.mark.parametrize("bad", ["", Missing.UNSPECIFIED, "0"])
def test_blank_zero_and_the_word_of_imports_are_no_answer(hospital, bad):
    woman = actions.open_file(by=hospital, identity=MARIA, profile=PROFILE)
    tries = [case(**{name: bad}) for name in OF_CASE]
    tries += [case(aggressors=(aggressor(**{name: bad}),)) for name in OF_AGGRESSOR]
    tries += [case(aggressors=(aggressor(age=None, age_missing=bad),)), case(types=(), types_missing=bad)]
    for data in tries:
        with pytest.raises(Invalid):
            actions.register_case(by=hospital, record_id=woman.id, data=data)
    for name in OF_WOMAN:
        with pytest.raises(Invalid) as refused:
            actions.open_file(by=hospital, identity=MARIA, profile=replace(PROFILE, **{name: bad}))
        assert refused.value.field == name
    with pytest.raises(Invalid):
        actions.open_file(by=hospital, identity=MARIA, profile=replace(PROFILE, age=None, age_missing=bad))
    assert not Case.objects.exists()


def test_the_database_too_refuses_an_age_that_is_neither_said_nor_missing(hospital):
    woman = actions.open_file(by=hospital, identity=MARIA, profile=PROFILE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Woman.objects.filter(pk=woman.id).update(age=None, age_missing="")


def test_the_page_offers_the_four_everywhere_and_never_the_fifth(capture):
    text = capture.client.get(capture.path).content.decode()
    for kind in FOUR:
        assert text.count(f'value="{kind}"') > 15
    assert Missing.UNSPECIFIED not in text


def test_a_page_sent_empty_names_every_field_to_mend_and_loses_nothing(capture, acting_as):
    page = typed(**dict.fromkeys((*OF_CASE[:3], "known_aggressor", "residence", "schooling"), ""))
    text = capture.send({**page, "types": [], "aggressors-0-link": ""}).content.decode()
    for name in ("modality", "place", "municipality", "known_aggressor", "residence", "schooling", "types"):
        assert f'href="#id_{name}' in text, name
    assert 'href="#id_aggressors-0-link"' in text
    assert 'value="Gómez"' in text
    with acting_as("capturer"):
        assert not Case.objects.exists()


def test_age_zero_is_an_age_only_when_it_is_written(capture, acting_as):
    assert capture.send(typed(birth_date="", age="", age_missing="se_desconoce")).status_code == 302
    with acting_as("capturer"):
        woman = Woman.objects.get()
    assert (woman.age, woman.age_missing, woman.children, woman.children_missing) == (
        None,
        "se_desconoce",
        None,
        "no_se_pregunto",
    )
    assert {f.name for f in fields(Profile)} >= {"age", "age_missing"}
