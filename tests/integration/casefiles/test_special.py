"""The special blocks: open when the modality and the types of the case ask for them, left out only with a reason."""

import re

import pytest
from tests.integration.casefiles.test_capturing import EVERYTHING, search, shown

from banevim.casefiles.models import Answers

pytestmark = pytest.mark.django_db
ASKS = {
    "femicide": {"modality": "FEM"},
    "harassment": {"modality": "LAB", "types": ["SEX"]},
}
ANSWER = {"femicide": {"femicide-classification": "no_se_pregunto"}, "harassment": {"harassment-kind": "ACO"}}
TITLES = {"femicide": "Violencia feminicida", "harassment": "Acoso u hostigamiento sexual"}


@pytest.fixture
def client(client_as):
    return client_as("capturer", "hospital")


@pytest.fixture
def capture(client):
    """`capture(**answers)`: address of a draft and everything that is sent of it."""

    def begin(**told):
        draft = search(client)
        return draft, {**shown(client.get(draft)), **EVERYTHING, **told, "hacer": "registrar"}

    return begin


def is_open(page, key: str) -> bool:
    found = re.search(r'<details class="more" data-when="([^"]+)"( open)?><summary>' + TITLES[key], page)
    assert found, f"{key} is not on the page"
    return bool(found[2])


@pytest.mark.parametrize("key", ASKS)
def test_open_when_the_case_asks_for_it(client, capture, key):
    draft, sent = capture()
    client.post(draft, {**sent, "hacer": "guardar"})
    assert not is_open(client.get(draft).content.decode(), key)
    version = shown(client.get(draft))["version"]
    client.post(draft, {**sent, **ASKS[key], "version": version, "hacer": "guardar"})
    for path in ("", "paso/3/"):
        page = client.get(f"{draft}{path}").content.decode()
        assert is_open(page, key)
        assert f"{TITLES[key]}: este caso lo pide" in page


@pytest.mark.parametrize("key", ASKS)
def test_left_out_it_asks_for_a_reason_and_keeps_it(client, capture, acting_as, key):
    draft, sent = capture(**ASKS[key])
    page = client.post(draft, sent).content.decode()
    assert f"este caso pide “{TITLES[key]}” y no se respondió" in page
    assert is_open(page, key)
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    assert f"left_out_{key}" in seen.split()
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    sure = {"version": version, "seen": seen, "confirmed": "on", "warnings_reason": "Lo lleva la fiscalía."}
    done = client.post(draft, {**sent, **sure})
    assert "comprobante" in done["Location"]
    with acting_as("capturer"):
        assert not Answers.objects.filter(section=key).exists()


def test_answered_it_asks_nothing(client, capture, acting_as):
    draft, sent = capture(**ASKS["harassment"], **ANSWER["harassment"])
    done = client.post(draft, sent)
    assert "comprobante" in done["Location"]
    with acting_as("capturer"):
        assert Answers.objects.get(section="harassment").coded["kind"] == "ACO"


def test_a_modality_that_only_may_have_it_does_not_insist(client, capture):
    draft, sent = capture(modality="DIG", types=["PSI"])
    assert "comprobante" in client.post(draft, sent)["Location"]
