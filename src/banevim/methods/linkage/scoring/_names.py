"""The names: field against field, or, when fields were exchanged or run together, word against word."""

from collections.abc import Callable, Mapping, Sequence

from .._person import Prepared, Token
from ._result import Contribution, Level
from ._tokens import SAME_SOUND, Gains, Pairs, best_pairing, likeness
from ._weights import Weights

_FIELDS = ("given_names", "first_surname", "second_surname")


def name_contributions(query: Prepared, candidate: Prepared, weights: Weights) -> list[Contribution]:
    """The better of the two readings; the second one pays `out_of_place`."""
    in_place = _in_place(query, candidate, weights)
    if set(_bag(query)) == set(_bag(candidate)) and all(part.level is Level.AGREES for part in in_place):
        return in_place
    anywhere = _anywhere(query, candidate, weights)
    return max(in_place, anywhere, key=lambda parts: sum(part.bits for part in parts))


def _in_place(query: Prepared, candidate: Prepared, weights: Weights) -> list[Contribution]:
    second_differs = weights.husband_differs if query.husband or candidate.husband else weights.second_differs
    plan = (
        (query.given, candidate.given, weights.given_shares, weights.given_differs, weights.other_given),
        (query.first, candidate.first, weights.surname_shares, weights.first_differs, weights.other_surname),
        (query.second, candidate.second, weights.surname_shares, second_differs, weights.other_surname),
    )
    return [_field(name, *parts, weights) for name, parts in zip(_FIELDS, plan, strict=True)]


def _field(
    name: str,
    left: Sequence[Token],
    right: Sequence[Token],
    shares: Mapping[str, float],
    differs: float,
    others: float,
    weights: Weights,
) -> Contribution:
    """One field. Words left over on one side are a shorter way to write it; on both sides, a difference."""
    if not left or not right:
        return Contribution(name, Level.MISSING, 0.0)
    alike, gains = _gains(left, right, lambda token: weights.bits(token, shares))

    def worth(pairs: Pairs) -> float:
        if not pairs:
            return differs
        leftover = len(pairs) < len(left) and len(pairs) < len(right)
        return max(differs, sum(gains[i][j] for i, j in pairs) + (others if leftover else 0.0))

    bits, pairs = best_pairing(gains, worth)
    return Contribution(name, _level(pairs, alike, len(left), len(right)), bits)


def _gains(
    left: Sequence[Token], right: Sequence[Token], bits: Callable[[str], float]
) -> tuple[Gains, Gains]:
    """Likeness of every word with every other, and the bits it is worth: those of the commoner word."""
    alike = [[likeness(a, b) for b in right] for a in left]
    gains = [
        [like and like * min(bits(a.text), bits(b.text)) for b, like in zip(right, row, strict=True)]
        for a, row in zip(left, alike, strict=True)
    ]
    return alike, gains


def _level(pairs: Pairs, alike: Gains, left: int, right: int) -> Level:
    if not pairs:
        return Level.DISAGREES
    clear = all(alike[i][j] >= SAME_SOUND for i, j in pairs)
    return Level.AGREES if clear and len(pairs) == min(left, right) else Level.SIMILAR


def _anywhere(query: Prepared, candidate: Prepared, weights: Weights) -> list[Contribution]:
    """All words of one against all words of the other; nothing but the given names can count against."""
    left, right = _bag(query), _bag(candidate)
    if not left or not right:
        return [Contribution(name, Level.MISSING, 0.0) for name in _FIELDS]
    alike, gains = _gains(left, right, weights.bits_anywhere)
    given_left = {i for i, token in enumerate(left) if token in query.given}
    given_right = {j for j, token in enumerate(right) if token in candidate.given}

    def other_woman(pairs: Pairs) -> bool:
        lost = given_left.isdisjoint(i for i, _ in pairs) and given_right.isdisjoint(j for _, j in pairs)
        return bool(given_left and given_right and lost)

    def worth(pairs: Pairs) -> float:
        return sum(gains[i][j] for i, j in pairs) + (weights.given_differs if other_woman(pairs) else 0.0)

    _bits, pairs = best_pairing(gains, worth)
    gained = {left[i]: (gains[i][j], alike[i][j]) for i, j in pairs}
    penalty = weights.given_differs if other_woman(pairs) else 0.0
    return [
        *_by_field(query, gained, penalty),
        Contribution("name_order", Level.SIMILAR, weights.out_of_place),
    ]


def _bag(person: Prepared) -> list[Token]:
    return list(dict.fromkeys((*person.given, *person.first, *person.second)))[:6]


def _by_field(
    query: Prepared, gained: Mapping[Token, tuple[float, float]], penalty: float
) -> list[Contribution]:
    """Each word counts once, for the first field that holds it."""
    counted: set[Token] = set()
    parts = []
    for name, tokens in zip(_FIELDS, (query.given, query.first, query.second), strict=True):
        found = [token for token in tokens if token in gained]
        bits = sum(gained[token][0] for token in dict.fromkeys(found) if token not in counted)
        counted.update(found)
        level = Level.MISSING if not tokens else Level.DISAGREES
        if found:
            clear = all(gained[token][1] >= SAME_SOUND for token in found)
            level = Level.AGREES if clear else Level.SIMILAR
        parts.append(Contribution(name, level, bits + (penalty if name == "given_names" else 0.0)))
    return parts
