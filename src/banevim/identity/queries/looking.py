"""Looking for her: from what was typed to at most five masked candidates."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from banevim.identity import rules
from banevim.identity.queries.keys import files_of, records_by_folio, records_by_key
from banevim.identity.queries.opened import Card, open_cards
from banevim.identity.terms import MOST_SHOWN, Asked, Candidate, Found, Kind, Likeness
from banevim.methods import linkage
from banevim.vault import matchkeys
from banevim.vault.context import Actor, acting

FOLIO_BITS, KNOWN_AS_BITS, LEAST_BITS = 30.0, 3.0, 3.0
SHARE_OF_BEST = 0.4


def people_of(asked: Asked) -> tuple[linkage.Person, ...]:
    """The readings of what was typed: by her name, and by the name with which she is known."""
    person = rules.as_person(asked)
    if not asked.known_as or not asked.given_names:
        return (person,)
    return (person, dataclasses.replace(person, given_names=asked.known_as))


def keys_of(asked: Asked, today: dt.date) -> list[str]:
    """Readable keys of a search; the vault turns them into digests."""
    readings = (linkage.query_keys(person, today=today) for person in people_of(asked))
    return sorted({key for keys in readings for key in keys})


def candidates(actor: Actor, asked: Asked, today: dt.date, most: int = MOST_SHOWN) -> Found:
    """At most five files (`most`), best first, masked. With the purpose `search`, which sees only keys and cards."""
    with acting(actor.with_purpose("search")):
        keys = keys_of(asked, today)
        if asked.folio:
            records = records_by_folio(actor.state_code, asked.folio)
        else:
            records = records_by_key(actor.state_code, matchkeys.digest(keys))
        cards = open_cards(records)
        files = files_of(records)
    marked = sorted(_marked(asked, cards, today), key=lambda m: (-m.total, m.card.record_id))
    best, every = _best(marked, files, hidden=False), _best(marked, files, hidden=True)
    return Found(
        tuple(_masked(asked, file_id, each, today) for file_id, each in _kept(best, most)),
        keys=len(keys) + bool(asked.folio),
        opened=sum(not hidden for _, hidden in files.values()),
        hidden=tuple(
            f
            for f, each in _kept(every, MOST_SHOWN)
            if f not in best and _likeness(asked, each) != Likeness.WEAK
        ),
        compared=len(cards),
    )


Files = Mapping[UUID, tuple[UUID, bool]]


def _best(marked: Sequence["_Marked"], files: Files, *, hidden: bool) -> dict[UUID, "_Marked"]:
    """The best card of each file, in order: of those that may be shown, or of all of them."""
    best: dict[UUID, _Marked] = {}
    for each in marked:
        file_id, is_hidden = files.get(each.card.record_id, (None, True))
        if file_id and each.is_worth and (hidden or not is_hidden):
            best.setdefault(file_id, each)
    return best


@dataclass(frozen=True)
class _Marked:
    """A card with its score and what may be told of it. `weight` counts only what is told."""

    card: Card
    total: float
    match: str
    weight: float
    agree: tuple[Kind, ...]
    similar: tuple[Kind, ...]
    apart: tuple[Kind, ...]

    @property
    def is_worth(self) -> bool:
        """Something typed agrees, beyond a common surname's worth."""
        return bool(self.agree or self.similar) and self.weight >= LEAST_BITS


def _marked(asked: Asked, cards: Sequence[Card], today: dt.date) -> Iterator[_Marked]:
    """Every card with its score; what was typed is prepared once for all of them."""
    told = list(enumerate(card.person for card in cards))
    readings = [dict(linkage.rank(person, told, today)) for person in people_of(asked)]
    for n, card in enumerate(cards):
        yield _mark(asked, card, [reading[n] for reading in readings])


def _mark(asked: Asked, card: Card, scores: Sequence[linkage.Score]) -> _Marked:
    parts, exact = scores[0].contributions, _exact(asked, card)
    levels = {part.field: part.level for part in parts}
    named = levels.get(Kind.GIVEN_NAMES) is linkage.Level.AGREES
    if asked.given_names and not named and rules.same_words(asked.given_names, card.known_as):
        levels[Kind.GIVEN_NAMES] = linkage.Level.SIMILAR
    agree, similar, apart = rules.told(asked, levels, exact)
    bonus = FOLIO_BITS * (Kind.FOLIO in exact) + KNOWN_AS_BITS * (Kind.KNOWN_AS in exact)
    said = {*agree, *similar} - {Kind.FOLIO, Kind.KNOWN_AS}
    weight = sum(part.bits for part in parts if part.field in said) + bonus
    best = max(scores, key=lambda score: score.bits)
    return _Marked(card, best.bits + bonus, str(best.band), weight, agree, similar, apart)


def _exact(asked: Asked, card: Card) -> frozenset[Kind]:
    """What is compared letter by letter, or by its sound, outside the score."""
    called = f"{card.known_as} {card.person.given_names}"
    found = {
        Kind.FOLIO: bool(asked.folio),
        Kind.CURP: bool(asked.curp) and linkage.curp.compact(card.person.curp) == asked.curp,
        Kind.KNOWN_AS: bool(asked.known_as) and rules.same_words(asked.known_as, called),
    }
    return frozenset(kind for kind, holds in found.items() if holds)


def _kept(best: Mapping[UUID, _Marked], most: int) -> list[tuple[UUID, _Marked]]:
    """At most so many, none much weaker than the strongest."""
    strongest = max((each.weight for each in best.values()), default=0.0)
    kept = [(f, each) for f, each in best.items() if each.weight >= SHARE_OF_BEST * strongest]
    return kept[:most]


def _likeness(asked: Asked, each: _Marked) -> Likeness:
    return rules.likeness(asked, len(each.agree), len(each.apart), each.weight)


def _masked(asked: Asked, file_id: UUID, each: _Marked, today: dt.date) -> Candidate:
    her = each.card.person
    return Candidate(
        file_id=file_id,
        initials=rules.initials(her.given_names, her.first_surname, her.second_surname),
        band=rules.age_band(her.birth_date, her.birth_year, today),
        likeness=_likeness(asked, each),
        agree=each.agree,
        similar=each.similar,
        apart=each.apart,
        bits=each.total,
        match=each.match,
    )
