"""How alike two name words are, and the best way to pair two short lists of them."""

from collections.abc import Callable, Sequence

from rapidfuzz.distance import JaroWinkler

from .._person import Token

SAME_SOUND = 0.95
Pairs = tuple[tuple[int, int], ...]
Gains = Sequence[Sequence[float]]


def likeness(a: Token, b: Token) -> float:
    """1 equal, 0.95 same sound, then fading; 0 means different. Symmetric."""
    if a.text == b.text:
        return 1.0
    if a.sound == b.sound:
        return SAME_SOUND
    short, long = sorted((a.text, b.text), key=len)
    if len(short) == 1:
        return 0.35 if long.startswith(short) else 0.0
    if len(short) >= 5 and long.startswith(short):
        return 0.8
    if a.skeleton == b.skeleton and len(a.skeleton) >= 3:
        return 0.8
    similarity = float(JaroWinkler.similarity(short, long))
    return 0.75 if similarity >= 0.93 else 0.5 if similarity >= 0.88 else 0.0


def best_pairing(gains: Gains, worth: Callable[[Pairs], float]) -> tuple[float, Pairs]:
    """The pairing of rows with columns of greatest worth; only pairs with a gain above 0 are tried."""
    edges = [[column for column, gain in enumerate(row) if gain > 0] for row in gains]
    best: list[tuple[float, Pairs]] = []

    def visit(row: int, taken: frozenset[int], pairs: Pairs) -> None:
        if row == len(edges):
            best.append((worth(pairs), pairs))
            return
        visit(row + 1, taken, pairs)
        for column in edges[row]:
            if column not in taken:
                visit(row + 1, taken | {column}, (*pairs, (row, column)))

    visit(0, frozenset(), ())
    return max(best)
