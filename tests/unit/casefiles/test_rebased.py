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


def test_children_are_taken_together_once_one_came_or_went():
    assert rebased(child("4", "9"), child("4", "9"), child("4")) == child("4")
    assert rebased(child("4", "9"), child("5", "9"), child("9")) == child("5", "9")
    assert rebased(child("4", "9"), child("5", "9"), child("4", "8")) == child("5", "8")
    person = {"aggressors-0-age": ["30"]}
    assert rebased(
        child("4") | person, child("4", "1") | person, child("4") | {"aggressors-0-age": ["31"]}
    ) == (child("4", "1") | {"aggressors-0-age": ["31"]})
