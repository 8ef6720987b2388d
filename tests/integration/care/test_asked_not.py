"""What she said of how to reach her is read first, obeyed, and shown only in the contact that is opened."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.integration.care.conftest import contact_data, next_contact
from tests.integration.casefiles.samples import CASE, PROFILE

from banevim.care import actions, queries, rules
from banevim.care.terms import Answer, Purpose
from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.casefiles.terms import Answered, Identity
from banevim.catalogs.queries import codebook
from banevim.common import clock
from banevim.common.errors import Invalid, Refused
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db
SAID = {"owner": "FAM", "ways": ["LLA", "TER"], "times": ["MAN"], "leave_message": "NO", "follow_up": "SI"}
WORDS = {"other_phone": "612 555 0101", "email": "discreta@ejemplo.mx", "through": "Su hermana Elvia"}
NOT_ASKED = "No hay reglas anotadas"
GUARDIAN = {"reason": "MIN", "link": "PAD", "is_aggressor": "SI"}
NOT_SOUGHT = [{"ways": ["NIN"]}, {"ways": ["LLA"], "follow_up": "NO"}]


def text(response, status=200):
    assert response.status_code == status, response.content.decode()[-1500:]
    return response.content.decode()


@pytest.fixture
def tell(who, her):
    """`tell("police", "contact", coded, words)`: the institution registers a section about her, with a case."""

    def keep(code, section="contact", coded=SAID, words=WORDS, file_id=None):
        by = who(code)
        with acting(by):
            if code != "hospital":
                casefiles.declare_access(by=by, file_id=file_id or her, reason="ATE")
            record = casefiles.ensure_record(by=by, file_id=file_id or her)
            told = (Answered(section, coded, words),)
            casefiles.register_case(by=by, record_id=record.id, data=CASE, answered=told)

    return keep


@pytest.fixture
def plan(as_of, her):
    """`plan()`: a call by the hospital, with her yes."""

    def make(way="TEL", file_id=None):
        return as_of(
            "hospital",
            actions.schedule_follow_up,
            file_id=file_id or her,
            data=next_contact(way),
            consent=contact_data(),
            idempotency_key=uuid4(),
        )

    return make


@pytest.fixture
def sender(client_as):
    return client_as("capturer", "hospital")


def opened(sender, row):
    return text(sender.post(reverse("care:contact", args=[row.id])))


def test_what_she_said_comes_before_the_telephone(sender, tell, plan):
    tell("hospital")
    row = plan()
    closed = text(sender.get(reverse("care:follow_up", args=[row.id])))
    assert [value for value in WORDS.values() if value in closed] == []
    page = opened(sender, row)
    assert NOT_ASKED not in page
    order = [
        "No dejes recado",
        "De alguien de su familia",
        "Llamada, Por medio de la persona que ella indicó",
        "Por la mañana",
        *WORDS.values(),
        "De 9 a 12; no dejar recado",
        "612 000 0000",
    ]
    places = [page.find(said) for said in order]
    assert places == sorted(places)
    assert places[0] > 0
    assert page.index("No dejes recado") > page.index("Reglas para contactarla")


def test_the_default_is_only_for_her_of_whom_nothing_is_known(sender, who, tell, plan):
    by = who("hospital")
    with acting(by):
        nobody = Identity(given_names="Ana", first_surname="Prueba", phone="612 111 1111")
        woman = casefiles.open_file(by=by, identity=nobody, profile=PROFILE)
        other = files.file_of(woman.id).id
    row = plan(file_id=other)
    page = opened(sender, row)
    assert NOT_ASKED in page
    assert "No dejes recado" not in page
    tell("hospital", coded={"times": ["TAR"]}, words={}, file_id=other)
    page = opened(sender, row)
    assert NOT_ASKED not in page
    assert "Por la tarde" in page


def test_what_another_institution_heard_is_read_with_an_access(sender, tell, plan, as_of, her):
    tell("police")
    row = plan()
    assert "No dejes recado" not in opened(sender, row)
    as_of("hospital", casefiles.declare_access, file_id=her, reason="ATE")
    page = opened(sender, row)
    assert "Institución de prueba police" in page
    assert [value for value in ("No dejes recado", *WORDS.values()) if value not in page] == []


def test_what_a_shelter_heard_is_read_by_nobody_else(sender, tell, plan, as_of, her):
    tell("shelter")
    row = plan()
    as_of("hospital", casefiles.declare_access, file_id=her, reason="ATE")
    page = opened(sender, row)
    assert [value for value in ("No dejes recado", *WORDS.values(), "shelter") if value in page] == []


@pytest.mark.parametrize("coded", NOT_SOUGHT)
def test_she_who_asked_not_to_be_looked_for_is_not(sender, tell, plan, as_of, coded):
    row, visit = plan(), plan("CIT")
    tell("hospital", coded=coded, words={})
    with pytest.raises(Refused, match="pidió que no la busquen") as refused:
        as_of("hospital", actions.open_contact, follow_up_id=row.id)
    assert "Contacto seguro" in str(refused.value)
    page = text(sender.get(reverse("care:follow_up", args=[row.id])))
    assert "pidió que no la busquen" in page
    assert "Ver cómo contactarla" not in page
    assert "No consta que acepte" not in page
    assert "Ella viene" in text(sender.get(reverse("care:follow_up", args=[visit.id])))
    refused_page = sender.post(reverse("care:contact", args=[row.id]))
    assert refused_page.status_code == 403
    assert "612 000" not in refused_page.content.decode()


@pytest.mark.parametrize("coded", NOT_SOUGHT)
@pytest.mark.parametrize("way", ["TEL", "MSJ", "VIS"])
def test_nor_is_it_planned(sender, tell, plan, her, coded, way):
    tell("hospital", coded=coded, words={})
    with pytest.raises(Invalid, match="pidió que no la busquen") as refused:
        plan(way)
    assert refused.value.field == "way"
    assert plan("CIT").way == "CIT"


def test_her_newest_answer_counts(tell, plan, as_of, her):
    tell("police", coded={"ways": ["NIN"]}, words={})
    as_of("hospital", casefiles.declare_access, file_id=her, reason="ATE")
    with pytest.raises(Invalid, match="pidió que no la busquen"):
        plan()
    tell("hospital", coded={"ways": ["no_se_pregunto"], "times": ["MAN"]}, words={})
    with pytest.raises(Invalid, match="pidió que no la busquen"):
        plan()
    tell("hospital", coded={"ways": ["LLA"]}, words={})
    row = plan()
    assert as_of("hospital", actions.open_contact, follow_up_id=row.id).phone == "612 000 0000"
    tell("police", coded={"ways": ["LLA"], "follow_up": "NO"}, words={})
    with pytest.raises(Refused, match="pidió que no la busquen"):
        as_of("hospital", actions.open_contact, follow_up_id=row.id)


def test_the_twins_say_the_same(tell, plan, who):
    row = plan()
    with acting(who("hospital")):
        consent = queries.newest_consent(row.record.memberships.get().file_id, Purpose.CONTACT)
        assert rules.may_contact(row, consent, [])
        for coded in NOT_SOUGHT:
            assert not rules.may_contact(row, consent, [coded])
            for way, may in (("TEL", False), ("CIT", True)):
                planned = next_contact(way)
                assert rules.may_follow_up(planned, clock.today(), codebook(), consent, []) is True
                assert rules.may_follow_up(planned, clock.today(), codebook(), consent, [coded]) is may


def test_a_guardian_who_attacked_is_warned_of(sender, tell, plan):
    warned = "No le llames, no le avises ni le dejes recado"
    row = plan()
    page = reverse("care:follow_up", args=[row.id])
    assert warned not in text(sender.get(page))
    tell("hospital", "guardian", GUARDIAN, {})
    assert warned in text(sender.get(page))
    shown = opened(sender, row)
    assert 0 < shown.index(warned) < shown.index("612 000 0000")


def test_what_such_a_guardian_answered_is_not_shown_as_what_she_accepts(sender, tell, as_of, her):
    as_of("hospital", actions.record_consent, file_id=her, data=replace(contact_data(), way="REP"))
    page, accepts = reverse("casefiles:file", args=[her]), "Qué acepta ella"
    assert "Buscarla para dar seguimiento" in text(sender.get(page)).split(accepts)[1]
    tell("hospital", "guardian", GUARDIAN, {})
    assert "Buscarla para dar seguimiento" not in text(sender.get(page)).split(accepts)[1]
    as_of("hospital", actions.record_consent, file_id=her, data=contact_data())
    assert "Buscarla para dar seguimiento" in text(sender.get(page)).split(accepts)[1]


def test_whoever_asks_in_a_call_not_to_be_looked_for_is_not(plan, as_of, who, her):
    first, other = plan(), plan()
    with acting(who("hospital")):
        actions.open_contact(by=who("hospital"), follow_up_id=other.id)
    words = {"on": clock.today(), "idempotency_key": uuid4()}
    as_of("hospital", actions.record_attempt, follow_up_id=first.id, result="PID", **words)
    with acting(who("hospital")):
        assert queries.newest_consent(her, Purpose.CONTACT).answer == Answer.WITHDRAWN
        with pytest.raises(Refused, match="No consta que ella acepte"):
            actions.open_contact(by=who("hospital"), follow_up_id=other.id)
    with pytest.raises(Invalid, match="No consta que ella acepte"):
        as_of(
            "hospital",
            actions.schedule_follow_up,
            file_id=her,
            data=next_contact("TEL"),
            idempotency_key=uuid4(),
        )
    as_of("hospital", actions.record_attempt, follow_up_id=other.id, result="PID", **words)
    with acting(who("hospital")):
        assert queries.consents_of(her).filter(answer=Answer.WITHDRAWN).count() == 1


def test_a_form_sent_again_does_not_give_back_what_she_took_back(as_of, who, her):
    key = uuid4()

    def send():
        return as_of(
            "hospital",
            actions.schedule_follow_up,
            file_id=her,
            data=next_contact("TEL"),
            consent=contact_data(),
            idempotency_key=key,
        )

    first = send()
    as_of("hospital", actions.record_consent, file_id=her, data=contact_data(Answer.WITHDRAWN))
    assert send().id == first.id
    with acting(who("hospital")):
        assert queries.newest_consent(her, Purpose.CONTACT).answer == Answer.WITHDRAWN


@pytest.mark.parametrize(
    ("ways", "yes", "no"),
    [
        (["MSJ"], ["MSJ"], ["TEL", "VIS"]),
        (["PER"], ["VIS"], ["TEL", "MSJ"]),
        (["WAP", "LLA"], ["TEL", "MSJ"], ["VIS"]),
        (["TER"], ["TEL", "MSJ", "VIS"], []),
        (["no_se_pregunto"], ["TEL", "MSJ", "VIS"], []),
    ],
)
def test_she_is_looked_for_only_in_the_ways_that_she_said(tell, plan, as_of, who, ways, yes, no):
    before = {way: plan(way) for way in (*yes, *no)}
    tell("hospital", coded={"ways": ways}, words={})
    for way in (*yes, "CIT"):
        plan(way)
    for way in no:
        with pytest.raises(Invalid, match="así no"):
            plan(way)
    for way, row in before.items():
        with acting(who("hospital")):
            if way in yes:
                actions.open_contact(by=who("hospital"), follow_up_id=row.id)
            else:
                with pytest.raises(Refused, match="así no"):
                    actions.open_contact(by=who("hospital"), follow_up_id=row.id)
