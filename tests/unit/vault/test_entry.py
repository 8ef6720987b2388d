"""What may be said on the audit trail: codes, never prose."""

import datetime as dt
from uuid import uuid4

import pytest

from banevim.vault.trail.entry import Entry, NotACode, moment


def entry(**details):
    return Entry("tests.thing.done", "", "", "capturer", "work", "03", "thing", "1", details)


@pytest.mark.parametrize(
    "value", ["SSP/2026/0123", "2026-10-r1", "accounts:sign_in", 7, True, None, ["a", "b"], ""]
)
def test_codes_are_kept(value):
    assert entry(x=value).details == {"x": value}


@pytest.mark.parametrize(
    "value",
    ["María López", "María", "vive en La Paz", 1.5, uuid4(), {"a": 1}, ("a",), ["María"], "a" * 121, b"a"],
)
def test_prose_and_values_that_would_not_come_back_the_same_are_refused_without_quoting_them(value):
    with pytest.raises(NotACode) as caught:
        entry(x=value)
    assert "Mar" not in str(caught.value)


def test_the_subject_is_a_code_too():
    with pytest.raises(NotACode):
        Entry("e", "", "", "", "", "03", "woman", "María López")


def test_a_moment_is_written_in_one_way():
    there = dt.datetime(2026, 1, 1, 5, 0, tzinfo=dt.timezone(dt.timedelta(hours=-7)))
    assert moment(there) == "2026-01-01T12:00:00.000000+00:00"
