"""One woman, one file: merges are dated links, undone exactly, and never bring two women together."""

import datetime as dt
import threading
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from django.db.utils import IntegrityError
from hypothesis import HealthCheck, given, settings
from tests.harness.merging import SEQUENCES, Bank, check_sequence
from tests.integration.casefiles.samples import CASE
from tests.integration.identity.conftest import XOCHITL

from banevim.care import actions as care
from banevim.care.models import Service
from banevim.care.terms import ServiceData
from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.casefiles.models import Case, Membership, UniqueFile
from banevim.common import clock
from banevim.common.errors import Conflict, NotFound, Refused
from banevim.identity import actions
from banevim.identity.models import Difference, Proposal
from banevim.vault.context import acting

MARRIED = replace(XOCHITL, given_names="Xochil", second_surname="", birth_date=dt.date(1992, 12, 5))


@pytest.fixture
def two_people(actor_of):
    return Bank(actor_of("state_liaison"), actor_of("capturer", "hospital"), actor_of("capturer", "police"))


@pytest.fixture
def pair(two_people, open_her):
    """Two files of one woman, one of each institution: their ids, their records, and the pair that waits."""
    ids = open_her("hospital"), open_her("police", MARRIED)
    now = two_people.files()
    two_people.records += sorted(now, key=lambda record: ids.index(now[record]))
    return two_people, ids, two_people.proposal(0, 1)


def judge(bank, proposal, judged, by=None):
    by = by or bank.office
    with acting(by):
        return actions.judge(by=by, proposal_id=proposal.id, judged=judged)


def undo(bank, proposal, *, apart=False):
    with acting(bank.office):
        actions.undo(by=bank.office, proposal_id=proposal.id, apart=apart)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=SEQUENCES)
def test_any_sequence_is_what_the_model_says(two_people, acts):
    bank = Bank(two_people.office, two_people.hospital, two_people.police)
    before = transaction.savepoint()
    check_sequence(bank, acts)
    transaction.savepoint_rollback(before)


@pytest.mark.django_db
def test_a_merge_keeps_who_when_why_and_the_evidence(pair, person_of):
    bank, (old, new), waiting = pair
    judge(bank, waiting, "same")
    with acting(bank.office.with_purpose("linkage")):
        row = Membership.objects.get(record_id=bank.records[1], until__isnull=True)
        before = Membership.objects.get(record_id=bank.records[1], until__isnull=False)
    assert (row.file_id, row.home_id, row.why, row.bits, row.version) == (old, new, "merged", 30.0, "t")
    assert row.by_id == person_of("state_liaison").id
    assert (before.file_id, before.until) <= (new, row.since)


@pytest.mark.django_db
def test_the_folio_and_the_address_of_the_other_file_lead_to_it(pair, client_as, look, page_of):
    bank, (old, new), waiting = pair
    with acting(bank.police):
        folio = UniqueFile.objects.get(pk=new).folio
    judge(bank, waiting, "same")
    answer = client_as("capturer", "police").get(f"/expedientes/{new}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/expedientes/{old}/")
    assert client_as("capturer", "hospital_twin").get(f"/expedientes/{new}/").status_code == 404
    log = look(folio, institution="hospital")
    assert len(page_of(log, "hospital").shown) == 1
    hospital = bank.hospital
    with acting(hospital):
        assert actions.choose(by=hospital, search_id=log.id, rank=1) == old


@pytest.mark.django_db
def test_an_access_to_either_opens_the_whole_until_it_is_undone(pair, actor_of):
    bank, (old, new), waiting = pair
    twin = actor_of("capturer", "hospital_twin")

    def seen(by):
        with acting(by):
            return {row.institution_id for f in (old, new) for row in files.records_of(f)}

    with acting(twin):
        casefiles.declare_access(by=twin, file_id=new, reason="ATE")
    before = {by.institution_id: seen(by) for by in (twin, bank.hospital, bank.police)}
    assert before[twin.institution_id] == {bank.police.institution_id}
    judge(bank, waiting, "same")
    assert seen(twin) == {bank.police.institution_id, bank.hospital.institution_id}
    undo(bank, waiting)
    assert before == {by.institution_id: seen(by) for by in (twin, bank.hospital, bank.police)}


@pytest.mark.django_db
def test_what_was_done_since_stays_with_its_record(pair):
    bank, (old, new), waiting = pair
    judge(bank, waiting, "same")
    police, hospital = bank.police, bank.hospital
    with acting(police):
        casefiles.declare_access(by=police, file_id=old, reason="ATE")
        for file_id in (old, new):
            record = casefiles.ensure_record(by=police, file_id=file_id)
            assert record.id == bank.records[1], "also from a page of the other file that was left open"
        care.register_service(by=police, record_id=record.id, data=ServiceData("PSQ", clock.today(), "OTO"))
    with acting(hospital):
        casefiles.register_case(by=hospital, record_id=bank.records[0], data=CASE)
    undo(bank, waiting)
    with acting(police):
        assert files.file_of(bank.records[1]).id == new
        assert Service.objects.get().record_id == bank.records[1]
        assert [row.record_id for row in files.cases_of(new)] == [bank.records[1]]
    with acting(hospital):
        assert Case.objects.filter(record__memberships__file_id=old).count() == 2


