"""A correction is judged for what it changes: what a case already said, and stays, is kept as it came."""

import dataclasses
from collections.abc import Iterable

from banevim.casefiles.rules.sheet import prefix_of
from banevim.casefiles.rules.text import raise_first
from banevim.casefiles.terms import Answered, Problem, Stored
from banevim.common.errors import Invalid


def told_values(told: Stored) -> dict[str, object]:
    """Every answer by the name of its question; what is told by two of them counts as one."""
    found: dict[str, object] = {**vars(told.identity), **vars(told.profile), **vars(told.data)}
    found |= {
        "types": (sorted(told.data.types), told.data.types_missing),
        "facts_on": (told.data.facts_on, told.data.precision),
        "age": (told.profile.age, told.profile.age_missing),
        "children": (told.profile.children, told.profile.children_missing),
        "aggressors": len(told.data.aggressors),
    }
    for n, each in enumerate(told.data.aggressors):
        found |= {f"aggressors-{n}-{name}": value for name, value in vars(each).items()}
        found[f"aggressors-{n}-age"] = (each.age, each.age_missing)
    for section in told.answered:
        both = {**section.coded, **section.words}
        found |= {f"{prefix_of(section)}{name}": value for name, value in both.items()}
    return found


def without_untold(told: Stored, kept: Stored) -> Stored:
    """Without the sections that say nothing and never said anything: an import asks fewer than the sheet."""
    known = {prefix_of(each) for each in kept.answered}

    def counts(each: Answered) -> bool:
        return not each.is_empty or prefix_of(each) in known

    return dataclasses.replace(told, answered=tuple(each for each in told.answered if counts(each)))


def new_problems(
    told: Stored, found: Iterable[Problem], kept: Stored, had: Iterable[Problem]
) -> list[Problem]:
    """What must be mended of a correction: not what the case had already and stays as it was."""
    now, before = told_values(told), told_values(kept)
    old = {(problem.code, problem.field) for problem in had}

    def stays(problem: Problem) -> bool:
        same = problem.field in now and now[problem.field] == before.get(problem.field)
        return same and (problem.code, problem.field) in old

    return [problem for problem in found if not stays(problem)]


def check_new(told: Stored, found: Iterable[Problem], kept: Stored, had: Iterable[Problem]) -> None:
    """Raises Invalid with the first thing to mend."""
    raise_first(new_problems(told, found, kept, had))


def may_new(told: Stored, found: Iterable[Problem], kept: Stored, had: Iterable[Problem]) -> bool:
    """Boolean twin of `check_new`."""
    try:
        check_new(told, found, kept, had)
    except Invalid:
        return False
    return True
