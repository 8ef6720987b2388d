"""What a trial counts: known answers by hand, and slips that make another capture of the same woman, never another."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banevim.methods.linkage import HAND_SET, Band, Person, Score, compare, settle, trial

from .people import TODAY

HER = Person(
    "María Xóchitl",
    "Verdugo",
    "Cota",
    birth_date=date(1992, 5, 12),
    birth_year=1992,
    curp="VECX920512MBSRTC05",
    phone="6121234567",
    sex="M",
    municipality="03003",
    known_as="Lupe",
)
PEOPLE = 100_000


def seen_as(asked: Person, told: Person) -> Score:
    return compare(asked, told, TODAY)


HERS = seen_as(HER, HER)
SISTER = seen_as(
    HER, replace(HER, given_names="Ana Luz", birth_date=date(1995, 1, 3), birth_year=1995, curp="")
)
OTHER = seen_as(HER, Person("Rosa", "Verdugo", "", birth_year=1970))


def test_she_is_first_and_without_her_her_sister_is_never_probable() -> None:
    found = trial.outcome([("a", HERS), ("b", SISTER), ("c", OTHER)], "a", HAND_SET, PEOPLE)
    assert (found.rank, found.top.band) == (1, Band.PROBABLY)
    assert found.absent.band is not Band.PROBABLY
    assert found.absent.reach == float("-inf")


def test_two_files_of_the_same_data_are_not_probable_side_by_side() -> None:
    found = trial.outcome([("a", HERS), ("b", HERS)], "b", HAND_SET, PEOPLE)
    assert (found.rank, found.top.band, found.top.reach) == (2, Band.POSSIBLY, float("-inf"))
    assert found.absent.band is Band.PROBABLY


def test_nothing_found() -> None:
    found = trial.outcome([], "a", HAND_SET, PEOPLE)
    assert (found.rank, found.top.band, found.absent.band) == (None, None, None)


def test_the_band_is_that_of_the_screen() -> None:
    scores = [SISTER, OTHER]
    found = trial.outcome([("b", SISTER), ("c", OTHER)], "a", HAND_SET, PEOPLE)
    assert found.top.band is settle(scores)[0].band


def test_a_tally_by_hand() -> None:
    tally = trial.Tally()
    tally.add(trial.outcome([("a", HERS), ("b", SISTER)], "a", HAND_SET, PEOPLE))
    tally.add(trial.outcome([("b", HERS)], "a", HAND_SET, PEOPLE))
    tally.add(trial.outcome([], "a", HAND_SET, PEOPLE))
    assert tally.told() == {
        "searches": 3,
        "first": 1,
        "five": 1,
        "right": {"probably": 1},
        "wrong": {"probably": 1},
        "flagged": {SISTER.band: 1, "probably": 1},
    }


def test_the_bar_rises_until_it_is_wrong_no_more_often_than_before() -> None:
    wrong = trial.outcome([("b", HERS)], "a", HAND_SET, PEOPLE)
    good = trial.outcome([("a", HERS)], "a", HAND_SET, PEOPLE)
    assert trial.bars_for([wrong], [wrong], HAND_SET, HAND_SET).probably == HAND_SET.probably - 1
    raised = trial.bars_for([good], [wrong], HAND_SET, HAND_SET)
    assert raised.probably == HAND_SET.probably + 6, "a mistake of so much evidence no bar keeps out"
    slight = replace(wrong, top=trial.Top(reach=HAND_SET.probably + 1.2), absent=trial.Top())
    assert trial.bars_for([good], [slight], HAND_SET, HAND_SET).probably == HAND_SET.probably + 1.5


def test_possibly_begins_where_half_of_those_who_are_first_are_her() -> None:
    def searches(many: int, above: float, *, hers: bool) -> list[trial.Outcome]:
        top = trial.Top(Band.POSSIBLY, above=HAND_SET.possibly + above)
        return many * [trial.Outcome(1 if hers else 2, top, trial.Top())]

    told = searches(30, 3.0, hers=True) + searches(20, 1.0, hers=False) + searches(25, -2.0, hers=False)
    assert trial.bars_for([], told, HAND_SET, HAND_SET).possibly == HAND_SET.possibly - 1.5
    told += searches(11, 1.2, hers=False)
    assert trial.bars_for([], told, HAND_SET, HAND_SET).possibly == HAND_SET.possibly + 1.5
    assert trial.bars_for([], told[:19], HAND_SET, HAND_SET).possibly == HAND_SET.possibly


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 1000, 0.0, 0.00383), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)],
)
def test_the_interval_of_a_share(part: int, whole: int, low: float, high: float) -> None:
    """Wilson 1927, worked with z = 1.96: 3.8416 / (1000 + 3.8416) = 0.00383."""
    assert trial.rate(part, whole) == pytest.approx((low, high), abs=5e-5)


def test_pairs_by_band() -> None:
    assert trial.pairs_by_band([(True, HERS), (True, HERS), (False, OTHER)]) == {
        "same": {"probably": 2},
        "different": {OTHER.band: 1},
    }


@given(st.integers(0, 10_000))
def test_spoiled_she_is_still_a_person_and_the_same_draw_gives_the_same(seed: int) -> None:
    told = trial.spoil(HER, random.Random(seed), TODAY)
    assert told == trial.spoil(HER, random.Random(seed), TODAY)
    assert told.given_names
    assert told.known_as == ""
    assert compare(told, HER, TODAY).version == HAND_SET.version


@pytest.mark.parametrize("name", sorted(trial.SLIPS))
def test_every_slip_changes_something_and_nothing_that_is_not_there(name: str) -> None:
    slip, nobody = trial.SLIPS[name], Person()
    assert slip(nobody, random.Random(1)).birth_date is None
    assert slip(nobody, random.Random(1)).curp == slip(nobody, random.Random(1)).phone == ""
    assert any(slip(HER, random.Random(n)) != HER for n in range(30))


def test_most_spoiled_captures_are_still_found_to_be_hers() -> None:
    """Not a figure of quality: only that the slips are slips, and leave more of her than they take."""
    bits = [compare(trial.spoil(HER, random.Random(n), TODAY), HER, TODAY).bits for n in range(300)]
    assert sum(each > 10 for each in bits) > 200
    assert min(bits) < 25, "some would only be possible"
