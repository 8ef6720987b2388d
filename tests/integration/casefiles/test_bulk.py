"""A file that the bench loads with COPY is the one that the actions write: the same pages, the same rows."""

import datetime as dt
import re

from django.test import Client
from tests.bench.bulk.load import author

from banevim.accounts.backend import SECOND_FACTOR_SESSION
from banevim.accounts.middleware import actor_of
from banevim.care.actions import register_service
from banevim.care.models import Service
from banevim.casefiles import actions, queries
from banevim.casefiles.models import (
    Aggressor,
    AggressorIdentity,
    Answers,
    Case,
    CaseNarrative,
    Membership,
    Opening,
    SearchCard,
    WomanIdentity,
)
from banevim.common import clock
from banevim.vault.context import acting
from banevim.vault.models import DataKey, MatchKey

FILES = 12
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|BCS-\d{2}-\d+-\w+|value=\"\w{64}\"|\d\d:\d\d")


def play(drawn):
    """The same file through the actions, each at its moment; the file and its first case."""
    by, woman = actor_of(drawn.visits[0].by), None
    for visit in drawn.visits:
        with clock.travel(visit.at), acting(by):
            told = {"identity": drawn.who.identity, "profile": drawn.who.profile}
            woman = woman or actions.open_file(by=by, **told)
            case = actions.register_case(by=by, record_id=woman.id, data=visit.data, answered=visit.answered)
            if visit.service:
                register_service(by=by, record_id=woman.id, data=visit.service, case_id=case.id)
    for _, at in drawn.looks:
        with clock.travel(at), acting(by):
            actions.open_file_page(by=by, file_id=queries.file_of(woman.id).id)
    with acting(by):
        return queries.file_of(woman.id)


def rows_of(file, by):
    """How many rows of each table hang on a file."""
    with acting(by):
        records = list(Membership.objects.filter(file=file).values_list("record_id", flat=True))
        own = {"record__in": records}
        found = {
            model.__name__: model.objects.filter(**own).count()
            for model in (Case, Aggressor, AggressorIdentity, CaseNarrative, Answers, Service, WomanIdentity)
        }
        for model in (DataKey, SearchCard):
            found[model.__name__] = model.objects.filter(record_id__in=records).count()
        found["looks"] = Opening.objects.filter(file=file).count()
    with acting(by.with_purpose("search")):
        found["keys"] = sorted(MatchKey.objects.filter(record_id__in=records).values_list("key", flat=True))
    return found


def signed_in(person):
    client = Client()
    client.force_login(person)
    session = client.session
    session[SECOND_FACTOR_SESSION] = str(person.pk)
    session.save()
    return client


def pages(client, file, by):
    """The file and each of its cases, with all that she told, without what no two files share."""
    with acting(by):
        cases = list(queries.cases_of(file.id).values_list("id", flat=True))
    client.post(f"/expedientes/{file.id}/identidad/", {"reason": "ATE"})
    found = [client.get(f"/expedientes/{file.id}/")]
    for case in cases:
        client.post(f"/casos/{case}/relato/", {"reason": "ATE"})
        found.append(client.get(f"/casos/{case}/"))
    assert {page.status_code for page in found} == {200}
    return [ID.sub("·", page.content.decode()) for page in found]


def test_loaded_and_registered_files_are_the_same(committed):
    now = clock.now().astimezone(clock.zone()) - dt.timedelta(minutes=1)
    words = ("--staff", "--part", "0", "--files", str(FILES), "--now", now.isoformat(), "--finish")
    done = committed.run("-m", "tests.bench.bulk.load", *words, role="owner")
    assert done.returncode == 0, done.stderr[-2000:]
    alone = [
        each
        for each in author(0, now).draw(FILES)
        if {v.by.institution_id for v in each.visits} == {each.visits[0].by.institution_id}
    ]
    assert len(alone) > FILES / 2
    for drawn in alone:
        by = actor_of(drawn.visits[0].by)
        with acting(by):
            joined = Membership.objects.select_related("file").get(since=drawn.visits[0].at)
        loaded, registered = joined.file, play(drawn)
        assert rows_of(loaded, by) == rows_of(registered, by)
        client = signed_in(drawn.visits[0].by)
        assert pages(client, loaded, by) == pages(client, registered, by)
