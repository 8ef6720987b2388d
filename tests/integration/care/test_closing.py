"""An institution closes its month, also with no cases: who may, what stays written, who reads it, what comes late."""

import datetime as dt
import html
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from tests.harness import people
from tests.integration.casefiles.samples import CASE, MARIA, PROFILE

from banevim.accounts.models import Person
from banevim.care import actions, queries, rules
from banevim.care.models import MonthClosing
from banevim.casefiles import actions as casefiles
from banevim.casefiles.models import Case
from banevim.common import clock
from banevim.common.errors import Conflict, Invalid, Refused
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db
PAGE, REOPEN = "/mi-mes/cierre/", "/mi-mes/cierre/reabrir/"
HOSPITAL = people.INSTITUTIONS["hospital"].id


@pytest.fixture
def last():
    return queries.last_ended_month()


@pytest.fixture(autouse=True)
def accounts_of_before(acting_as):
    """The people of the hospital and of the police have had their accounts for three months."""
    with acting_as("administrator"):
        old = Person.objects.filter(institution__code__in=["T-hospital", "T-police", "T-shelter"])
        old.update(created_at=clock.now() - dt.timedelta(days=100))


@pytest.fixture
def close(actor_of):
    def act(month, said=0, place="hospital", role="institutional_liaison"):
        by = actor_of(role, place)
        with acting(by):
            return actions.close_month(by=by, month=month, said=said)

    return act


@pytest.fixture
def reopen(actor_of):
    def act(month, why="error", place="hospital"):
        by = actor_of("institutional_liaison", place)
        with acting(by):
            actions.reopen_month(by=by, month=month, why=why)

    return act


def registered_in(actor_of, month, **words):
    """A case of the hospital as if it had been registered in the middle of a month."""
    by = actor_of("capturer", "hospital")
    with acting(by):
        woman = casefiles.open_file(by=by, identity=MARIA, profile=PROFILE)
        row = casefiles.register_case(by=by, record_id=woman.id, data=replace(CASE, **words))
        if month:
            Case.objects.filter(pk=row.pk).update(
                registered_at=queries.month_span(month)[0] + dt.timedelta(9)
            )
    return row


def test_a_month_is_closed_with_what_it_had_and_also_with_nothing(close, actor_of, last):
    registered_in(actor_of, last)
    row = close(last, 3)
    assert (row.said, row.registered, row.month) == (3, 1, last)
    before = rules.months_before(last, 2)[0]
    assert close(before).registered == 0


def test_only_months_that_ended_and_of_the_last_twelve(close, last):
    now = f"{clock.today():%Y-%m}"
    for wrong in (now, rules.months_before(last, 13)[0], "2026-13", "", "hoy"):
        with pytest.raises(Invalid, match="últimos doce meses"):
            close(wrong)
    close(rules.months_before(last, 12)[0])
    with pytest.raises(Invalid, match="0"):
        close(last, -1)


def test_the_liaison_closes_it_and_a_capturer_only_where_there_is_none(close, acting_as, last):
    with pytest.raises(Refused, match="persona enlace"):
        close(last, role="capturer")
    with acting_as("administrator"):
        Person.objects.filter(role="institutional_liaison", institution_id=HOSPITAL).update(is_active=False)
    assert close(last, role="capturer").by_id == people.person_id("capturer", "hospital")


@pytest.mark.parametrize("role", ["state_liaison", "administrator", "statistics_reader"])
def test_nobody_else_closes_it(close, last, role):
    with pytest.raises(Refused):
        close(last, place=people.home_of(role), role=role)


def test_the_same_closing_twice_is_one_and_another_number_is_refused(close, last, acting_as):
    assert close(last, 2).id == close(last, 2).id
    with pytest.raises(Conflict, match="ábrelo de nuevo"):
        close(last, 5)
    with acting_as("institutional_liaison", "hospital"):
        assert MonthClosing.objects.count() == 1


def test_it_is_opened_again_by_a_dated_act_with_a_reason_and_nothing_is_lost(close, reopen, acting_as, last):
    first = close(last, 2)
    with pytest.raises(Invalid, match="por qué"):
        reopen(last, "porque sí")
    reopen(last, "cuenta")
    with pytest.raises(Conflict, match="no está cerrado"):
        reopen(last)
    second = close(last, 4)
    with acting_as("institutional_liaison", "hospital"):
        rows = list(MonthClosing.objects.order_by("created_at"))
        assert [row.id for row in rows] == [first.id, second.id]
        assert (rows[0].reopened_why, rows[0].said, rows[1].reopened_at) == ("cuenta", 2, None)
        assert rows[0].reopened_at >= rows[0].created_at
    with acting_as("it_aide"):
        events = AuditRecord.objects.filter(event__startswith="care.month").order_by("at")
        assert [each.event for each in events] == [
            "care.month.closed",
            "care.month.reopened",
            "care.month.closed",
        ]


