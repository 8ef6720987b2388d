"""What the liaison or the state office found about a search that did not end in care."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from banevim.common.errors import Conflict, NotFound
from banevim.identity import queries, rules
from banevim.identity.models import SearchLog, SearchReview
from banevim.identity.terms import Outcome
from banevim.vault import audit
from banevim.vault.context import Actor, atomic
from banevim.vault.sealing import new_record_key

TABLE = "identity_searchreview"


@dataclass(frozen=True)
class Seen:
    """A search without care as its reviewer sees it: it, the review of this side with its note, those of the other."""

    search: SearchLog
    may_review: bool
    mine: SearchReview | None
    note: str
    others: tuple[SearchReview, ...]


def _visible(search_id: UUID) -> SearchLog:
    row = SearchLog.objects.filter(pk=search_id).select_related("person", "institution").first()
    if row is None or row.outcome == Outcome.LIMITED:
        raise NotFound
    return row


@atomic
def open_review(*, by: Actor, search_id: UUID) -> Seen:
    """Look at one search without care, and at its note if this side left one. Raises Refused, NotFound."""
    rules.check_reviewer(by)
    row = _visible(search_id)
    reviews = list(queries.reviews_of_search(row))
    mine = next((each for each in reviews if each.institution_id == by.institution_id), None)
    note = queries.open_note(mine) if mine else ""
    audit.record("identity.review.seen", subject=("search", row.id), details={"note": bool(note)})
    may = mine is None and rules.may_review(by, row.person_id)
    return Seen(row, may, mine, note, tuple(each for each in reviews if each is not mine))


@atomic
def review(*, by: Actor, search_id: UUID, outcome: str, note: str = "") -> SearchReview:
    """Note what was found, once for the institution and once for the state office; the note is kept sealed.

    Raises NotFound (not theirs to see), Refused (one's own search), Invalid, Conflict (already reviewed).
    """
    person_id, institution_id = rules.check_reviewer(by)
    row = _visible(search_id)
    rules.check_reviews(by, row.person_id, outcome)
    text = rules.check_note(note)
    made = SearchReview(
        search=row,
        searched_at_id=row.institution_id,
        institution_id=institution_id,
        by_id=person_id,
        outcome=outcome,
    )
    made.note = new_record_key(made.pk, made.institution_id).seal(TABLE, made.pk, "note", text)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Conflict("Esa búsqueda ya se revisó.") from None
    audit.record("identity.search.reviewed", subject=("search", row.id), details={"outcome": outcome})
    return made
