"""Every search states its reason: on the page and in the action; without one nothing is looked for nor noted."""

import html

import pytest

from banevim.common.errors import Invalid, Refused
from banevim.identity import actions
from banevim.identity.models import SearchLog
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Elige"),
        ({"reason": "CAN"}, "Elige"),
        ({"reason": "CURIOSIDAD"}, "Elige"),
        ({"reason": "OFI"}, "Escribe el número del oficio"),
        ({"reason": "OFI", "letter": "x" * 61}, "muy largo"),
    ],
)
def test_the_page_asks_for_it_and_keeps_what_was_typed(open_her, client_as, acting_as, typed, sentence):
    open_her("hospital")
    answer = client_as("capturer", "police").post("/buscar/", {"box": "Xóchitl Verdugo 1992", **typed})
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert sentence in text
    assert 'value="Xóchitl Verdugo 1992"' in text
    assert "expediente parecido" not in text
    with acting_as("capturer", "police"):
        assert not SearchLog.objects.exists()
        assert not AuditRecord.objects.filter(event="identity.search.made").exists()


@pytest.mark.parametrize("reason", ["", "CURIOSIDAD"])
def test_the_action_too(actor_of, reason):
    by = actor_of("capturer", "police")
    with acting(by), pytest.raises(Invalid):
        actions.search(by=by, typed={"box": "Ana Cota"}, reason=reason)


@pytest.mark.parametrize(
    "role", ["state_liaison", "monitoring_aide", "it_aide", "administrator", "statistics_reader"]
)
def test_who_does_not_capture_does_not_search(actor_of, client_as, role):
    by = actor_of(role)
    with acting(by), pytest.raises(Refused):
        actions.search(by=by, typed={"box": "Ana Cota"}, reason="ATE")
    assert client_as(role).post("/buscar/", {"box": "Ana Cota", "reason": "ATE"}).status_code == 403


def test_a_new_file_has_no_other_door(client_as, actor_of, open_her, look):
    """Neither without a search, nor with the search of a colleague, nor with a token that served."""
    from uuid import uuid4

    from tests.integration.casefiles.typing import typed

    from banevim.casefiles.models import UniqueFile

    client = client_as("capturer", "police")
    assert client.post(f"/expedientes/nuevo/{uuid4()}/").status_code == 403
    log = look("María Fernanda Gómez 1992")
    by = actor_of("capturer", "police")
    with acting(by):
        token = actions.none_is_her(by=by, search_id=log.id)
    colleague = client_as("institutional_liaison", "police")
    assert colleague.post(f"/expedientes/nuevo/{token}/").status_code == 403
    draft = client.post(f"/expedientes/nuevo/{token}/")["Location"]
    assert colleague.post(draft, typed()).status_code == 404
    receipt = client.post(draft, typed())["Location"]
    assert "comprobante" in receipt
    assert client.post(f"/expedientes/nuevo/{token}/")["Location"] == draft
    assert client.post(draft, typed())["Location"] == receipt
    with acting(by):
        assert UniqueFile.objects.count() == 1
