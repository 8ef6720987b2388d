"""A form that a script sends is told where it leads; one that a browser sends is redirected."""

import pytest

pytestmark = pytest.mark.django_db
SEARCH = {"box": "Nadia Prueba Aparte 1992", "reason": "ATE"}


def test_a_redirection_becomes_an_address(client_as):
    client = client_as("capturer", "hospital")
    plain = client.post("/buscar/", SEARCH)
    assert plain.status_code == 302
    told = client.post("/buscar/", SEARCH, headers={"X-Apart": "1"})
    assert told.status_code == 204
    assert "Location" not in told
    assert told["X-Location"].startswith("/buscar/")
    assert client.get(told["X-Location"].split("#")[0]).status_code == 200


def test_a_page_stays_a_page(client_as):
    refused = client_as("capturer", "hospital").post("/buscar/", {"box": "Nadia"}, headers={"X-Apart": "1"})
    assert refused.status_code == 422
    assert "X-Location" not in refused
    assert "Nadia" in refused.content.decode()
