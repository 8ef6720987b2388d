"""The frame: where a redirect may lead, and who a request came from."""

import pytest
from django.test import RequestFactory

from banevim.common.page import from_this_site, safe_next


@pytest.mark.parametrize("wanted", ["/buscar/", "/cortes/?pagina=2", "/"])
def test_next_inside_the_site_is_followed(wanted):
    assert safe_next(RequestFactory().get("/entrar/", {"next": wanted}), "/x/") == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "evil",
        "javascript:alert(1)",
        "",
        "\t//evil.example",
    ],
)
def test_next_elsewhere_is_ignored(wanted):
    assert safe_next(RequestFactory().get("/entrar/", {"next": wanted}), "/x/") == "/x/"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, True),
        ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"}, False),
        ({"HTTP_SEC_FETCH_SITE": "none"}, False),
        ({"HTTP_ORIGIN": "http://testserver"}, True),
        ({"HTTP_ORIGIN": "http://evil.example"}, False),
        ({"HTTP_ORIGIN": "null"}, False),
        ({}, False),
    ],
)
def test_the_browser_says_where_a_request_came_from(headers, expected):
    assert from_this_site(RequestFactory().post("/", **headers)) is expected
