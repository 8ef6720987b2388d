"""Two files that were one are two again: each access reads the woman that it was given for, and no other."""

import datetime as dt
from uuid import uuid4

import pytest
from tests.harness.merging import Bank
from tests.integration.care.conftest import consent_data, referral_data
from tests.integration.identity.test_merging import MARRIED, judge, undo

from banevim.care import actions as care
from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.casefiles.models import Access, UniqueFile
from banevim.casefiles.terms import Reason
from banevim.common import clock
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(actor_of, open_her):
    """A file of the hospital, the older one, and one of the police, and the pair of them that waits."""
    bank = Bank(actor_of("state_liaison"), actor_of("capturer", "hospital"), actor_of("capturer", "police"))
    ids = open_her("hospital"), open_her("police", MARRIED)
    now = bank.files()
    bank.records += sorted(now, key=lambda record: ids.index(now[record]))
    return bank, ids, bank.proposal(0, 1)


def declare(by, file_id):
    with acting(by):
        return casefiles.declare_access(by=by, file_id=file_id, reason="ATE")


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
        ended = AuditRecord.objects.filter(event="casefiles.access.ended").get()
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


@pytest.mark.parametrize("writes", [True, False])
@pytest.mark.parametrize("n", [0, 1])
def test_who_accepted_a_referral_reads_the_woman_who_was_referred(pair, actor_of, n, writes):
    bank, ids, waiting = pair
    judge(bank, waiting, "same")
    sender, twin = (bank.hospital, bank.police)[n], actor_of("capturer", "hospital_twin")
    with acting(sender):
        sent = care.send_referral(
            by=sender,
            file_id=ids[0],
            data=referral_data("hospital_twin"),
            consent=consent_data("hospital_twin"),
            idempotency_key=uuid4(),
        )
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
            assert files.own_record(ids[n], twin.institution_id)


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
