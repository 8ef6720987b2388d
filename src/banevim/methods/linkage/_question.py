"""The best next question: the one datum, not yet asked, that would tell the likeliest candidates apart."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import log2

from ._person import Prepared, make_token

NEAR = 8.0
"""Bits behind the first within which a candidate still counts."""
_LEAST = 0.3
_Reader = Callable[[Sequence[str]], str]


def next_question(asked: Prepared, lines: Sequence[str], bits: Sequence[float]) -> str:
    """The field to ask for: `second_surname`, `birth_date`, `given_names`, `first_surname`, `curp`, or none.

    `lines` are packed candidates (`pack`), one a woman, and `bits` their scores. A field is worth the information, in
    bits, that its answer is expected to give about which of them she is; who lacks the datum is not told apart by it.
    What she is likely to know by heart comes first among equals. Never the municipality, the telephone or the address.
    """
    near = [
        (line.split("|"), worth) for line, worth in zip(lines, bits, strict=True) if worth >= max(bits) - NEAR
    ]
    if len(near) < 2:
        return ""
    likely = [(row, 2.0 ** (worth - max(bits))) for row, worth in near]
    gains = {field: ease * _information(likely, read) for field, (ease, read) in _open_fields(asked).items()}
    best = max(gains, key=lambda field: gains[field], default="")
    return best if best and gains[best] >= _LEAST else ""


def _open_fields(asked: Prepared) -> Mapping[str, tuple[float, _Reader]]:
    """What was not asked yet, how readily it is known, and how to read it in a packed row."""
    fields: dict[str, tuple[float, _Reader]] = {}
    if not asked.second:
        fields["second_surname"] = (1.0, lambda row: _sound(row[3]))
    if not asked.born and not asked.curp:
        fields["birth_date"] = (0.95, lambda row: row[5].strip("0") or row[6].strip("0"))
    if not asked.first:
        fields["first_surname"] = (1.0, lambda row: _sound(row[2]))
    if len(asked.given) < 2:
        fields["given_names"] = (0.9, lambda row: _sound(row[1]))
    if not asked.curp:
        fields["curp"] = (0.5, lambda row: row[10])
    return fields


def _information(likely: Sequence[tuple[Sequence[str], float]], read: _Reader) -> float:
    """Entropy of the answer among those who have the datum, times the share of them."""
    total = sum(weight for _, weight in likely)
    answers: dict[str, float] = defaultdict(float)
    for row, weight in likely:
        if value := read(row):
            answers[value] += weight
    known = sum(answers.values())
    if not known:
        return 0.0
    return known / total * -sum(w / known * log2(w / known) for w in answers.values())


def _sound(words: str) -> str:
    """Two ways to write a name are one answer."""
    return " ".join(sorted(make_token(slot.partition("/")[0]).sound for slot in words.split()))
