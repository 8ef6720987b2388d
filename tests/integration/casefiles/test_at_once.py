"""One search opens one file, also when two pages of it are sent at the same moment; and it serves its person only."""

import threading
from uuid import uuid4

from django.db import connections
from tests.integration.casefiles.samples import CASE, MARIA, PROFILE

from banevim.casefiles import actions
from banevim.casefiles.models import Case, UniqueFile
from banevim.common.errors import Refused
from banevim.vault.context import acting


def submissions(by, token, gate, told):
    """Work of one page: it has its own idempotency key."""

    def send():
        gate.wait()
        try:
            with acting(by):
                actions.register_new(
                    by=by, token=token, identity=MARIA, profile=PROFILE, data=CASE, idempotency_key=uuid4()
                )
            told.append("registered")
        except Refused as exc:
            told.append(str(exc))
        connections.close_all()

    return send


def test_two_pages_of_one_search_open_one_file(committed, actor_of):
    by, gate, told = actor_of("capturer"), threading.Barrier(4), []
    with acting(by):
        token = actions.hand_over(by=by, search_id=uuid4(), identity=MARIA)
    threads = [threading.Thread(target=submissions(by, token, gate, told)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told)[-1] == "registered"
    assert told.count("registered") == 1
    assert all("primero búscala" in each for each in told if each != "registered")
    with acting(by):
        assert (UniqueFile.objects.count(), Case.objects.count()) == (1, 1)
