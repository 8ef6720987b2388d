"""How common each name is, and which names look like another: the shipped list plus the counts of the bank itself."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import takewhile
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from ._person import make_token
from ._tables import given_shares, nicknames, surname_shares
from .curp import letters_of

_UNLISTED = 1e-4
_LIST_WEIGHT = 2000.0
_FEWEST = 3
_TOWN = 0.25
_DOUBLED = re.compile(r"(.)\1+")
_ON_PAPER = (
    ("RN", "M"),
    ("NI", "M"),
    ("CL", "D"),
    ("VV", "W"),
    ("II", "U"),
    ("LI", "U"),
    ("U", "V"),
    ("V", "U"),
)
_MUCH_COMMONER, _COMMON = 5.0, 0.05
_SHORTEST_CUT, _MOST_BEGUN = 4, 60
_FAMILIAR, _SHORTEST_FAR, _FAR = 3e-4, 5, 2


@dataclass(frozen=True)
class Vocabulary:
    """`given` and `surnames`: name → share of people who bear it (0 to 1). `unlisted`: the share of a name in neither;
    `people`: among how many records she is looked for; `towns`: municipality (five digits) → share of people.

    It says which names are in use and how often, never who bears them.
    """

    given: Mapping[str, float]
    surnames: Mapping[str, float]
    unlisted: float = _UNLISTED
    people: int = 1_000_000
    towns: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of_counts(
        cls,
        given: Mapping[str, int],
        surnames: Mapping[str, int],
        people: int,
        towns: Mapping[str, int] | None = None,
    ) -> "Vocabulary":
        """Counts over `people` records, blended with the shipped list, which weighs like a bank of 2,000."""
        if people <= 0:
            return public()
        total = people + _LIST_WEIGHT
        return cls(
            _blend(given_shares(), given, total),
            _blend(surname_shares(), surnames, total),
            max(1.0, _LIST_WEIGHT * _UNLISTED) / total,
            people,
            {town: count / people for town, count in (towns or {}).items()},
        )

    def given_share(self, name: str) -> float:
        return max(self.given.get(name, 0.0), self.unlisted)

    def surname_share(self, name: str) -> float:
        return max(self.surnames.get(name, 0.0), self.unlisted)

    def town_share(self, town: str) -> float:
        """A quarter of all people when it is not known: a bank of one state."""
        return max(self.towns.get(town, _TOWN), 1 / self.people)

    def shares(self, names: Sequence[str]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Of many at once: shares as given names and as surnames."""
        found = ([held.get(name, 0.0) for name in names] for held in (self.given, self.surnames))
        given, surnames = (np.maximum(np.array(each, dtype=np.float64), self.unlisted) for each in found)
        return given, surnames

    def share(self, name: str) -> float:
        """The greater of its two shares."""
        return max(self.given_share(name), self.surname_share(name))

    def share_of_letters(self, letters: str, *, surname: bool) -> float:
        """How many bear a name with these letters (`curp.letters_of`); never less than a name that is not listed."""
        held = self._surname_letters if surname else self._given_letters
        return max(held.get(letters, 0.0), self.unlisted)

    @cached_property
    def _surname_letters(self) -> Mapping[str, float]:
        return _by_letters(self.surnames)

    @cached_property
    def _given_letters(self) -> Mapping[str, float]:
        return _by_letters(self.given)

    def look_alikes(self, word: str, most: int = 4, *, surname: bool = False) -> tuple[str, ...]:
        """What a rare word may have been meant to be: the commonest names, much commoner than it, one slip away
        (two in long words) or that begin with it (cut off at the end of a field).

        A word in no list that looks like none of them may also be a common one two slips away, or its end. In a
        `surname` those that are surnames come first, and nobody is called there by a familiar form.
        """
        least = _MUCH_COMMONER * self.share(word)
        if least > _COMMON:
            return ()
        near = {name for form in misread(word) for name in self._neighbours.near(form)}
        usual = self._meant(word, near, least, surname=surname)
        if not usual and self.share(word) <= self.unlisted:
            usual = self._meant(word, self._neighbours.far(word), least, surname=surname)
        common = self.surname_share if surname else self.share
        return tuple(sorted(usual, key=lambda name: (-common(name), name))[:most])

    def _meant(self, word: str, seen: set[str], least: float, *, surname: bool) -> list[str]:
        meant = seen if surname else {name for found in seen for name in nicknames().get(found, (found,))}
        return [name for name in meant if self.share(name) >= least and name != word]

    @cached_property
    def _neighbours(self) -> "_Neighbours":
        def borne(least: float) -> set[str]:
            return {n for shares in (self.given, self.surnames) for n, s in shares.items() if s >= least}

        return _Neighbours(
            sorted(borne(_FEWEST * self.unlisted) | nicknames().keys()), sorted(borne(_FAMILIAR))
        )


