"""Weights that the bank learns from itself, their measured error, and the office that puts them in force."""

import datetime as dt
import html
import itertools
import re
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection
from tests.integration.casefiles.samples import PROFILE
from tests.integration.identity.conftest import XOCHITL

from banevim.casefiles import actions as casefiles
from banevim.casefiles.models import Woman
from banevim.casefiles.terms import Identity
from banevim.common.errors import Conflict, NotFound, Refused
from banevim.common.ids import uuid7
from banevim.identity import actions, queries
from banevim.identity.actions import weighing
from banevim.identity.models import Adoption, Proposal, Trial, WeightsVersion
from banevim.identity.queries.matcher.weights import numbers_of, read_weights
from banevim.methods import linkage
from banevim.vault.context import acting, system
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db
WOMEN = 24
GIVEN = "Ana Eva Rosa Luz Alma Irma Olga Sara Elsa Dora Nora Ruth".split()
SURNAMES = "Verdugo Cota Lucero Ruiz Mata León Rojas Vega Soto Meza Lara Cruz".split()


@pytest.fixture(autouse=True)
def fresh():
    """No process remembers the weights of another test."""
    queries.forget_weights()
    yield
    queries.forget_weights()


def woman(n: int) -> Identity:
    """One of the women of these tests."""
    return Identity(
        given_names=f"{GIVEN[n % 12]} {GIVEN[(n * 5 + 1) % 12]}",
        first_surname=SURNAMES[(n * 7) % 12],
        second_surname=SURNAMES[(n * 3 + n // 12) % 12],
        birth_date=dt.date(1980, 1, 2) + dt.timedelta(days=97 * n),
        phone=f"61234{n:05d}",
    )


@pytest.fixture
def women(actor_of, monkeypatch):
    """Women whom two institutions captured, each in a file of her own; one in six with another day of birth. The last
    bit of an id says which half of the bank a record is of: both records of every other woman teach."""
    turn = itertools.count()
    chosen = lambda: UUID(int=uuid7().int & ~1 | next(turn) % WOMEN % 2)  # noqa: E731
    monkeypatch.setitem(vars(Woman._meta.get_field("id")), "_get_default", chosen)
    for place in ("hospital", "police"):
        by = actor_of("capturer", place)
        with acting(by):
            for n in range(WOMEN):
                who = woman(n)
                if place == "police" and n % 6 == 0:
                    who = replace(who, birth_date=who.birth_date + dt.timedelta(days=1))
                casefiles.open_file(by=by, identity=who, profile=PROFILE)
    with acting(system()) as by:
        actions.count_names(by=by)


@pytest.fixture
def small(monkeypatch):
    """A bank of tests is smaller than any that would be measured."""
    monkeypatch.setattr(weighing, "FEWEST", 10)
    monkeypatch.setattr(weighing, "FEWEST_MATCHES", 3)


@pytest.fixture
def weighed(women, small):
    with acting(system()) as by:
        return actions.weigh(by=by, seed=7)


@pytest.fixture
def desk(actor_of):
    return actor_of("state_liaison")


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def adopt(by, label):
    with acting(by):
        row = actions.put_in_force(by=by, label=label)
    queries.forget_weights()  # what the commit does
    return row


def now(by):
    with acting(by.with_purpose("linkage")):
        return queries.weights()


def test_it_learns_measures_both_and_puts_nothing_in_force(weighed, desk):
    shipped, new = weighed.labels
    assert shipped == linkage.HAND_SET.version
    assert new.startswith("banco-")
    assert weighed.matches > 3
    with acting(desk.with_purpose("linkage")):
        version = WeightsVersion.objects.get()
        trials = {row.weights: row for row in Trial.objects.all()}
        assert not Adoption.objects.exists()
    assert now(desk) == linkage.HAND_SET
    assert (version.label, version.base, version.people) == (new, shipped, 2 * WOMEN)
    assert set(trials) == {shipped, new}
    assert len({row.round for row in trials.values()}) == 1
    for row in trials.values():
        told = row.figures["searches"]
        assert row.searches == told["searches"] == weighed.searches > 10
        assert told["five"] >= told["first"] > 0
        assert sum(told["right"].values()) == told["first"]


def test_what_is_kept_names_nobody(weighed, desk):
    with acting(desk.with_purpose("linkage")):
        kept = repr([*WeightsVersion.objects.values(), *Trial.objects.values()])
    for n in range(WOMEN):
        assert woman(n).phone not in kept
    assert not re.search("erdugo|VERDUGO|Lucero|LUCERO", kept)
    with acting(desk):
        details = AuditRecord.objects.get(event="identity.weights.measured").details
    assert set(details) == {"weights", "people", "searches", "seed"}


def test_the_same_seed_measures_the_same(weighed, desk):
    with acting(system()) as by:
        again = actions.weigh(by=by, seed=7)
    assert again.labels[1] == f"{weighed.labels[1]}-2"
    with acting(desk.with_purpose("linkage")):
        numbers = list(WeightsVersion.objects.order_by("created_at").values_list("numbers", flat=True))
        figures = Trial.objects.filter(weights=linkage.HAND_SET.version).values_list("figures", flat=True)
        assert numbers[0] == numbers[1]
        assert figures[0] == figures[1]


def test_a_bank_with_few_records_measures_nothing(open_her, desk, client_as):
    open_her("hospital")
    with acting(system()) as by:
        done = actions.weigh(by=by)
    assert done.labels == ()
    with acting(desk.with_purpose("linkage")):
        assert not Trial.objects.exists()
    page = text_of(client_as("state_liaison").get("/revision/comparador/"))
    assert "Todavía no se ha medido" in page
    assert "al menos 200 registros" in page
    assert "de cada 1,000" not in page


def test_without_women_captured_twice_it_measures_and_learns_nothing(open_her, small, monkeypatch, desk):
    monkeypatch.setattr(weighing, "FEWEST", 2)
    monkeypatch.setattr(weighing, "FEWEST_MATCHES", 50)
    for n in range(4):
        open_her("hospital", woman(n))
    with acting(system()) as by:
        assert actions.weigh(by=by, seed=1).labels == (linkage.HAND_SET.version,)
    with acting(desk.with_purpose("linkage")):
        assert not WeightsVersion.objects.exists()
        assert Trial.objects.count() == 1


def test_what_people_decided_judges(women, small, desk):
    with acting(system()) as by:
        actions.compare_changed(by=by)
    with acting(desk.with_purpose("linkage")):
        Proposal.objects.update(band="probably")
        pairs = list(Proposal.objects.order_by("-bits")[:3])
    with acting(desk):
        for pair, said in zip(pairs, ("same", "same", "different"), strict=True):
            actions.judge(by=desk, proposal_id=pair.id, judged=said)
    with acting(system()) as by:
        actions.weigh(by=by, seed=3)
    with acting(desk.with_purpose("linkage")):
        for row in Trial.objects.all():
            counts = row.figures["pairs"]
            assert (row.decided, sum(counts["same"].values()), sum(counts["different"].values())) == (3, 2, 1)


def test_only_the_bank_learns_and_only_the_office_decides(weighed, actor_of):
    for role in ("state_liaison", "monitoring_aide", "capturer"):
        by = actor_of(role)
        with acting(by), pytest.raises(Refused):
            actions.weigh(by=by)
    for role in ("capturer", "institutional_liaison", "it_aide", "administrator"):
        by = actor_of(role)
        for act, words in ((actions.put_in_force, {"label": ""}), (actions.ask_to_weigh, {})):
            with acting(by), pytest.raises(Refused):
                act(by=by, **words)


def test_a_version_comes_into_force_and_goes_back(weighed, desk, actor_of):
    new = weighed.labels[1]
    adopt(desk, new)
    assert now(desk).version == new
    with acting(desk), pytest.raises(Conflict, match="ya está en vigor"):
        actions.put_in_force(by=desk, label=new)
    with acting(desk), pytest.raises(NotFound):
        actions.put_in_force(by=desk, label="banco-1")
    aide = actor_of("monitoring_aide")
    adopt(aide, "")
    assert now(desk) == linkage.HAND_SET
    with acting(aide), pytest.raises(Conflict):
        actions.put_in_force(by=aide, label="")
    with acting(desk):
        told = AuditRecord.objects.filter(event="identity.weights.in_force").order_by("at")
        assert [row.details["weights"] for row in told] == [new, linkage.HAND_SET.version]


def test_each_comparison_keeps_the_version_that_it_was_scored_with(weighed, desk, open_her):
    with acting(system()) as by:
        actions.compare_changed(by=by)
    adopt(desk, weighed.labels[1])
    open_her("hospital")
    open_her("police", XOCHITL)
    with acting(system()) as by:
        while actions.compare_changed(by=by):
            pass
    with acting(desk.with_purpose("linkage")):
        versions = set(Proposal.objects.values_list("version", flat=True))
    assert versions == set(weighed.labels)


def found_bits(by, identity):
    """What a search for her finds, in bits of the best."""
    typed = {
        "given_names": identity.given_names,
        "first_surname": identity.first_surname,
        "born": f"{identity.birth_date:%d/%m/%Y}",
    }
    with acting(by):
        return actions.look(by=by, typed=typed, reason="ATE")[1].candidates[0].bits


def test_the_search_scores_with_what_is_in_force(open_her, desk, actor_of):
    open_her("hospital")
    other = replace(linkage.HAND_SET, date_equal=linkage.HAND_SET.date_equal + 3)
    with acting(system().with_purpose("linkage")):
        WeightsVersion.objects.create(
            label="banco-1", base="t", numbers=numbers_of(other), pairs=1, matches=1, people=1
        )
    by = actor_of("capturer", "police")
    before = found_bits(by, XOCHITL)
    adopt(desk, "banco-1")
    assert found_bits(by, XOCHITL) == pytest.approx(before + 3)
    adopt(desk, "")
    assert found_bits(by, XOCHITL) == pytest.approx(before)


def test_numbers_are_read_as_they_were_written():
    odd = replace(linkage.HAND_SET, version="banco-1", year_far=-9.25)
    assert read_weights(numbers_of(odd), "banco-1") == odd
    assert read_weights({**numbers_of(odd), "of_another_time": 1.0}, "banco-1") == odd


def test_the_page_says_what_was_measured_and_lets_the_office_decide(weighed, client_as):
    office, new = client_as("state_liaison"), weighed.labels[1]
    page = text_of(office.get("/revision/comparador/"))
    assert f"{weighed.searches} búsquedas de prueba entre {2 * WOMEN} registros" in page
    assert f"Poner en vigor {new}" in page
    assert "de cada 1,000 (entre" in page
    assert "La nueva" in page
    path = "/revision/comparador/en-vigor/"
    assert office.post(path, {"version": new}).status_code == 302
    queries.forget_weights()
    page = text_of(office.get("/revision/comparador/"))
    assert f"Versión en vigor: {new}" in page
    assert "Poner en vigor" not in page
    assert "Volver a: la que trae el programa" in page
    again = office.post(path, {"version": new}, follow=True)
    assert "ya está en vigor" in text_of(again)
    assert client_as("monitoring_aide").post(path, {"version": ""}).status_code == 302
    queries.forget_weights()
    assert "Versión en vigor: la que trae el programa" in text_of(office.get("/revision/comparador/"))
    assert office.post(path, {"version": "no hay"}).status_code == 404


def test_the_office_does_not_wait_for_sunday(client_as, django_capture_on_commit_callbacks):
    office = client_as("state_liaison")
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert office.post("/revision/comparador/medir/").status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'identity.weigh'")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("role", ["capturer", "institutional_liaison", "it_aide", "administrator"])
def test_nobody_else_reads_it(client_as, role):
    assert client_as(role).get("/revision/comparador/").status_code == 403