def test_the_database_keeps_one_in_force_and_no_reopening_without_who_and_why(close, acting_as, last):
    row = close(last)
    with acting_as("institutional_liaison", "hospital"):
        for changes in ({"reopened_at": clock.now()}, {"reopened_why": "error"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                MonthClosing.objects.filter(pk=row.pk).update(**changes)
        with pytest.raises(DatabaseError), transaction.atomic():
            MonthClosing.objects.create(
                institution_id=HOSPITAL, month=last, by_id=row.by_id, said=0, registered=0
            )
        with pytest.raises(DatabaseError), transaction.atomic():
            MonthClosing.objects.all().delete()


def test_only_its_institution_and_the_state_office_read_it(close, acting_as, last):
    close(last)
    for role, place, seen in (
        ("institutional_liaison", "hospital", 1),
        ("institutional_liaison", "hospital_twin", 0),
        ("capturer", "police", 0),
        ("state_liaison", None, 1),
        ("monitoring_aide", None, 1),
    ):
        with acting_as(role, place):
            assert MonthClosing.objects.count() == seen, role
    with acting_as("state_liaison"):
        with pytest.raises(DatabaseError), transaction.atomic():
            MonthClosing.objects.create(
                institution_id=HOSPITAL,
                month="2026-01",
                by_id=people.person_id("state_liaison"),
                said=0,
                registered=0,
            )
        assert MonthClosing.objects.update(said=9) == 0


def test_closed_months_say_who_had_to_and_who_did_at_a_moment(close, reopen, acting_as, last):
    two = rules.months_before(last, 2)
    before = clock.now()
    close(last)
    between = clock.now()
    reopen(last)
    close(two[0])
    with acting_as("state_liaison"):
        now, then, earlier = (
            {row.institution.code[2:]: row for row in queries.closed_months(two, at=at)}
            for at in (None, between, before)
        )
    assert now["hospital"].missing == (two[1],)
    assert then["hospital"].missing == (two[0],)
    assert earlier["hospital"].missing == two
    assert now["police"].missing == two
    assert "hospital_twin" not in now, "its accounts were opened this month"
    assert "state_office" not in now, "it captures nothing"
    police = people.INSTITUTIONS["police"].id
    with acting_as("institutional_liaison", "police"):
        own = queries.closed_months(two, institution_id=police)
    assert [row.institution.pk for row in own] == [police]


def test_an_institution_that_closed_one_has_to_close_the_ones_after_it(close, acting_as, last):
    """Also where its accounts are newer than its history: a practice bank, or accounts that were all renewed."""
    close(rules.months_before(last, 3)[1], place="hospital_twin")
    with acting_as("state_liaison"):
        rows = {row.institution.code[2:]: row for row in queries.closed_months(rules.months_before(last, 3))}
    assert tuple(rows["hospital_twin"].months) == rules.months_before(last, 2)


def test_what_comes_after_the_closing_is_allowed_and_counted_as_late(close, actor_of, acting_as, last):
    row = close(last)
    in_it = queries.month_span(last)[0].date() + dt.timedelta(days=9)
    registered_in(actor_of, "", learned_on=in_it, facts_on=in_it)
    registered_in(actor_of, "", learned_on=clock.today(), facts_on=in_it)
    with acting_as("institutional_liaison", "hospital"):
        assert queries.late_since(row) == 1
        assert queries.cases_in(HOSPITAL, last) == 0


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def test_the_page_counts_asks_closes_and_tells(client_as, actor_of, last):
    registered_in(actor_of, last)
    by = actor_of("capturer", "hospital")
    with acting(by):
        casefiles.start_draft(by=by, way="express", typed={})
    liaison = client_as("institutional_liaison", "hospital")
    desk = text_of(liaison.get("/"))
    assert "Cierre del mes" in desk
    assert "todavía sin cerrar" in desk
    page = text_of(liaison.get(PAGE))
    assert "1 captura sin registrar" in page, "of a colleague: the number and no more"
    assert 'value="1"' in page
    assert "Nunca quiere decir “no hubo”" in page
    wrong = liaison.post(PAGE, {"said": ""})
    assert wrong.status_code == 422
    assert "Error:" in text_of(wrong)
    done = liaison.post(f"{PAGE}?mes={last}", {"said": "2"}, follow=True)
    closed = text_of(done)
    assert "Dijo 2 casos; el sistema tenía 1" in closed
    assert "Queda anotado" in closed
    assert (
        text_of(liaison.post(f"{REOPEN}?mes={last}", {"why": ""})).count("Elige por qué se abre de nuevo")
        >= 2
    )
    opened = text_of(liaison.post(f"{REOPEN}?mes={last}", {"why": "falta"}, follow=True))
    assert "Se abrió de nuevo" in opened


def test_a_capturer_reads_the_page_and_does_not_close(client_as, last):
    capturer = client_as("capturer", "hospital")
    assert "Cierre del mes" not in text_of(capturer.get("/"))
    assert "El mes lo cierra la persona enlace" in text_of(capturer.get(PAGE))
    refused = capturer.post(PAGE, {"said": "0"})
    assert refused.status_code == 422
    assert "persona enlace" in text_of(refused)


def test_the_office_sees_who_has_not_closed(client_as, close, last):
    close(last, 7)
    desk = text_of(client_as("state_liaison").get("/"))
    assert "2 de 3 no han cerrado" in desk
    page = text_of(client_as("monitoring_aide").get("/captura/instituciones/"))
    table = page[page.index("Cierre de ") :]
    assert table.index("police") < table.index("prueba hospital")
    assert table.count("Sin cerrar") == 2
    assert "Dijo: </span>7" in table


def test_the_first_day_of_a_month_opens_the_one_before(close, client_as, monkeypatch):
    def on(day):
        monkeypatch.setattr(clock, "now", lambda: dt.datetime.combine(day, dt.time(8), clock.zone()))

    first = clock.today().replace(day=1)
    on(first - dt.timedelta(days=1))
    assert queries.last_ended_month() < f"{first - dt.timedelta(days=1):%Y-%m}"
    on(first)
    assert queries.last_ended_month() == f"{first - dt.timedelta(days=1):%Y-%m}"