class _Neighbours:
    """Words filed under what is left when any one letter is dropped (symmetric deletion)."""

    def __init__(self, words: list[str], common: list[str]) -> None:
        self._words, self._common = words, common
        self._sounds = [make_token(word).sound for word in common]
        filed = [(hash(form), n) for n, word in enumerate(words) for form in _forms(word)]
        filed.sort()
        self._forms = np.array([form for form, _ in filed], dtype=np.int64)
        self._places: npt.NDArray[np.int32] = np.array([n for _, n in filed], dtype=np.int32)

    def near(self, word: str) -> set[str]:
        forms = np.array([hash(form) for form in _forms(word)], dtype=np.int64)
        starts = np.searchsorted(self._forms, forms, side="left")
        ends = np.searchsorted(self._forms, forms, side="right")
        found = {self._words[n] for a, b in zip(starts, ends, strict=True) for n in self._places[a:b]}
        return {name for name in found if is_slip(word, name)} | self._begun(word)

    def far(self, word: str) -> set[str]:
        """The common names two changes away, in writing or in sound, or of which the word is the end."""
        if len(word) < _SHORTEST_FAR:
            return set()
        sound = make_token(word).sound
        written = cdist([word], self._common, scorer=OSA.distance, score_cutoff=_FAR, dtype=np.uint8)[0]
        spoken = cdist([sound], self._sounds, scorer=OSA.distance, score_cutoff=_FAR, dtype=np.uint8)[0]
        ended = [name.endswith(word) for name in self._common]
        return {self._common[n] for n in np.flatnonzero((written <= _FAR) | (spoken <= _FAR) | ended)}

    def _begun(self, word: str) -> set[str]:
        if len(word) < _SHORTEST_CUT:
            return set()
        first = bisect_right(self._words, word)
        return set(takewhile(lambda name: name.startswith(word), self._words[first : first + _MOST_BEGUN]))


def _by_letters(shares: Mapping[str, float]) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for name, share in shares.items():
        for letters in letters_of(name):
            found[letters] = found.get(letters, 0.0) + share
    return found


def misread(word: str) -> set[str]:
    """The word, the same without doubled letters, and as it may have stood on paper (RN read for M, CL for D)."""
    single = _DOUBLED.sub(r"\1", word)
    forms = {word, single, *(single.replace(seen, meant) for seen, meant in _ON_PAPER if seen in single)}
    return {form for form in forms if len(form) > 1}


def is_slip(word: str, name: str) -> bool:
    """One change in writing or in sound, or two in a word of eight letters or more."""
    allowed = 2 if min(len(word), len(name)) >= 8 else 1
    if OSA.distance(word, name, score_cutoff=allowed) <= allowed:
        return True
    return OSA.distance(make_token(word).sound, make_token(name).sound, score_cutoff=1) <= 1


def _forms(word: str) -> Iterable[str]:
    sound = make_token(word).sound
    return {word, sound, *_shorter(word), *_shorter(sound)}


def _shorter(word: str) -> Iterable[str]:
    return (word[:n] + word[n + 1 :] for n in range(len(word))) if len(word) > 2 else ()


def _blend(listed: Mapping[str, float], counted: Mapping[str, int], total: float) -> Mapping[str, float]:
    names = {name: share * _LIST_WEIGHT / total for name, share in listed.items()}
    for name, count in counted.items():
        names[name] = names.get(name, 0.0) + count / total
    return MappingProxyType(names)


@cache
def public() -> Vocabulary:
    """The shipped list alone."""
    return Vocabulary(given_shares(), surname_shares())
