"""Whatever is typed in the search: a clear sentence, no error page, nothing kept by half."""

import html
import re

import pytest

from banevim.casefiles.models import Handover
from banevim.identity.models import Coincidence, SearchCandidate, SearchLog, SearchSheet
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db
LONG = "A" * 10_000
HEBREW = "\u05e9\u05e8\u05d4 \u05db\u05d4\u05df"
SQL = "'; DROP TABLE casefiles_woman; --"
MARKUP = "<script>alert(1)</script>"

REFUSED = {
    "a name of 10,000 letters": ({"box": f"{LONG} Cota"}, "muy larg|demasiado largo"),
    "one word of 10,000 letters in a field": (
        {"given_names": LONG, "first_surname": "Cota"},
        "demasiado largo",
    ),
    "100,000 letters": ({"box": LONG * 10}, "demasiado largo"),
    "only emoji": ({"box": "💜💜"}, "letras"),
    "only signs": ({"given_names": "!!!", "first_surname": "???"}, "letras"),
    "a statement of SQL": ({"given_names": SQL, "first_surname": "Cota"}, "letras|signos|escribe"),
    "only control characters": ({"box": "\x00\x01\x02\x1b"}, "Escribe"),
    "only marks of direction": ({"box": "\u202e\u2066"}, "Escribe"),
    "a birth in 1850": ({"box": "Ana Cota", "born": "01/01/1850"}, "Nadie vivo nació en 1850"),
    "a year of 1850": ({"box": "Ana Cota 1850"}, "Nadie vivo nació en 1850"),
    "a birth in the future": ({"box": "Ana Cota", "born": "01/01/2190"}, "futuro"),
    "a day that does not exist": ({"box": "Ana Cota", "born": "31/02/1990"}, "no existe"),
    "an age of 500": ({"box": "Ana Cota", "born": "500"}, "120"),
    "letters in the telephone": ({"box": "Ana Cota", "phone": "seis doce"}, "10 números"),
    "half a CURP": ({"box": "Ana Cota", "curp": "VECX"}, "18"),
    "digits of another script": ({"box": "Ana Cota", "phone": "٦١٢٣٤٥٦٧٨٩"}, "10 números"),
    "nothing": ({"box": ""}, "Escribe"),
}
TAKEN = {
    "markup": {"box": f"{MARKUP} Cota"},
    "markup in a field": {"given_names": "Ana <b>", "first_surname": "Cota"},
    "right to left": {"given_names": HEBREW, "first_surname": "Cohen"},
    "marks of direction inside": {"box": "Ana \u202eatoC\u202c 1990"},
    "control characters inside": {"box": "Ana\x00 Co\x07ta\t1990\r\n"},
    "emoji beside a name": {"box": "Ana Cota 💜 1990"},
    "a stack of accents": {"box": "A\u0301\u0301\u0301\u0301na Cota 1990"},
    "another script": {"given_names": "Анна", "first_surname": "Каренина"},
    "percent and underscore": {"given_names": "Ana%", "first_surname": "Co_ta"},
}


def kept(acting_as) -> tuple[int, ...]:
    with acting_as("capturer", "police"):
        tables = (SearchLog, SearchCandidate, SearchSheet, Handover)
        return tuple(model.objects.count() for model in tables)


def send(client, typed):
    return client.post("/buscar/", {"reason": "ATE", **typed})


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence_and_nothing_kept(client_as, acting_as, actor_of, name):
    typed, words = REFUSED[name]
    answer = send(client_as("capturer", "police"), typed)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    told = " ".join(re.findall(r'class="errsum.*?</div>', page, re.S))
    assert re.search(words, told), told
    assert kept(acting_as) == (0, 0, 0, 0)
    with acting(actor_of("state_liaison", purpose="linkage")):
        assert not Coincidence.objects.exists()


@pytest.mark.parametrize("name", TAKEN)
def test_taken_as_words_and_never_as_anything_else(client_as, acting_as, name):
    client = client_as("capturer", "police")
    answer = send(client, TAKEN[name])
    if answer.status_code == 422:
        assert 'class="errsum' in answer.content.decode()
        assert kept(acting_as) == (0, 0, 0, 0)
        return
    assert answer.status_code == 302
    page = client.get(answer["Location"].split("#")[0])
    assert page.status_code == 200
    text = page.content.decode()
    assert MARKUP not in text
    assert "<b>" not in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", text)
    assert kept(acting_as) == (1, 0, 1, 0)


@pytest.mark.parametrize("rank", ["", "0", "-1", "1e9", "١", "9" * 400, "<b>", "1;2"])
@pytest.mark.parametrize("what", ["es-ella", "decidir"])
def test_a_rank_that_was_not_shown_is_not_there(client_as, what, rank):
    client = client_as("capturer", "police")
    place = send(client, {"box": "Ana Cota 1990"})["Location"].split("#")[0]
    answer = client.post(f"{place}{what}/", {"rank": rank, "decision": "not_her"})
    assert answer.status_code == 404
