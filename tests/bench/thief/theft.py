"""What the thief tries. He holds arrays of numbers and knows the program; nothing here may see a key."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from banevim.methods import linkage

DEEP, NEAR, PAIRS = 400, 12, 200_000
Ints = Any


@dataclass(frozen=True)
class Dump:
    """The match-keys as stolen: one digest and one record number for each row, sorted by digest."""

    digests: Ints
    records: Ints
    people: int

    def longest(self, count: int) -> list[tuple[int, Ints]]:
        """The digests borne by most records, with those records."""
        values, first, sizes = np.unique(self.digests, return_index=True, return_counts=True)
        order = np.argsort(-sizes, kind="stable")[:count]
        return [(int(values[n]), self.records[first[n] : first[n] + sizes[n]]) for n in order]


def posting_sizes(dump: Dump) -> dict[str, Any]:
    """How unequal the keys are: what a count alone tells apart."""
    sizes = np.unique(dump.digests, return_counts=True)[1]
    of_records = np.bincount(dump.records, minlength=dump.people)
    return {
        "keys": len(sizes),
        "median": int(np.median(sizes)),
        "borne_by_one": round(float(np.mean(sizes == 1)), 4),
        "longest_share": round(float(sizes.max()) / dump.people, 5),
        "keys_of_a_record": [int(each) for each in np.percentile(of_records, [5, 50, 95])],
    }


def imagined(people: Iterable[linkage.Person]) -> tuple[Counter[str], dict[str, set[int]], int]:
    """What the program would derive from a made-up people with public frequencies: texts, and who bears them."""
    bearers: dict[str, set[int]] = defaultdict(set)
    count = 0
    for number, person in enumerate(people):
        count += 1
        for key in linkage.match_keys(person):
            bearers[key].add(number)
    return Counter({key: len(who) for key, who in bearers.items()}), bearers, count


def by_frequency(dump: Dump, texts: Counter[str]) -> dict[int, str]:
    """The longest posting is the most expected text, and so on down."""
    found = dump.longest(DEEP)
    return {digest: text for (digest, _), (text, _) in zip(found, texts.most_common(DEEP), strict=False)}


def by_company(dump: Dump, bearers: Mapping[str, set[int]], imagined_people: int) -> dict[int, str]:
    """As `by_frequency`, but a posting is told by its length and by how much it shares with the other long ones."""
    found = dump.longest(DEEP)
    ranked = sorted(bearers, key=lambda key: -len(bearers[key]))[:DEEP]
    seen = _profiles([set(who.tolist()) for _, who in found], dump.people)
    expected = _profiles([bearers[key] for key in ranked], imagined_people)
    distance = ((seen[:, None, :] - expected[None, :, :]) ** 2).sum(axis=2)
    guesses: dict[int, str] = {}
    for _ in range(min(len(found), len(ranked))):
        row, column = np.unravel_index(int(np.argmin(distance)), distance.shape)
        guesses[found[row][0]] = ranked[column]
        distance[row, :] = distance[:, column] = np.inf
    return guesses


def _profiles(postings: Sequence[set[int]], people: int) -> Any:
    """Of each posting: the logarithm of its share, and of its largest overlaps with the others."""
    rows = []
    for n, own in enumerate(postings):
        shared = sorted((len(own & other) for m, other in enumerate(postings) if m != n), reverse=True)[:NEAR]
        rows.append([len(own), *shared, *([0] * (NEAR - len(shared)))])
    return np.log((np.array(rows, dtype=float) + 0.5) / people)


def by_number_of_keys(dump: Dump, people: Sequence[linkage.Person]) -> Mapping[int, tuple[bool, ...]]:
    """What a record holds, by how many keys it has: the commonest case among the made-up people."""
    cases: dict[int, Counter[tuple[bool, ...]]] = defaultdict(Counter)
    for person in people:
        cases[len(linkage.match_keys(person))][holds(person)] += 1
    likely = {count: case.most_common(1)[0][0] for count, case in cases.items()}
    of_records = np.bincount(dump.records, minlength=dump.people)
    usual = Counter(holds(person) for person in people).most_common(1)[0][0]
    return {record: likely.get(int(count), usual) for record, count in enumerate(of_records) if count}


def holds(person: linkage.Person) -> tuple[bool, ...]:
    """Whether a date, a CURP, a telephone and a second surname are known."""
    return bool(person.birth_date), bool(person.curp), bool(person.phone), bool(person.second_surname)


def families(dump: Dump, least: float = 0.3) -> dict[str, int]:
    """Pairs of records that share much of their keys: sisters, homonyms, one woman twice. Never who they are."""
    sizes = np.bincount(dump.records, minlength=dump.people)
    starts = np.flatnonzero(np.r_[True, dump.digests[1:] != dump.digests[:-1]])
    shared: Counter[tuple[int, int]] = Counter()
    for start, end in zip(starts, np.r_[starts[1:], len(dump.digests)], strict=True):
        if 2 <= end - start <= 6 and len(shared) < PAIRS * 10:
            who = sorted(dump.records[start:end].tolist())
            shared.update((a, b) for n, a in enumerate(who) for b in who[n + 1 :])
    strong = [pair for pair, count in shared.items() if count >= least * min(sizes[pair[0]], sizes[pair[1]])]
    return {"pairs": len(strong), "records": len({each for pair in strong for each in pair})}
