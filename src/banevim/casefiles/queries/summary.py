"""A file in one line, and its cases as choices."""

from collections.abc import Iterable
from uuid import UUID

from banevim.casefiles import words
from banevim.casefiles.models import Case
from banevim.casefiles.queries.files import cases_of, records_of
from banevim.casefiles.queries.opened import closed_identity


def numbered(cases: Iterable[Case]) -> dict[UUID, int]:
    """Cases are counted in the order in which they were registered."""
    ordered = sorted(cases, key=lambda case: (case.registered_at, case.id))
    return {case.id: n for n, case in enumerate(ordered, start=1)}


def summary(file_id: UUID) -> str:
    """`M. G. R., 34 años, vive en La Paz`: enough to see that it is the right file."""
    parts = [" ".join(f"{letter}." for letter in closed_identity(file_id).initials) or "Sin nombre"]
    newest = records_of(file_id).first()
    if newest and newest.age is not None:
        parts.append(words.age_words(newest.age, ""))
    if newest and newest.residence.isdigit():
        parts.append(f"vive en {words.place_words(newest.residence)}")
    return ", ".join(parts)


def case_choices(file_id: UUID) -> list[tuple[str, str]]:
    """The cases of this institution in a file, newest first, for a list of options."""
    cases = list(cases_of(file_id))
    numbers = numbered(cases)
    return [
        (
            str(case.id),
            f"Caso {numbers[case.id]}: {words.facts_words(case.facts_on, case.precision)}, "
            f"{words.types_words(case.types, case.types_missing, case.facts_on).lower()}",
        )
        for case in cases
    ]
