"""The comparison of what changed: what it proposes, what it never proposes again, and that it can be stopped."""

import datetime as dt
from dataclasses import replace

import pytest
from tests.harness.merging import Bank
from tests.integration.casefiles.samples import MARIA, PROFILE, register_new
from tests.integration.identity.conftest import XOCHITL

from banevim.casefiles import actions as casefiles
from banevim.casefiles.actions.sealed import reseal_identity
from banevim.casefiles.models import SearchCard, Woman
from banevim.common.errors import Refused
from banevim.identity import actions
from banevim.identity.models import Bookmark, Proposal
from banevim.vault.context import acting, system
from banevim.vault.sealing import record_key

pytestmark = pytest.mark.django_db
SLIP = replace(XOCHITL, given_names="Xochitl", first_surname="Berdugo", phone="")


@pytest.fixture
def desk(actor_of):
    return Bank(actor_of("state_liaison"), actor_of("capturer", "hospital"), actor_of("capturer", "police"))


@pytest.fixture
def proposed(desk):
    """`proposed()`: run the comparison to its end; the pairs that wait, as they stand."""

    def run(**words):
        begin, more = words.pop("begin", False), 1
        while more:
            with acting(system()) as by:
                more = actions.compare_changed(by=by, begin=begin, **words)
            begin = False
        with acting(desk.office.with_purpose("linkage")):
            return list(Proposal.objects.order_by("-bits"))

    return run


@pytest.fixture
def mend(actor_of):
    """`mend(identity, before)`: her record says from now on something else of who she is."""

    def change(institution, before, after):
        by = actor_of("capturer", institution)
        with acting(by):
            woman = Woman.objects.get()
            reseal_identity(woman, before, after, record_key(woman.id))

    return change


def test_two_files_of_one_woman_are_proposed_with_score_version_and_reasons(open_her, proposed, desk):
    open_her("hospital")
    open_her("police", SLIP)
    open_her("police", replace(MARIA, birth_date=dt.date(1950, 1, 2)))
    (row,) = proposed()
    assert (row.stage, row.band) in {("open", "probably"), ("open", "possibly")}
    assert row.bits == pytest.approx(sum(bits for _, _, bits in row.parts), abs=0.1)
    assert row.version
    assert {field for field, level, _ in row.parts if level == "agrees"} >= {"birth_date"}
    assert not {"Xochitl", "Berdugo", "1992"} & set(str(row.parts).split("'"))


def test_done_again_it_proposes_nothing_twice(open_her, proposed):
    open_her("hospital")
    open_her("police", SLIP)
    first = proposed()
    assert [row.id for row in proposed(begin=True)] == [row.id for row in first]
    assert len(first) == 1


def test_it_goes_on_where_it_was_stopped(open_her, proposed, desk, acting_as):
    for institution in ("hospital", "police", "hospital_twin"):
        open_her(institution, replace(XOCHITL, given_names="Xochitl"))
    with acting(system()) as by:
        assert actions.compare_changed(by=by, most=2) == 2
    with acting(desk.office.with_purpose("linkage")):
        mark = Bookmark.objects.get()
        changed = list(SearchCard.objects.order_by("changed_at").values_list("record_id", flat=True))
    assert changed == [] or mark.record_id == changed[1], "the office itself sees no card without an access"
    with acting(system()) as by:
        assert actions.compare_changed(by=by, most=2) == 1
        assert actions.compare_changed(by=by, most=2) == 0
    assert len(proposed()) == 3


def test_a_pair_told_apart_never_comes_again_unless_something_changes(open_her, proposed, desk, mend):
    open_her("hospital")
    open_her("police", SLIP)
    (row,) = proposed()
    with acting(desk.office):
        actions.judge(by=desk.office, proposal_id=row.id, judged="different")
    assert [each.stage for each in proposed(begin=True)] == ["different"]
    mend("police", SLIP, replace(SLIP, phone_rules="De noche no"))
    assert [each.stage for each in proposed(begin=True)] == ["different"], "nothing that is compared changed"
    mend("police", SLIP, replace(SLIP, phone="6123456789"))
    assert [each.stage for each in proposed()] == ["open"]


def test_not_her_said_in_a_search_is_evidence(open_her, proposed, look, actor_of, mend):
    open_her("hospital", MARIA)
    police = actor_of("capturer", "police")
    log = look("María Fernanda Gómez 1992")
    with acting(police):
        actions.decide(by=police, search_id=log.id, rank=1, decision="not_her")
        register_new(police, actions.none_is_her(by=police, search_id=log.id))
    assert proposed() == []
    assert proposed(begin=True) == []
    mend("police", MARIA, replace(MARIA, second_surname="Ríos Cota"))
    assert len(proposed()) == 1


def test_not_sure_brings_the_pair_to_the_office(open_her, proposed, look, actor_of):
    open_her("hospital", replace(MARIA, birth_date=None, phone="", second_surname="Rivas"), birth_year=None)
    police = actor_of("capturer", "police")
    log = look("María Fernanda Gómez")
    with acting(police):
        actions.decide(by=police, search_id=log.id, rank=1, decision="dont_know")
        register_new(police, actions.none_is_her(by=police, search_id=log.id))
    (row,) = proposed()
    assert row.in_doubt


def test_what_a_shelter_knows_is_compared_too(open_her, proposed):
    open_her("hospital")
    open_her("shelter")
    assert len(proposed()) == 1


def test_records_of_one_file_are_not_proposed(open_her, proposed, actor_of):
    file_id, police = open_her("hospital"), actor_of("capturer", "police")
    with acting(police):
        casefiles.declare_access(by=police, file_id=file_id, reason="ATE")
        casefiles.join_file(by=police, file_id=file_id, identity=XOCHITL, profile=PROFILE)
    assert proposed() == []


def test_a_merge_that_was_undone_waits_again(open_her, proposed, desk):
    open_her("hospital")
    open_her("police")
    (row,) = proposed()
    with acting(desk.office):
        actions.judge(by=desk.office, proposal_id=row.id, judged="same")
        actions.undo(by=desk.office, proposal_id=row.id, apart=False)
    assert [each.stage for each in proposed(begin=True)] == ["open"]


def test_only_the_bank_itself_compares(actor_of):
    office = actor_of("state_liaison")
    with acting(office), pytest.raises(Refused):
        actions.compare_changed(by=office)
