"""The search for planted names finds what it should: a search that cannot fail proves nothing."""

import base64
import json
from urllib.parse import quote, quote_plus, urlencode

import pytest
from tests.harness.planted import CANARY, PERSON, Finder, plain

FINDER = Finder(PERSON)
HIDES = {
    "clear": lambda t: t.encode(),
    "small letters": lambda t: t.lower().encode(),
    "capitals": lambda t: t.upper().encode(),
    "without accents": lambda t: plain(t).lower().encode(),
    "utf-16 little": lambda t: t.encode("utf-16-le"),
    "utf-16 big": lambda t: t.encode("utf-16-be"),
    "latin-1": lambda t: t.encode("latin-1"),
    "json": lambda t: json.dumps({"n": t}).encode(),
    "hex of a dump": lambda t: b"\\x" + f"antes {t} después".encode().hex().encode(),
    "escaped twice": lambda t: json.dumps(t.encode("unicode_escape").decode()).encode(),
    "read as latin-1": lambda t: t.encode().decode("latin-1").encode(),
    "address": lambda t: quote(t).encode(),
    "form": lambda t: urlencode({"n": t}).encode(),
    "form, plus": lambda t: quote_plus(t).encode(),
    **{
        f"base64 after {n}": lambda t, n=n: base64.b64encode(f"{'x' * n}{t} y lo que sigue".encode())
        for n in range(6)
    },
    "base64 small letters": lambda t: base64.urlsafe_b64encode(plain(t).lower().encode()),
}


@pytest.mark.parametrize("way", HIDES)
def test_it_finds_every_datum_however_it_lies(way):
    for name, word in PERSON.words().items():
        assert FINDER.find(b"\x00antes " + HIDES[way](word) + b" despu\xe9s\x00") == {name}


def test_it_finds_nothing_where_there_is_nothing():
    assert FINDER.find(json.dumps(CANARY.words(), ensure_ascii=False).encode()) == set()
