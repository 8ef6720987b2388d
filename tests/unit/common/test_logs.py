"""A log line says where and what kind; never an address as typed, nor the text of an error."""

import json
import logging
import sys
from types import SimpleNamespace

from banevim.common.logs import LineFormatter

TOKEN = "SECRETO-8f3a"


def line(name: str = "django.request", message: str = f"Not Found: /enlace/{TOKEN}/", **extra: object) -> str:
    record = logging.LogRecord(name, logging.WARNING, "x.py", 1, message, None, extra.pop("exc", None))  # type: ignore[arg-type]
    vars(record).update(extra)
    text = LineFormatter().format(record)
    assert "\n" not in text
    return str(json.loads(text)["message"]) if TOKEN not in text else text


def test_of_a_request_only_its_route_is_kept() -> None:
    match = SimpleNamespace(route="enlace/<str:token>/")
    request = SimpleNamespace(method="POST", resolver_match=match)
    assert line(request=request, status_code=422) == "422 POST enlace/<str:token>/"
    assert line(request=SimpleNamespace(method="GET", resolver_match=None), status_code=404) == "404 GET"


def test_a_suspicious_request_is_not_quoted() -> None:
    assert TOKEN not in line("django.security.DisallowedHost", f"Invalid HTTP_HOST header: '{TOKEN}'.")


def test_of_an_error_its_kind_and_places_are_kept() -> None:
    try:
        raise ValueError(TOKEN)
    except ValueError:
        assert line("bank", "It failed", exc=sys.exc_info()) == "It failed"
