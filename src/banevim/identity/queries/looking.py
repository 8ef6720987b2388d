"""Looking for her: from what was typed to at most five masked candidates."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from banevim.identity import rules
from banevim.identity.queries.keys import files_of, records_by_folio, records_by_key
from banevim.identity.queries.matcher.weights import weights
from banevim.identity.queries.opened import Card, open_cards
from banevim.identity.queries.vocabulary import vocabulary
from banevim.identity.terms import MOST_SHOWN, Asked, Candidate, Found, Kind, Likeness
from banevim.methods import linkage
from banevim.vault import matchkeys
from banevim.vault.context import Actor, acting

FOLIO_BITS, KNOWN_AS_BITS = 30.0, 3.0
LEAST_BITS, BEHIND_BITS = -4.0, 14.0
"""Who is shown: at least so many bits in all, and at most so many behind the best of them.

Measured on 4,000 made-up queries of 100,000 files (one in six for a woman who is not there): of the 199 that would be
shown with less, none was her; of the 870 at 12 to 14 bits behind, one was. The distance leaves out what is never
mentioned (telephone, sex, municipality): that may change the order, never who is shown, or adding a telephone to a
name would say whether it is hers. 14 bits are more than a date with one digit wrong differs from a date far off, so
that a birth date cannot be guessed digit by digit from who stays on the page.
"""
MARKED = 60
"""How many of the opened cards, best first, are looked at closely."""


def keys_of(actor: Actor, asked: Asked, today: dt.date) -> Mapping[str, float]:
    """Readable keys of a search and how much each counts; none finds nobody. The vault turns them into digests.

    The counts of names that widen them are read with the purpose `search`.
    """
    with acting(actor.with_purpose("search")):
        return linkage.query_keys(rules.as_person(asked), today=today, vocabulary=vocabulary())


def candidates(
    actor: Actor, asked: Asked, keys: Mapping[str, float], today: dt.date, most: int = MOST_SHOWN
) -> Found:
    """At most five files (`most`), best first, masked. With the purpose `search`, which sees only keys and cards."""
    with acting(actor.with_purpose("search")):
        if asked.folio:
            records = records_by_folio(actor.state_code, asked.folio)
        else:
            digests = matchkeys.digest(keys)
            records = records_by_key(actor.state_code, dict(zip(digests, keys.values(), strict=True)))
        cards = open_cards(records)
        marked = _marked(asked, cards, today)
        files = files_of([each.card.record_id for each in marked])
    best, every = _best(marked, files, hidden=False), _best(marked, files, hidden=True)
    veiled = sum(hidden for _, hidden in files.values())
    return Found(
        _shown(asked, best, today, most),
        keys=len(keys) + bool(asked.folio),
        opened=len(cards) - veiled,
        hidden=tuple(f for f, each in _kept(every, MOST_SHOWN) if f not in best and _is_told(asked, each)),
        compared=len(cards),
        ask=_question(asked, [each for _, each in _kept(best, most)]),
    )


def _best(
    marked: Sequence["_Marked"], files: Mapping[UUID, tuple[UUID, bool]], *, hidden: bool
) -> dict[UUID, "_Marked"]:
    """The best card of each file, in order: of those that may be shown, or of all of them."""
    best: dict[UUID, _Marked] = {}
    for each in marked:
        file_id, is_hidden = files.get(each.card.record_id, (None, True))
        if file_id and each.is_worth and (hidden or not is_hidden):
            best.setdefault(file_id, each)
    return best


def _question(asked: Asked, shown: Sequence["_Marked"]) -> str:
    """The datum that would best tell the files that are shown apart, when they tie; '' otherwise."""
    known = linkage.prepare(rules.as_person(asked))
    return linkage.next_question(known, [each.card.line for each in shown], [each.total for each in shown])


@dataclass(frozen=True)
class _Marked:
    """A card with its score and what may be told of it. `weight` counts only what is told."""

    card: Card
    total: float
    score: linkage.Score
    weight: float
    agree: tuple[Kind, ...]
    similar: tuple[Kind, ...]
    apart: tuple[Kind, ...]

    bonus: float

    @property
    def is_worth(self) -> bool:
        """Something typed agrees, and not much else speaks against her."""
        return bool(self.agree or self.similar) and self.total >= LEAST_BITS

    @property
    def near(self) -> float:
        """The bits by which it is compared with the best."""
        return self.score.mentioned + self.bonus


def _marked(asked: Asked, cards: Sequence[Card], today: dt.date) -> list[_Marked]:
    """The best of the cards, best first: all are scored in one pass, and what may be told is worked out for few."""
    known = linkage.prepare(rules.as_person(asked))
    scores = linkage.compare_many(known, [card.line for card in cards], today, weights(), vocabulary())
    best = [(cards[n], scores.score(n)) for n in scores.best(MARKED)]
    called = asked.known_as or any(card.known_as for card, _ in best)
    told = _by_name([card for card, _ in best], known, today) if called else [score for _, score in best]
    marked = [_mark(asked, card, score, name) for (card, score), name in zip(best, told, strict=True)]
    return sorted(marked, key=lambda m: (-m.total, m.card.record_id))


def _by_name(cards: Sequence[Card], known: linkage.Prepared, today: dt.date) -> list[linkage.Score]:
    """The scores by her name alone, for what is told of it: the name she is known as is told apart."""
    lines = [linkage.pack(linkage.prepare(dataclasses.replace(card.person, known_as=""))) for card in cards]
    scores = linkage.compare_many(
        dataclasses.replace(known, called=()), lines, today, weights(), vocabulary()
    )
    return [scores.score(n) for n in range(len(lines))]


def _mark(asked: Asked, card: Card, score: linkage.Score, by_name: linkage.Score) -> _Marked:
    parts, exact = by_name.contributions, _exact(asked, card)
    levels = {part.field: part.level for part in parts}
    named = levels.get(Kind.GIVEN_NAMES) is linkage.Level.AGREES
    if asked.given_names and not named and rules.same_words(asked.given_names, card.known_as):
        levels[Kind.GIVEN_NAMES] = linkage.Level.SIMILAR
    agree, similar, apart = rules.told(asked, levels, exact)
    bonus = FOLIO_BITS * (Kind.FOLIO in exact) + KNOWN_AS_BITS * (Kind.KNOWN_AS in exact)
    said = {*agree, *similar} - {Kind.FOLIO, Kind.KNOWN_AS}
    weight = sum(part.bits for part in parts if part.field in said) + bonus
    return _Marked(card, score.bits + bonus, score, weight, agree, similar, apart, bonus)


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
    """At most so many, none far behind the strongest."""
    strongest = max((each.near for each in best.values()), default=0.0)
    return [(f, each) for f, each in best.items() if each.near >= strongest - BEHIND_BITS][:most]


def _likeness(asked: Asked, each: _Marked) -> Likeness:
    return rules.likeness(asked, len(each.agree), len(each.apart), each.weight)


def _is_told(asked: Asked, each: _Marked) -> bool:
    """Whether the state office is told of a hidden file: not of one that is hardly alike."""
    return _likeness(asked, each) is not Likeness.WEAK


def _shown(asked: Asked, best: dict[UUID, _Marked], today: dt.date, most: int) -> tuple[Candidate, ...]:
    kept = _kept(best, most)
    settled = linkage.settle([each.score for _, each in kept], weights())
    return tuple(
        _masked(asked, file_id, each, score.band, today)
        for (file_id, each), score in zip(kept, settled, strict=True)
    )


def _masked(asked: Asked, file_id: UUID, each: _Marked, match: linkage.Band, today: dt.date) -> Candidate:
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
        match=str(match),
    )
