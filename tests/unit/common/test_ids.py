"""Identifiers sort as they were made, also many in one millisecond and from several threads."""

import time
from concurrent.futures import ThreadPoolExecutor

from banevim.common.ids import uuid7


def test_they_sort_in_the_order_of_their_making():
    made = [uuid7() for _ in range(5000)]
    assert made == sorted(made)
    assert len(set(made)) == 5000


def test_version_variant_and_moment():
    before, made, after = time.time_ns() // 1_000_000, uuid7(), time.time_ns() // 1_000_000 + 1
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= after


def test_threads_never_share_one():
    with ThreadPoolExecutor(8) as pool:
        found = [
            each for part in pool.map(lambda _: [uuid7() for _ in range(500)], range(8)) for each in part
        ]
    assert len(set(found)) == 4000
