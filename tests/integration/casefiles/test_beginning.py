"""A draft begins with a press and never by itself; one that was thrown away says so, and the way on."""

import pytest

from banevim.casefiles.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_as):
    return client_as("capturer", "hospital")


def test_nothing_begins_without_a_press(client, file_at, acting_as):
    """A link that a browser fetches ahead, a reload or an old bookmark begins no draft; a press begins one, once."""
    her = file_at()
    found = client.post("/buscar/", {"reason": "ATE", "box": "Nadia Prueba Nueva 1992"})["Location"]
    onward = client.post(f"{found.split('#')[0]}expediente-nuevo/")
    assert onward.status_code == 307
    token, another = onward["Location"], f"/expedientes/{her.id}/caso-nuevo/"
    for path, harmless in ((token, "/buscar/"), (another, f"/expedientes/{her.id}/")):
        for ask in (client.get, client.head):
            assert ask(path)["Location"] == harmless
    with acting_as("capturer"):
        assert Draft.objects.count() == 0
    begun = [client.post(path)["Location"] for path in (token, another)]
    assert [client.post(path)["Location"] for path in (token, another)] == begun
    assert client.get(token)["Location"] == begun[0]
    with acting_as("capturer"):
        assert Draft.objects.count() == 2


def test_the_file_page_offers_a_press(client, file_at):
    her = file_at()
    page = client.get(f"/expedientes/{her.id}/").content.decode()
    assert f'<form action="/expedientes/{her.id}/caso-nuevo/" method="post">' in page
    assert f'href="/expedientes/{her.id}/caso-nuevo/"' not in page


def test_a_draft_thrown_away_in_another_tab_says_so(client, client_as, file_at):
    her = file_at()
    draft = client.post(f"/expedientes/{her.id}/caso-nuevo/")["Location"]
    client.post(f"{draft}descartar/")
    for path in ("", "pasos/", "paso/2/", "revisar/"):
        page = client.get(f"{draft}{path}")
        text = page.content.decode()
        assert page.status_code == 404
        assert "Descartaste este borrador" in text
        assert 'href="/borradores/"' in text
        assert 'href="/buscar/"' in text
    assert client.post(draft, {"hacer": "registrar"}).status_code == 404
    colleague = client_as("institutional_liaison", "hospital").get(draft)
    assert colleague.status_code == 404
    assert "Descartaste" not in colleague.content.decode()
