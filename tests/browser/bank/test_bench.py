"""A short sample of the bench of the drafts; the whole one is `./banevim bench drafts`."""

from __future__ import annotations

import json

import pytest
from tests.browser.bank.running import APART, RunningBank, verb

pytestmark = pytest.mark.browser


def test_two_kills_and_two_cuts_lose_nothing(running_bank: RunningBank) -> None:
    where = ("--home", str(running_bank.home), "--institution", APART)
    told = json.loads(verb("bench", "drafts", "--runs", "2", *where, "--json"))
    assert (told["cases_lost"], told["cases_duplicated"], told["bytes_in_clear"]) == (0, 0, 0)
    assert max(told["typing_lost_s"].values()) <= 2
    assert len(told["search_finds"]) == 5
