"""A correction put over what the case says now: what it changed is kept, everything else is what the case says."""

from hypothesis import given
from hypothesis import strategies as st

from banevim.casefiles.rules import rebased, stays
from banevim.casefiles.terms import Missing

NAMES = ["place", "modality", "types", "narrative", "contact-times"]
VALUES = st.lists(st.sampled_from(["A", "B", "C"]), min_size=1, max_size=2, unique=True)
FORMS = st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES))


@given(FORMS, FORMS, FORMS)
def test_each_answer_is_that_of_whoever_changed_it(start, sent, now):
    found = rebased(start, sent, now)
    for name in NAMES:
        assert found[name] == (now if stays(sent[name], start[name]) else sent)[name]


@given(FORMS, FORMS)
def test_nothing_changed_is_the_case_and_an_unmoved_case_is_what_was_typed(start, other):
    assert rebased(start, start, other) == other
    again = rebased(start, other, start)
    assert all(sorted(again[name]) == sorted(other[name]) for name in NAMES)


def test_a_fold_that_nobody_opened_and_a_box_that_was_unmarked():
    start = {"children_missing": [Missing.NOT_ASKED], "contact-times": ["MAN"]}
    assert rebased(start, {}, {"children_missing": ["NOS"], "contact-times": ["MAN", "NOC"]}) == {
        "children_missing": ["NOS"]
    }


def child(*ages: str) -> dict[str, list[str]]:
    return {"count-children": [str(len(ages))]} | {f"children-{n}-age": [a] for n, a in enumerate(ages)}


def test_what_the_case_gained_stays_and_what_the_correction_adds_follows_it():
    assert rebased(child("4"), child("5"), child("4", "9")) == child("5", "9")
    assert rebased(child("4"), child("4", "1"), child("4", "9")) == child("4", "9", "1")
    assert rebased(child("4"), child("4", "1", "2"), child("3", "9")) == child("3", "9", "1", "2")
    assert rebased(child(), child("1"), child("9")) == child("9", "1")
    assert rebased(child("4", "9"), child("5", "9"), child("4", "8")) == child("5", "8")


def test_once_one_was_taken_away_they_go_together():
    assert rebased(child("4", "9"), child("4", "9"), child("4")) == child("4")
    assert rebased(child("4", "9"), child("5", "9"), child("9")) == child("5", "9")
    person = {"aggressors-0-age": ["30"]}
    assert rebased(
        child("4", "1") | person, child("4") | person, child("4", "1") | {"aggressors-0-age": ["31"]}
    ) == (child("4") | {"aggressors-0-age": ["31"]})


@given(*[st.lists(st.sampled_from("12345"), max_size=3)] * 3)
def test_nobody_is_lost_when_both_only_add(had, added, gained):
    found = rebased(child(*had), child(*had, *added), child(*had, *gained))
    assert found == child(*had, *gained, *added)


def test_what_two_questions_tell_together_goes_together():
    start = {"municipality": ["otro"], "municipality_other": ["Tijuana"], "age": [], "age_missing": ["DES"]}
    sent = {**start, "municipality_other": ["Mexicali"]}
    now = {**start, "municipality": ["03009"], "age": ["30"], "age_missing": []}
    assert rebased(start, sent, now) == {**now, "municipality": ["otro"], "municipality_other": ["Mexicali"]}


def test_lines_end_as_each_browser_ends_them():
    assert stays(["Uno\r\ndos"], ["Uno\ndos"])
    assert not stays(["Uno\r\ntres"], ["Uno\ndos"])
