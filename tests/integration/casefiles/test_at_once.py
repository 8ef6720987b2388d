"""One search opens one file, also when its page is opened and sent several times at the same moment."""

import threading
from uuid import uuid4

from django.db import connections
from tests.integration.casefiles.samples import MARIA, register_new

from banevim.casefiles import actions
from banevim.casefiles.models import Case, Draft, UniqueFile
from banevim.vault.context import acting


def test_four_pages_of_one_search_register_one_case(committed, actor_of):
    by, gate, told = actor_of("capturer"), threading.Barrier(4), []
    with acting(by):
        token = actions.hand_over(by=by, search_id=uuid4(), identity=MARIA)

    def send():
        gate.wait()
        with acting(by):
            told.append(register_new(by, token).id)
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 4
    assert len(set(told)) == 1
    with acting(by):
        assert [m.objects.count() for m in (UniqueFile, Case, Draft)] == [1, 1, 1]