@pytest.mark.django_db
def test_a_draft_of_the_other_file_goes_to_the_one_it_is_now(pair):
    bank, (old, new), waiting = pair
    with acting(bank.police):
        draft = casefiles.start_draft(by=bank.police, way="express", typed={}, file_id=new)
    judge(bank, waiting, "same")
    with acting(bank.police):
        case = casefiles.register_draft(by=bank.police, draft_id=draft.id, data=CASE)
        assert case.record_id == bank.records[1]
        assert files.file_of(case.record_id).id == old


@pytest.mark.django_db
def test_no_chain_of_merges_crosses_a_confirmed_difference(two_people):
    bank = two_people
    a, b, c = bank.open(), bank.open(), bank.open()
    assert bank.act("different", a, c)
    assert bank.act("same", a, b)
    assert not bank.act("same", b, c)
    with acting(bank.office), pytest.raises(Conflict, match="dos mujeres distintas"):
        actions.judge(by=bank.office, proposal_id=bank.proposal(b, c).id, judged="same")
    assert bank.act("reconsider", a, c)
    assert bank.act("same", b, c)


@pytest.mark.django_db
def test_the_database_itself_refuses_two_women_in_one_file(two_people):
    bank = two_people
    a, b = bank.open(), bank.open()
    bank.act("different", a, b)
    with acting(bank.office.with_purpose("linkage")):
        row = Membership.objects.get(record_id=bank.records[b], until__isnull=True)
        target = Membership.objects.get(record_id=bank.records[a], until__isnull=True).file_id
        Membership.objects.filter(pk=row.pk).update(until=clock.now())
        row.pk, row.file_id, row.why, row.since = UUID(int=1), target, "merged", clock.now()
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.django_db
@pytest.mark.parametrize("band", ["possibly", "listed"])
def test_two_people_unless_it_is_probable(pair, actor_of, band):
    bank, (old, new), waiting = pair
    aide = actor_of("monitoring_aide")
    with acting(bank.office.with_purpose("linkage")):
        Proposal.objects.update(band=band)
    assert judge(bank, waiting, "same").stage == "second"
    assert set(bank.files().values()) == {old, new}
    with pytest.raises(Conflict, match="otra persona"):
        judge(bank, waiting, "same")
    assert judge(bank, waiting, "different", aide).stage == "open", "they do not agree: nothing is decided"
    with acting(bank.office.with_purpose("linkage")):
        assert not Difference.objects.exists()
    judge(bank, waiting, "same", aide)
    assert judge(bank, waiting, "same").stage == "merged"
    assert set(bank.files().values()) == {old}


@pytest.mark.django_db
def test_two_people_when_a_shelter_knows_her(two_people, open_her, actor_of):
    open_her("hospital")
    open_her("shelter")
    two_people.records += list(two_people.files())
    assert judge(two_people, two_people.proposal(0, 1), "same").stage == "second"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["capturer", "institutional_liaison", "it_aide", "administrator"])
def test_nobody_else_decides(pair, actor_of, role):
    bank, _, waiting = pair
    by = actor_of(role)
    for act, words in (
        (actions.judge, {"judged": "same"}),
        (actions.undo, {"apart": False}),
        (actions.reconsider, {}),
    ):
        with acting(by), pytest.raises(Refused):
            act(by=by, proposal_id=waiting.id, **words)
        with acting(by.with_purpose("linkage")):
            assert (
                Proposal.objects.count()
                == Membership.objects.exclude(institution_id=by.institution_id).count()
                == 0
            )


@pytest.mark.django_db
def test_undone_twice_is_said(pair):
    bank, _, waiting = pair
    judge(bank, waiting, "same")
    undo(bank, waiting, apart=True)
    with pytest.raises(Conflict):
        undo(bank, waiting)
    with acting(bank.office), pytest.raises(NotFound):
        actions.undo(by=bank.office, proposal_id=UUID(int=0), apart=False)


def test_two_people_at_once_never_bring_two_women_together(committed, actor_of):
    """a≠c is confirmed while others say a=b and b=c: whatever comes first, a and c are never in one file."""
    office, aide = actor_of("state_liaison"), actor_of("monitoring_aide")
    bank = Bank(office, actor_of("capturer", "hospital"), actor_of("capturer", "police"))
    for _ in range(4):
        a, b, c = bank.open(), bank.open(), bank.open()
        pairs = [bank.proposal(*each) for each in ((a, b), (b, c), (a, c))]
        plan = [(office, pairs[0], "same"), (aide, pairs[1], "same"), (office, pairs[2], "different")]
        gate, lost = threading.Barrier(len(plan)), []

        def run(by, row, what, gate=gate, lost=lost):
            gate.wait()
            try:
                with acting(by):
                    actions.judge(by=by, proposal_id=row.id, judged=what)
            except Conflict:
                lost.append(what)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=run, args=each) for each in plan]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        now = bank.files()
        with acting(office.with_purpose("linkage")):
            told_apart = Difference.objects.filter(
                record_one_id=min(bank.records[a], bank.records[c])
            ).exists()
        assert len(lost) == 1, "one of the three cannot stand with the other two"
        assert told_apart == (now[bank.records[a]] != now[bank.records[c]])


def test_who_sees_the_tables_of_the_pairs(db, actor_of):
    tables = ("merge", "difference", "proposal", "verdict", "bookmark", "coincidence", "coincidenceanswer")
    with acting(actor_of("state_liaison")), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM identity_{table}")
            assert cursor.fetchone() == (0,)
