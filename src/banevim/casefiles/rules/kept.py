"""A correction is judged for what it changes: what a case already said, and stays, is kept as it came."""

import dataclasses
import re
from collections.abc import Iterable, Mapping

from banevim.casefiles.rules.sheet import prefix_of
from banevim.casefiles.rules.text import raise_first
from banevim.casefiles.terms import Answered, Missing, Problem, Stored
from banevim.common.errors import Invalid

Sent = Mapping[str, list[str]]
"""Answers as a browser sends them: names to lists of values."""
REPEATED = re.compile(r"count-([a-z_]+)|([a-z_]+)-[0-9]+-")


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


def stays(sent: Iterable[str] | None, kept: Iterable[str]) -> bool:
    """Whether a question says what it said. A fold that nobody opened sends nothing (None): what was not asked stays
    so. A browser ends lines its own way."""
    if sent is None:
        return [*kept] in ([], [Missing.NOT_ASKED])
    return sorted(filter(None, map(_plain, sent))) == sorted(map(_plain, kept))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def rebased(start: Sent, sent: Sent, now: Sent) -> dict[str, list[str]]:
    """A correction that began from `start`, as if it had begun from `now`: what it changed, and for the rest what the
    case says now. What is told by two questions together goes together.

    Of several persons, children or addresses: those that both have are taken one by one, those that the case has gained
    stay, and those that the correction adds follow them. Once one was taken away their numbers no longer say the same
    ones: they are as the correction has them if it touched any.
    """
    sent, moved = _after_gained(start, sent, now)
    names = {*start, *sent, *now}
    changed = {_together(name) for name in names if not stays(sent.get(name), start.get(name, []))}
    whole = moved & {_group(name) for name in changed}
    found = {
        name: (sent if _together(name) in changed or _group(name) in whole else now).get(name)
        for name in names
    }
    return {name: values for name, values in found.items() if values is not None}


def _after_gained(start: Sent, sent: Sent, now: Sent) -> tuple[dict[str, list[str]], set[str]]:
    """What was sent with what it adds put after what the case gained, and the groups of which one was taken away."""
    placed, moved = dict(sent), set()
    for name in [name for name in sent if name.startswith("count-")]:
        had, has, gained = (_count(each, name) for each in (start, sent, now))
        if has < had or gained < had:
            if not had == has == gained:
                moved.add(_group(name))
        elif gained > had:
            group = _group(name)
            for n in reversed(range(had, has)):
                _renumber(placed, f"{group}-{n}-", f"{group}-{n + gained - had}-")
            placed |= {each: values for each, values in now.items() if _nth(each, group, range(had, gained))}
            placed[name] = [str(has + gained - had)]
    return placed, moved


def _count(told: Sent, name: str) -> int:
    text = told.get(name, ["0"])[0]
    return int(text) if text.isascii() and text.isdigit() else 0


def _nth(name: str, group: str, places: range) -> bool:
    head, _, rest = name.removeprefix(f"{group}-").partition("-")
    return name.startswith(f"{group}-") and bool(rest) and head.isdigit() and int(head) in places


def _renumber(told: dict[str, list[str]], old: str, new: str) -> None:
    for name in [name for name in told if name.startswith(old)]:
        told[new + name.removeprefix(old)] = told.pop(name)


def _together(name: str) -> str:
    """The name under which what two questions tell together is one."""
    for ending in ("_other", "_missing"):
        name = name.removesuffix(ending)
    return "precision" if name == "facts_on" else name


def _group(name: str) -> str:
    """What a question is repeated for; its own name when it is asked once."""
    found = REPEATED.match(name)
    return next(filter(None, found.groups())) if found else name
