"""What the clock asks for: typed data are erased when they have served, the trail is signed, jobs say for whom."""

import inspect
import json

import pytest
from procrastinate.contrib.django import app
from tests.integration.casefiles.samples import MARIA, PROFILE
from tests.integration.vault.trail_helpers import tamper

from banevim.casefiles import actions as casefiles
from banevim.casefiles.models import HandoverIdentity
from banevim.casefiles.terms import Identity
from banevim.common.ids import uuid7
from banevim.cuts.tasks import ask_for_site
from banevim.identity import actions as identity
from banevim.identity.models import SearchSheet
from banevim.identity.tasks import compare
from banevim.operations import tasks
from banevim.vault.context import acting, system
from banevim.vault.models import AuditCheckpoint, AuditRecord

OLD = [
    "UPDATE identity_searchsheet SET created_at = created_at - interval '2 days'",
    "UPDATE casefiles_handover SET expires_at = expires_at - interval '2 days'",
]


def kept() -> tuple[int, int]:
    with acting(system()):
        return SearchSheet.objects.count(), HandoverIdentity.objects.count()


def test_what_was_typed_is_erased_when_it_has_served(committed, actor_of):
    actor = actor_of("capturer")
    with acting(actor):
        identity.search(by=actor, typed={"box": "Rosalba Cota Geraldo 1990"}, reason="ATE")
        casefiles.hand_over(by=actor, search_id=uuid7(), identity=Identity(given_names="Rosalba"))
    tasks.forget(timestamp=0)
    assert kept() == (1, 1)
    tamper(committed, *OLD)
    tasks.forget(timestamp=0)
    assert kept() == (0, 0)


def test_another_person_erases_nothing(committed, actor_of):
    actor = actor_of("capturer")
    with acting(actor):
        casefiles.hand_over(by=actor, search_id=uuid7(), identity=Identity(given_names="Rosalba"))
    tamper(committed, *OLD)
    with acting(actor_of("capturer", "police")) as other:
        assert casefiles.forget_handovers(by=other) == 0
    assert kept() == (0, 1)


def test_the_trail_is_signed(committed):
    tasks.sign_trail(timestamp=0)
    lines = [
        line for path in (committed.home / "checkpoints").iterdir() for line in path.read_text().splitlines()
    ]
    with acting(system()):
        assert {json.loads(line)["digest"] for line in lines} >= {AuditCheckpoint.objects.get().digest}


def test_what_changed_is_compared(committed, actor_of):
    for code in ("hospital", "police"):
        by = actor_of("capturer", code)
        with acting(by):
            casefiles.open_file(by=by, identity=MARIA, profile=PROFILE)
    compare(timestamp=0)
    with acting(actor_of("state_liaison")):
        rows = AuditRecord.objects.filter(event="identity.batch.advanced").order_by("at")
        assert [row.details for row in rows] == [
            {"records": 2, "proposed": 1},
            {"records": 0, "proposed": 0},
        ]


def test_every_timed_job_is_known_to_the_clock():
    known = {name for name, _ in app.periodic_registry.periodic_tasks}
    assert known == {
        "exchange.resume_stopped",
        "identity.compare",
        "identity.weigh",
        "operations.count_names",
        "operations.forget",
        "operations.sign_trail",
    }


def test_every_job_carries_its_actor_or_belongs_to_the_clock():
    ours = {n: t for n, t in app.tasks.items() if t.func.__module__.startswith("banevim.")}
    assert len(ours) >= 4
    for name, task in ours.items():
        given = set(inspect.signature(task.func).parameters)
        assert {"person_id", "institution_id", "role"} <= given or "timestamp" in given <= {
            "timestamp",
            "context",
        }, name


@pytest.mark.django_db
def test_the_site_is_asked_for_once_and_on_behalf_of_somebody(acting_as, django_capture_on_commit_callbacks):
    from procrastinate.contrib.django.models import ProcrastinateJob

    with django_capture_on_commit_callbacks(execute=True), acting_as("state_liaison") as actor:
        ask_for_site(actor)
        ask_for_site(actor)
    job = ProcrastinateJob.objects.get(task_name="cuts.build_site")
    assert job.args["person_id"] == str(actor.person_id)
    assert job.args["role"] == "state_liaison"
