"""Two files that were one are two again: each access reads the woman that it was given for, and no other."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import connection
from tests.harness.merging import Bank, moved
from tests.integration.care.conftest import consent_data, referral_data
from tests.integration.casefiles.samples import MARIA, PROFILE
from tests.integration.identity.conftest import XOCHITL
from tests.integration.identity.test_merging import MARRIED, judge, undo
from tests.integration.identity.test_taking_out import WHY, back

from banevim.care import actions as care
from banevim.care.terms import Answer
from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.casefiles.models import Access, ProtectedMark, UniqueFile
from banevim.casefiles.terms import Reason
from banevim.common import clock
from banevim.common.errors import Conflict, Refused
from banevim.identity import actions, queries
from banevim.identity.models import SearchCandidate
from banevim.vault.context import Actor, acting
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(actor_of):
    return Bank(actor_of("state_liaison"), actor_of("capturer", "hospital"), actor_of("capturer", "police"))


@pytest.fixture
def pair(people, open_her):
    """A file of the hospital, the older one, and one of the police, and the pair of them that waits."""
    bank = people
    ids = open_her("hospital"), open_her("police", MARRIED)
    now = bank.files()
    bank.records += sorted(now, key=lambda record: ids.index(now[record]))
    return bank, ids, bank.proposal(0, 1)


def declare(by, file_id):
    with acting(by):
        return casefiles.declare_access(by=by, file_id=file_id, reason="ATE")


def refer(by, file_id, whom="hospital_twin"):
    with acting(by):
        return care.send_referral(
            by=by,
            file_id=file_id,
            data=referral_data(whom),
            consent=consent_data(whom),
            idempotency_key=uuid4(),
        )


def reads(by, *ids):
    """Which of these files tell this institution what others registered in them."""
    with acting(by):
        return [
            UniqueFile.objects.filter(pk=each).exists()
            and any(row.institution_id != by.institution_id for row in files.records_of(each))
            for each in ids
        ]


def test_whose_record_is_of_the_other_woman_stops_reading_this_one(pair):
    bank, (old, new), waiting = pair
    judge(bank, waiting, "same")
    declare(bank.police, old)
    declare(bank.hospital, old)
    assert reads(bank.police, old) == reads(bank.hospital, old) == [True]
    undo(bank, waiting)
    assert reads(bank.police, old, new) == reads(bank.hospital, old, new) == [False, False]
    judge(bank, waiting, "same")
    assert reads(bank.police, old) == [True], "she is one woman again, and they said that they attend her"


def test_who_attended_one_of_the_two_before_goes_on(pair, actor_of):
    bank, (old, new), waiting = pair
    first, second = actor_of("capturer", "hospital_twin"), actor_of("capturer", "police_twin")
    declare(first, old)
    declare(second, new)
    judge(bank, waiting, "same")
    undo(bank, waiting)
    assert (reads(first, old, new), reads(second, old, new)) == ([True, False], [False, True])


def test_who_said_it_while_they_were_one_and_holds_no_record_says_it_again(pair, actor_of):
    bank, (old, new), waiting = pair
    twin = actor_of("capturer", "hospital_twin")
    judge(bank, waiting, "same")
    declare(twin, old)
    assert reads(twin, old) == [True]
    undo(bank, waiting)
    assert reads(twin, old, new) == [False, False]
    with acting(bank.office):
        ended = AuditRecord.objects.filter(event="casefiles.access.strayed").get()
        assert ended.details == {"accesses": 1}
    declare(twin, old)
    assert reads(twin, old, new) == [True, False]


def test_who_wrote_a_record_while_they_were_one_keeps_reading_where_it_stays(pair, actor_of):
    bank, (old, new), waiting = pair
    twin = actor_of("capturer", "hospital_twin")
    judge(bank, waiting, "same")
    declare(twin, old)
    with acting(twin):
        casefiles.ensure_record(by=twin, file_id=old)
    undo(bank, waiting)
    assert reads(twin, old, new) == [True, False]


@pytest.mark.parametrize("by_folio", [False, True])
@pytest.mark.parametrize("n", [0, 1])
def test_who_searched_with_the_data_of_one_writes_at_hers(pair, actor_of, look, n, by_folio):
    bank, ids, waiting = pair
    twin = actor_of("capturer", "hospital_twin")
    with acting((bank.hospital, bank.police)[n]):
        folio = UniqueFile.objects.get(pk=ids[n]).folio
    judge(bank, waiting, "same")
    typed = ("Xóchitl Guadalupe Verdugo Cota 12/05/1992", "Xochil Verdugo 05/12/1992")[n]
    found = look(folio if by_folio else typed, "hospital_twin")
    with acting(twin):
        told = actions.see(by=twin, search_id=found.id)
        assert [each.rank for each in told.shown] == [1], "the two are one file"
        file_id = actions.choose(by=twin, search_id=found.id, rank=1)
        casefiles.ensure_record(by=twin, file_id=file_id)
    assert reads(twin, ids[0]) == [True]
    undo(bank, waiting)
    assert reads(twin, ids[n], ids[1 - n]) == [True, False]
    with acting(twin):
        mine = files.own_record(ids[n], twin.institution_id)
        assert files.record_identity(mine.id) == (XOCHITL, MARRIED)[n]


def test_the_record_that_a_search_matched_is_told_to_whoever_made_it(pair, actor_of, look):
    bank, ids, waiting = pair
    judge(bank, waiting, "same")
    found = look("Xochil Verdugo 05/12/1992", "hospital_twin")
    twin = actor_of("capturer", "hospital_twin")
    with acting(twin):
        candidate = SearchCandidate.objects.get(search=found.id).pk
        assert queries.matched_home(candidate) == ids[1], "the younger file of the two that are one"
    for stranger in (
        bank.hospital,
        bank.police,
        bank.office,
        actor_of("institutional_liaison", "hospital_twin"),
    ):
        with acting(stranger):
            assert queries.matched_home(candidate) is None


@pytest.mark.parametrize("writes", [True, False])
@pytest.mark.parametrize("n", [0, 1])
def test_who_accepted_a_referral_reads_the_woman_who_was_referred(pair, actor_of, n, writes):
    bank, ids, waiting = pair
    judge(bank, waiting, "same")
    sender, twin = (bank.hospital, bank.police)[n], actor_of("capturer", "hospital_twin")
    sent = refer(sender, ids[0])
    with acting(twin):
        care.accept_referral(by=twin, referral_id=sent.id)
        if writes:
            casefiles.ensure_record(by=twin, file_id=ids[0])
    assert reads(twin, ids[0]) == [True]
    undo(bank, waiting)
    assert reads(twin, ids[n], ids[1 - n]) == [True, False]
    with acting(twin):
        assert Access.objects.get(reason=Reason.REFERRAL).file_id == ids[n]
        if writes:
            mine = files.own_record(ids[n], twin.institution_id)
            assert files.record_identity(mine.id) == (XOCHITL, MARRIED)[n], "and no datum of the other woman"


def test_an_access_that_had_ended_is_not_touched(pair, actor_of):
    bank, (old, _), waiting = pair
    twin = actor_of("capturer", "hospital_twin")
    judge(bank, waiting, "same")
    row, now = declare(twin, old), clock.now()
    with acting(twin):
        Access.objects.filter(pk=row.pk).update(starts_at=now - dt.timedelta(days=2), until=now)
    undo(bank, waiting)
    with acting(twin):
        assert Access.objects.get(pk=row.pk).revoked_at is None


def test_a_referral_reads_its_woman_also_when_the_recipient_has_a_record_of_the_other(pair, actor_of):
    bank, (old, new), waiting = pair
    twin = actor_of("capturer", "hospital_twin")
    declare(twin, old)
    with acting(twin):
        casefiles.ensure_record(by=twin, file_id=old)
    judge(bank, waiting, "same")
    sent = refer(bank.police, old)
    with acting(twin):
        care.accept_referral(by=twin, referral_id=sent.id)
        assert Access.objects.get(reason=Reason.REFERRAL).file_id == new


def test_a_chain_is_cut_at_its_other_link(people, actor_of, open_her):
    """Three files that became one in two steps: what counts is who was one with whom when the access was declared."""
    bank = people
    a, b, c = (open_her("hospital"), open_her("hospital", MARRIED), open_her("police", MARRIED))
    now = bank.files()
    bank.records += sorted(now, key=lambda record: (a, b, c).index(now[record]))
    early, late = actor_of("capturer", "hospital_twin"), actor_of("capturer", "police_twin")
    first, second = bank.proposal(1, 2), bank.proposal(0, 1)
    judge(bank, first, "same")
    declare(early, b)
    declare(late, a)
    judge(bank, second, "same")
    undo(bank, first)
    assert reads(early, a, b, c) == [False, False, False], "it meant b or c, which are no longer one"
    assert reads(late, a, c) == [True, False], "b leads to a"


def test_nobody_chooses_what_changed_since_the_search(pair, look):
    bank, (old, _), waiting = pair
    judge(bank, waiting, "same")
    before = look("Xóchitl Verdugo Cota 12/05/1992", "hospital_twin")
    undo(bank, waiting)
    after = look("Xóchitl Verdugo Cota 12/05/1992", "hospital_twin")
    for log, opens in ((before, False), (after, True)):
        assert chosen(log) is opens
    third = look("Xóchitl Verdugo Cota 12/05/1992", "police_twin")
    with acting(bank.hospital):
        casefiles.protect(by=bank.hospital, file_id=old, danger="alias")
    assert not chosen(third)


def chosen(log) -> bool:
    """Whether "Es ella" of the first result opens her file; when it does not, it says what to do."""
    by = Actor(log.person_id, log.institution_id, "capturer")
    said = ""
    with acting(by):
        try:
            actions.choose(by=by, search_id=log.id, rank=1)
        except Conflict as exc:
            said = str(exc)
    assert said in ("", "Desde que la buscaste cambió ese expediente. Búscala otra vez.")
    return not said


def test_who_she_is_protected_against_reads_nothing_through_another_file(pair, actor_of):
    bank, (old, _), waiting = pair
    with acting(bank.hospital):
        act = casefiles.protect(
            by=bank.hospital, file_id=old, danger="threatened", against_id=bank.police.institution_id
        )
    declare(bank.police, pair[1][1])
    judge(bank, waiting, "same")
    judge(bank, waiting, "same", by=actor_of("monitoring_aide"))
    assert not reads(bank.police, old)[0]
    with acting(bank.police):
        assert files.own_record(old, bank.police.institution_id), "what it wrote itself it still reads"
        assert not files.shared_cases_of(old)
    with acting(bank.hospital):
        casefiles.lift_protection(by=bank.hospital, file_id=old, act=act)
    assert reads(bank.police, old)[0]


def test_a_protection_is_lifted_also_on_the_record_that_left(pair):
    bank, (old, _), waiting = pair
    judge(bank, waiting, "same")
    declare(bank.hospital, old)
    with acting(bank.hospital):
        act = casefiles.protect(by=bank.hospital, file_id=old, danger="alias")
    undo(bank, waiting)
    with acting(bank.hospital):
        marks = ProtectedMark.objects.filter(act=act)
        assert marks.filter(until__isnull=True).count() == 2, (
            "one on each record, and each went to its own file"
        )
        casefiles.lift_protection(by=bank.hospital, file_id=old, act=act)
        assert not marks.filter(until__isnull=True).exists()


def test_what_she_takes_back_on_a_page_of_the_other_file_ends_it(pair, actor_of):
    bank, (old, new), waiting = pair
    twin = actor_of("capturer", "hospital_twin")
    sent = refer(bank.police, new)
    with acting(twin):
        care.accept_referral(by=twin, referral_id=sent.id)
    judge(bank, waiting, "same")
    assert reads(twin, old) == [True]
    with acting(bank.police):
        care.record_consent(
            by=bank.police, file_id=new, data=consent_data("hospital_twin", answer=Answer.WITHDRAWN)
        )
    assert reads(twin, old) == [False]


def said_to_attend(actor_of, file_id):
    """The police say that they attend her: an access, and a record of theirs in her file."""
    police = actor_of("capturer", "police")
    with acting(police):
        casefiles.declare_access(by=police, file_id=file_id, reason="ATE")
        return police, casefiles.ensure_record(by=police, file_id=file_id).id


def sees(by, file_id) -> bool:
    with acting(by):
        return UniqueFile.objects.filter(pk=file_id).exists() or bool(files.shared_cases_of(file_id))


def test_whose_record_it_was_stops_reading_the_other_woman(open_her, people, actor_of):
    her, nurse = open_her("hospital", MARIA), actor_of("capturer", "hospital")
    police, mine = said_to_attend(actor_of, her)
    assert sees(police, her)
    with acting(people.office) as by:
        row = actions.take_out(by=by, file_id=her, record_id=mine, apart=False, note=WHY)
    assert not sees(police, her)
    assert sees(nurse, her)
    assert sees(police, row.home_after_id)
    back(people, row)
    assert sees(police, her)
    with acting(people.office):
        events = AuditRecord.objects.filter(event__in=["casefiles.access.ended", "casefiles.access.renewed"])
        assert [row.details for row in events] == [{"accesses": 1}] * 2


def test_another_record_of_theirs_lets_them_read_on(open_her, people, actor_of):
    her = open_her("hospital", MARIA)
    police, first = said_to_attend(actor_of, her)
    with acting(police):
        second = casefiles.open_file(by=police, identity=MARIA, profile=PROFILE).id
    moved(people.office, second, her)
    with acting(people.office) as by:
        actions.take_out(by=by, file_id=her, record_id=first, apart=False, note=WHY)
    assert sees(police, her)


def test_only_the_office_ends_or_renews_an_access(open_her, actor_of):
    her = open_her("hospital", MARIA)
    police, mine = said_to_attend(actor_of, her)
    for by in (police, actor_of("it_aide")):
        for change in (casefiles.end_access, casefiles.renew_access):
            with acting(by.with_purpose("linkage")), pytest.raises(Refused):
                change(by=by, record_id=mine, file_id=her, at=clock.now())
    with acting(police), connection.cursor() as cursor:
        cursor.execute("SELECT banevim_end_access(%s, %s, now())", [mine, her])
        assert cursor.fetchone() == (0,)
    assert sees(police, her)


def test_what_its_referral_gave_goes_with_the_record(open_her, people, actor_of):
    her, twin = open_her("hospital", MARIA), actor_of("capturer", "hospital_twin")
    police, mine = said_to_attend(actor_of, her)
    with acting(police):
        sent = care.send_referral(
            by=police,
            file_id=her,
            data=referral_data("hospital_twin"),
            consent=consent_data("hospital_twin"),
            idempotency_key=uuid4(),
        )
    with acting(twin):
        care.accept_referral(by=twin, referral_id=sent.id)
    with acting(people.office) as by:
        row = actions.take_out(by=by, file_id=her, record_id=mine, apart=False, note=WHY)
    assert (sees(twin, her), sees(twin, row.home_after_id)) == (False, True)
    late = actor_of("capturer", "police_twin")
    with acting(late):
        casefiles.declare_access(by=late, file_id=row.home_after_id, reason="ATE")
    back(people, row)
    assert sees(twin, her)
    assert sees(late, her), "who came to her meanwhile finds her where she is"


def test_a_record_that_has_company_does_not_go_back_alone(open_her, people, actor_of):
    her = open_her("hospital", MARIA)
    _, mine = said_to_attend(actor_of, her)
    with acting(people.office) as by:
        row = actions.take_out(by=by, file_id=her, record_id=mine, apart=False, note=WHY)
    late = actor_of("capturer", "police_twin")
    with acting(late):
        casefiles.declare_access(by=late, file_id=row.home_after_id, reason="ATE")
        casefiles.ensure_record(by=late, file_id=row.home_after_id)
    with pytest.raises(Conflict, match="cambió con quién está"):
        back(people, row)
