"""The thief of the bench on a dump of a few rows, whose answers are known."""

from collections import Counter

import numpy as np
import pytest
from tests.bench.thief import theft

from banevim.methods import linkage


@pytest.fixture
def dump():
    """Digest 9 is borne by records 0 to 3, digest 5 by 0 and 1, digest 2 by 0 and 1, the others by one each."""
    rows = sorted([(9, 0), (9, 1), (9, 2), (9, 3), (5, 0), (5, 1), (2, 0), (2, 1), (7, 2), (8, 3), (8, 0)])
    table = np.array(rows)
    return theft.Dump(table[:, 0], table[:, 1], 4)


def test_longest_postings_first(dump):
    assert [digest for digest, _ in dump.longest(2)] == [9, 2]
    told = theft.posting_sizes(dump)
    assert (told["keys"], told["longest_share"], told["borne_by_one"]) == (5, 1.0, 0.2)


def test_frequency_pairs_the_longest_with_the_most_expected(dump):
    texts = Counter({"common": 40, "rare": 1, "middling": 9})
    assert theft.by_frequency(dump, texts) == {9: "common", 2: "middling", 5: "rare"}


def test_company_tells_apart_what_frequency_cannot():
    rows = np.array(
        [(key, record) for key in (10, 20) for record in range(4)] + [(30, n) for n in range(4, 8)]
    )
    bearers = {"alone": {4, 5, 6, 7}, "together": {0, 1, 2, 3}, "too": {0, 1, 2, 3}}
    guesses = theft.by_company(theft.Dump(rows[:, 0], rows[:, 1], 8), bearers, 8)
    assert guesses[30] == "alone"
    assert {guesses[10], guesses[20]} == {"together", "too"}


def test_records_that_share_their_keys_are_seen_as_a_family(dump):
    assert theft.families(dump, least=0.6) == {"pairs": 2, "records": 3}  # 0 with 1, and 0 with 3


def test_what_a_record_holds_is_guessed_by_its_number_of_keys():
    dated = linkage.Person("Ana", "Cota", "Ruiz", curp="")
    count = len(linkage.match_keys(dated))
    dump = theft.Dump(np.arange(count), np.zeros(count, dtype=int), 1)
    assert theft.by_number_of_keys(dump, [dated]) == {0: (False, False, False, True)}
