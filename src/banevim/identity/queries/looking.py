"""Looking for her: from what was typed to at most five masked candidates."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from uuid import UUID

from banevim.identity import rules
from banevim.identity.queries.keys import files_of, records_by_folio, records_by_key
from banevim.identity.queries.matcher.weights import weights
from banevim.identity.queries.opened import Card, open_cards
from banevim.identity.queries.vocabulary import vocabulary
from banevim.identity.terms import MOST_SHOWN, Asked, Candidate, Found, Kind, Likeness
from banevim.methods import linkage
from banevim.vault import matchkeys
from banevim.vault.context import Actor, seeing_as

FOLIO_BITS, KNOWN_AS_BITS = 30.0, 3.0
LEAST_BITS, BEHIND_BITS = -4.0, 14.0
"""Who is shown: at least so many bits in all, and at most so many behind the best of them.

Measured with the hand-set weights on 4,000 made-up queries of 100,000 files (one in six for a woman who is not there):
of the 195 that would be shown with less, none was her; of the 870 at 12 to 14 bits behind, one was. The distance leaves
out what is never mentioned (telephone, sex, municipality): that may change the order, never who is shown, or adding a
telephone to a name would say whether it is hers. 14 bits are more than a date with one digit wrong differs from a date
far off, so that a birth date cannot be guessed digit by digit from who stays on the page.
"""
MARKED = 60
"""How many of the opened cards, best first, are looked at closely."""


def keys_of(asked: Asked, today: dt.date) -> Mapping[str, float]:
    """Readable keys of a search and how much each counts; none finds nobody. The vault turns them into digests."""
    return linkage.query_keys(rules.as_person(asked), today=today, vocabulary=vocabulary())


def candidates(
    actor: Actor,
    asked: Asked,
    keys: Mapping[str, float],
    today: dt.date,
    most: int = MOST_SHOWN,
    before: Asked | None = None,
) -> Found:
    """At most five files (`most`), best first, masked. With the purpose `search`, which sees only keys and cards.

    What was asked `before` is compared in the same pass: whether this is another try for the same woman.
    """
    known = linkage.prepare(rules.as_person(asked))
    with seeing_as(actor.with_purpose("search")):
        if asked.folio:
            records = records_by_folio(actor.state_code, asked.folio)
        else:
            digests = matchkeys.digest(keys)
            records = records_by_key(actor.state_code, dict(zip(digests, keys.values(), strict=True)))
        cards = open_cards(records)
        ranked, score = _ranked(asked, known, cards, today, before)
        files = files_of([each.card.record_id for each in ranked])
    for each in ranked[: 2 * MOST_SHOWN]:
        _ = each.told  # for these whether or not they are shown: a hidden file is no work more
    shown = _kept(ranked, files, most, hidden=False)
    every = _kept(ranked, files, MOST_SHOWN, hidden=True)
    veiled = sum(hidden for _, hidden in files.values())
    return Found(
        _shown(asked, shown, today),
        keys=len(keys) + bool(asked.folio),
        opened=len(cards) - veiled,
        hidden=tuple(f for f, each in every.items() if f not in shown and _is_told(asked, each)),
        compared=len(cards),
        ask=_question(known, list(shown.values())),
        again=bool(before and score and rules.is_retry(before, asked, score)),
    )


def _question(known: linkage.Prepared, shown: Sequence["_Ranked"]) -> str:
    """The datum that would best tell the files that are shown apart, when they tie by what may be mentioned: a
    telephone does not change it. '' otherwise."""
    return linkage.next_question(known, [each.card.line for each in shown], [each.near for each in shown])


@dataclass(frozen=True)
class _Told:
    """What the page may say of a card. `weight`: the bits of what agrees or is alike."""

    weight: float
    agree: tuple[Kind, ...]
    similar: tuple[Kind, ...]
    apart: tuple[Kind, ...]


@dataclass(frozen=True)
class _Ranked:
    """A card and its bits: all of them, and those by which it is compared with the best. What may be told of it is
    worked out for the few that are shown."""

    asked: Asked
    card: Card
    total: float
    near: float
    _score: Callable[[], linkage.Score]
    _by_name: Callable[[], linkage.Score]

    @cached_property
    def score(self) -> linkage.Score:
        return self._score()

    @cached_property
    def told(self) -> _Told:
        return _tell(self.asked, self.card, self._by_name())


def _ranked(
    asked: Asked, known: linkage.Prepared, cards: Sequence[Card], today: dt.date, before: Asked | None
) -> tuple[list[_Ranked], linkage.Score | None]:
    """The best of the cards, best first, and the score of what was asked before; all are scored in one pass."""
    beside = [linkage.pack(linkage.prepare(rules.as_person(before)))] if before else []
    lines = [*(card.line for card in cards), *beside]
    scores = linkage.compare_many(known, lines, today, weights(), vocabulary())
    best = [n for n in scores.best(MARKED + len(beside)) if n < len(cards)][:MARKED]
    called = asked.known_as or any(linkage.is_called(cards[n].line) for n in best)
    by_name = _by_name([cards[n] for n in best], known, today) if called else None
    ranked = []
    for place, n in enumerate(best):
        bonus, score = _bonus(asked, cards[n]), partial(scores.score, n)
        told = partial(by_name.score, place) if by_name else score
        bits, near = float(scores.bits[n]), float(scores.mentioned[n])
        ranked.append(_Ranked(asked, cards[n], bits + bonus, near + bonus, score, told))
    ranked.sort(key=lambda each: -round(each.total, 6))  # among equals, the one to whom more keys led
    return ranked, scores.score(len(cards)) if beside else None


def _by_name(cards: Sequence[Card], known: linkage.Prepared, today: dt.date) -> "linkage.Scores":
    """The scores by her name alone, for what is told of it: the name she is known as is told apart."""
    lines = [linkage.pack(linkage.prepare(dataclasses.replace(card.person, known_as=""))) for card in cards]
    return linkage.compare_many(dataclasses.replace(known, called=()), lines, today, weights(), vocabulary())


def _tell(asked: Asked, card: Card, by_name: linkage.Score) -> _Told:
    parts, exact = by_name.contributions, _exact(asked, card)
    levels = {part.field: part.level for part in parts}
    named = levels.get(Kind.GIVEN_NAMES) is linkage.Level.AGREES
    if asked.given_names and not named and rules.same_words(asked.given_names, card.known_as):
        levels[Kind.GIVEN_NAMES] = linkage.Level.SIMILAR
    agree, similar, apart = rules.told(asked, levels, exact)
    said = {*agree, *similar} - {Kind.FOLIO, Kind.KNOWN_AS}
    weight = sum(part.bits for part in parts if part.field in said) + _bonus(asked, card)
    return _Told(weight, agree, similar, apart)


def _bonus(asked: Asked, card: Card) -> float:
    """What the folio and the name she is known as add to the score."""
    if not asked.folio and not asked.known_as:
        return 0.0
    exact = _exact(asked, card)
    return FOLIO_BITS * (Kind.FOLIO in exact) + KNOWN_AS_BITS * (Kind.KNOWN_AS in exact)


def _exact(asked: Asked, card: Card) -> frozenset[Kind]:
    """What is compared letter by letter, or by its sound, outside the score."""
    called = f"{card.known_as} {card.person.given_names}"
    found = {
        Kind.FOLIO: bool(asked.folio),
        Kind.CURP: bool(asked.curp) and linkage.curp.compact(card.person.curp) == asked.curp,
        Kind.KNOWN_AS: bool(asked.known_as) and rules.same_words(asked.known_as, called),
    }
    return frozenset(kind for kind, holds in found.items() if holds)


def _kept(
    ranked: Sequence[_Ranked], files: Mapping[UUID, tuple[UUID, bool]], most: int, *, hidden: bool
) -> dict[UUID, _Ranked]:
    """The best card of each file that is shown, in order, at most so many: something agrees, not much else speaks
    against her, and she is not far behind. With the `hidden` files, or without."""
    nobody = (None, True)
    placed = [(*files.get(each.card.record_id, nobody), each) for each in ranked if each.total >= LEAST_BITS]
    able = [(file_id, each) for file_id, veiled, each in placed if file_id and (hidden or not veiled)]
    least = max((each.near for _, each in able), default=0.0) - BEHIND_BITS
    kept: dict[UUID, _Ranked] = {}
    for file_id, each in able:
        if len(kept) == most:
            break
        if file_id not in kept and each.near >= least and (each.told.agree or each.told.similar):
            kept[file_id] = each
    return kept


def _likeness(asked: Asked, told: _Told) -> Likeness:
    return rules.likeness(asked, len(told.agree), len(told.apart), told.weight)


def _is_told(asked: Asked, each: _Ranked) -> bool:
    """Whether the state office is told of a hidden file: not of one that is hardly alike."""
    return _likeness(asked, each.told) is not Likeness.WEAK


def _shown(asked: Asked, kept: Mapping[UUID, _Ranked], today: dt.date) -> tuple[Candidate, ...]:
    settled = linkage.settle([each.score for each in kept.values()], weights())
    return tuple(
        _masked(asked, file_id, each, score.band, today)
        for (file_id, each), score in zip(kept.items(), settled, strict=True)
    )


def _masked(asked: Asked, file_id: UUID, each: _Ranked, match: linkage.Band, today: dt.date) -> Candidate:
    her, told = each.card.person, each.told
    return Candidate(
        file_id=file_id,
        record_id=each.card.record_id,
        initials=rules.initials(her.given_names, her.first_surname, her.second_surname),
        band=rules.age_band(her.birth_date, her.birth_year, today),
        likeness=_likeness(asked, told),
        agree=told.agree,
        similar=told.similar,
        apart=told.apart,
        bits=round(each.total, 6),
        match=str(match),
    )
