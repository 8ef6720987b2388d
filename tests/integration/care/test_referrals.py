"""Referrals between institutions: nothing leaves without her consent, and who she is only after accepting."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from tests.harness.merging import moved
from tests.integration.care.conftest import SECRET, consent_data, referral_data
from tests.integration.casefiles.samples import MARIA, PROFILE

from banevim.care import actions, queries
from banevim.care.models import Consent, Referral, ReferralDetail, ReferralStep
from banevim.care.terms import Answer, Stage
from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.casefiles.models import Access
from banevim.common.errors import Conflict, Invalid, NotFound, Refused
from banevim.identity import actions as identity
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db


def stage_of(who, referral_id, code="hospital"):
    with acting(who(code)):
        return Referral.objects.get(pk=referral_id).stage


def test_nothing_leaves_without_her_consent(who, as_of, her):
    words = {"file_id": her, "data": referral_data(), "idempotency_key": uuid4()}
    with pytest.raises(Invalid, match="No consta") as missing:
        as_of("hospital", actions.send_referral, **words)
    assert missing.value.field == "consent"
    as_of("hospital", actions.record_consent, file_id=her, data=consent_data("police_twin"))
    as_of("hospital", actions.record_consent, file_id=her, data=consent_data(None))
    with pytest.raises(Invalid, match="No consta"):
        as_of("hospital", actions.send_referral, **words)
    as_of("hospital", actions.record_consent, file_id=her, data=consent_data(answer=Answer.NOT_GIVEN))
    with pytest.raises(Invalid, match="No consta"):
        as_of("hospital", actions.send_referral, **words)
    as_of("hospital", actions.record_consent, file_id=her, data=consent_data())
    sent = as_of("hospital", actions.send_referral, **words)
    assert as_of("hospital", actions.send_referral, **words).id == sent.id
    with acting(who("hospital")):
        assert Referral.objects.count() == 1
        assert AuditRecord.objects.filter(event="care.referral.sent").count() == 1


def test_a_referral_from_end_to_end(who, as_of, her, refer):
    key = refer().id
    police = who("police")
    with acting(police):
        notice = queries.referral(key)
        assert (notice.stage, notice.institution_id) == (Stage.SENT, who("hospital").institution_id)
        assert notice.folio is None
        assert queries.detail_of(key) is None
        assert not files.records_of(her).exists()
        with pytest.raises(NotFound):
            casefiles.open_file_page(by=police, file_id=her)
        with pytest.raises(Refused, match="después de aceptar"):
            actions.open_message(by=police, referral_id=key)
    as_of("police", actions.receive_referral, referral_id=key)
    as_of("police", actions.accept_referral, referral_id=key)
    with acting(police):
        access = Access.objects.get(institution_id=police.institution_id)
        assert (access.reason, access.file_id) == ("CAN", her)
        assert queries.referral(key).folio.startswith("BCS-")
        assert files.identity_of(her).given_names == "María Fernanda"
        assert queries.detail_of(key).reason == "ESP"
        assert actions.open_message(by=police, referral_id=key) == SECRET
    as_of("police", actions.attend_referral, referral_id=key)
    as_of("police", actions.close_referral, referral_id=key, outcome="ATE")
    with acting(who("hospital")) as hospital:
        assert queries.referral(key).stage == Stage.CLOSED
        said = [(s.step, s.code) for s in queries.steps_of(key)]
        assert said == [("send", ""), ("receive", ""), ("accept", ""), ("attend", ""), ("close", "ATE")]
        assert actions.open_message(by=hospital, referral_id=key) == SECRET


def test_each_party_does_only_its_part_and_once(who, as_of, refer):
    key = refer().id
    for code in ("hospital_twin", "police_twin", "shelter"):
        for action in (actions.accept_referral, actions.receive_referral, actions.attend_referral):
            with pytest.raises(NotFound):
                as_of(code, action, referral_id=key)
    with pytest.raises(NotFound):
        as_of("office", actions.end_search, referral_id=key)
    with pytest.raises(Refused, match="no le toca"):
        as_of("hospital", actions.accept_referral, referral_id=key)
    with pytest.raises(Refused, match="no le toca"):
        as_of("police", actions.revoke_referral, referral_id=key, reason="ERR")
    with pytest.raises(Conflict):
        as_of("police", actions.attend_referral, referral_id=key)
    with pytest.raises(Invalid) as missing:
        as_of("police", actions.decline_referral, referral_id=key, reason="")
    assert missing.value.field == "code"
    as_of("police", actions.decline_referral, referral_id=key, reason="CUP")
    as_of("police", actions.decline_referral, referral_id=key, reason="CUP")
    with pytest.raises(Conflict):
        as_of("police", actions.decline_referral, referral_id=key, reason="COM")
    with pytest.raises(Conflict):
        as_of("police", actions.accept_referral, referral_id=key)
    with acting(who("hospital")):
        assert queries.referral(key).stage == Stage.DECLINED
        assert ReferralStep.objects.filter(referral_id=key, step="decline").count() == 1
    with acting(who("police")):
        assert not Access.objects.exists()


@pytest.mark.parametrize("ending", ["withdrawn", "not_given", "revoked"])
def test_taking_it_back_ends_the_access(who, as_of, her, refer, ending):
    key, other = refer().id, refer("police_twin").id
    for code, referral_id in (("police", key), ("police_twin", other)):
        as_of(code, actions.accept_referral, referral_id=referral_id)
    if ending == "revoked":
        as_of("hospital", actions.revoke_referral, referral_id=key, reason="SEG")
    else:
        answer = Answer.WITHDRAWN if ending == "withdrawn" else Answer.NOT_GIVEN
        as_of("hospital", actions.record_consent, file_id=her, data=consent_data(answer=answer))
    assert stage_of(who, key) == Stage.REVOKED
    assert stage_of(who, other) == Stage.ACCEPTED
    with acting(who("police")) as police:
        assert not files.records_of(her).exists()
        assert queries.detail_of(key) is None
        with pytest.raises(NotFound):
            casefiles.open_file_page(by=police, file_id=her)
        with pytest.raises(Refused):
            actions.open_message(by=police, referral_id=key)
        with pytest.raises(Conflict):
            actions.accept_referral(by=police, referral_id=key)
    with acting(who("police_twin")):
        assert files.records_of(her).exists()


def test_what_she_took_back_does_not_return_with_a_record_that_is_put_back(who, as_of, her, refer, actor_of):
    as_of("police", actions.accept_referral, referral_id=refer().id)
    mine = as_of("police", casefiles.ensure_record, file_id=her).id
    office = actor_of("state_liaison")
    with acting(office):
        row = identity.take_out(by=office, file_id=her, record_id=mine, apart=False, note="Era su hermana")
    as_of("hospital", actions.record_consent, file_id=her, data=consent_data(answer=Answer.WITHDRAWN))
    with acting(office):
        identity.put_back(by=office, extraction_id=row.id)
    with acting(who("police")):
        assert files.records_of(her).exists()  # their own
        assert not files.accesses_in_force(her).exists()


def test_withdrawing_ends_the_access_of_a_closed_referral_too(who, as_of, her, refer):
    key = refer().id
    as_of("police", actions.accept_referral, referral_id=key)
    as_of("police", actions.close_referral, referral_id=key, outcome="PAR")
    as_of("hospital", actions.record_consent, file_id=her, data=consent_data(answer=Answer.WITHDRAWN))
    assert stage_of(who, key) == Stage.REVOKED
    with acting(who("police")):
        assert not files.records_of(her).exists()
        assert not Access.objects.filter(revoked_at__isnull=True).exists()
        assert [s.code for s in queries.steps_of(key)][-2:] == ["PAR", "CON"]
    with pytest.raises(Invalid, match="que retirar"):
        twin = consent_data("police_twin", Answer.WITHDRAWN)
        as_of("hospital", actions.record_consent, file_id=her, data=twin)


def test_taking_back_reaches_what_left_from_a_record_that_moved(who, as_of, her, refer):
    key = refer().id
    as_of("police", actions.accept_referral, referral_id=key)
    with acting(who("hospital")) as hospital:
        record = files.own_record(her, hospital.institution_id)
        another = files.file_of(casefiles.open_file(by=hospital, identity=MARIA, profile=PROFILE).id).id
    moved(who("office"), record.id, another)
    as_of("hospital", actions.record_consent, file_id=another, data=consent_data(answer=Answer.WITHDRAWN))
    assert stage_of(who, key) == Stage.REVOKED
    with acting(who("police")):
        assert not Access.objects.filter(revoked_at__isnull=True).exists()


def test_two_acceptances_of_one_day_hang_on_their_own_referral(who, as_of, her, refer):
    first, second = refer().id, refer(service="PSI").id
    as_of("police", actions.accept_referral, referral_id=first)
    as_of("police", actions.accept_referral, referral_id=second)
    as_of("hospital", actions.revoke_referral, referral_id=first, reason="ERR")
    with acting(who("police")):
        assert files.records_of(her).exists()
        assert Access.objects.filter(revoked_at__isnull=True).count() == 1


def test_recipients_are_those_who_may_open_the_file(who, as_of, her, person_of):
    with acting(who("hospital")) as hospital:
        names = {row.code for row in queries.recipients(hospital) if row.code.startswith("T-")}
        assert names == {"T-hospital_twin", "T-police", "T-police_twin"}
        assert not queries.shelters(hospital).exists()
        for code in ("capturer", "institutional_liaison"):
            person = person_of(code, "police_twin")
            person.is_active = False
            person.save()
        names = {row.code for row in queries.recipients(hospital) if row.code.startswith("T-")}
        assert names == {"T-hospital_twin", "T-police"}
    for whom in ("hospital", "shelter", "police_twin", "state_office"):
        words = {"data": referral_data(whom), "idempotency_key": uuid4()}
        with pytest.raises(Invalid, match="Elige una institución"):
            as_of("hospital", actions.send_referral, file_id=her, **words)
    with acting(who("hospital")):
        assert not Consent.objects.exists()


def test_the_message_lies_sealed(who, refer):
    key = refer().id
    with acting(who("hospital")):
        row = ReferralDetail.objects.get(pk=key)
        assert SECRET.encode() not in bytes(row.message)


def test_nobody_forges_a_referral_to_oneself(who, as_of, refer):
    row = refer()
    with acting(who("police_twin")), pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
        row.id, row.recipient_id = uuid4(), who("police_twin").institution_id
        row.idempotency_key = None
        row.save(force_insert=True)


def test_rows_by_who_asks(who, as_of, actor_of, refer):
    """Sender, colleague, recipient, stranger, state office, shelter, nobody: as the role of the application."""
    key = refer().id
    as_of("police", actions.accept_referral, referral_id=key)
    seen = {}
    for name, actor in {
        "sender": who("hospital"),
        "colleague": actor_of("institutional_liaison", "hospital"),
        "recipient": who("police"),
        "recipient's colleague": actor_of("institutional_liaison", "police"),
        "stranger": who("police_twin"),
        "office": who("office"),
        "shelter": who("shelter"),
    }.items():
        with acting(actor):
            tables = (Referral, ReferralDetail, ReferralStep, Consent)
            seen[name] = tuple(table.objects.count() for table in tables)
    both, none = (1, 1, 2, 0), (0, 0, 0, 0)
    assert seen == {
        "sender": (1, 1, 2, 1),
        "colleague": (1, 1, 2, 1),
        "recipient": both,
        "recipient's colleague": both,
        "stranger": none,
        "office": none,
        "shelter": none,
    }
    with connection.cursor() as cursor:
        for table in (
            "care_referral",
            "care_referraldetail",
            "care_referralstep",
            "care_consent",
            "care_routing",
        ):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT banevim_referred_file(%s), banevim_end_referral_access(%s, now())", [key, key])
        assert cursor.fetchone() == (None, 0)
