"""Write the people, the queries and the truth of a seed: `P.csv`, `Q.csv`, `T.csv`."""

import csv
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from tests.bench.identity.tables import SHARED, Row
from tests.bench.people.draw import Her, People
from tests.bench.people.errors import CATALOGUE, Told, spoil
from tests.bench.people.errors.spelling import capitals, without_accents

MOST, SHARE, NEW, KIN = 20_000, 5, 0.2, 0.15
"""Queries of known women: at most so many, and one for so many people; new ones for each; how many are kin."""
TUNING, JUDGING = range(1, 1_000), 9_000
OFTEN = {"second": 0.9, "born": 0.8, "curp": 0.3, "phone": 0.45, "place": 0.7}
"""How often a capture carries each datum, before any error."""


def make(folder: Path, count: int, seed: int) -> dict[str, Any]:
    """The three tables; the same seed and count give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    chance, people = random.Random(f"queries {seed}"), People(seed)
    asked = min(MOST, max(1, count // SHARE))
    chosen = dict.fromkeys(chance.sample(range(count), asked))
    known: dict[int, Her] = {}
    with ExitStack() as stack:
        writers = [stack.enter_context(_Table(folder / f"{name}.csv", name)) for name in "PQT"]
        for number, her in enumerate(islice(people.draw(), count)):
            writers[0].writerow(_person(as_kept(f"p{number:07d}", her, people.chance)))
            if number in chosen:
                known[number] = her
        queries = [(f"p{n:07d}", her) for n, her in known.items()]
        queries += [("", her) for her in _new(people, chance, list(known.values()), int(asked * NEW))]
        chance.shuffle(queries)
        for number, (person, her) in enumerate(queries):
            told = _told(her, chance)
            labels = spoil(told, chance) if person else ["nueva", *spoil(told, chance)]
            writers[1].writerow(_query(f"q{number:06d}", told))
            writers[2].writerow([f"q{number:06d}", person, "|".join(labels)])
    return {
        "people": count,
        "queries": len(queries),
        "new": len(queries) - asked,
        "seed": seed,
        "use": "judging" if seed >= JUDGING else "tuning",
        "kinds_of_error": len(CATALOGUE),
        "folder": str(folder),
    }


class _Table:
    """A table open for writing, with its header."""

    HEADERS = {
        "P": ["persona_id", *SHARED],
        "Q": ["consulta_id", *SHARED[:4], "edad", *SHARED[4:]],
        "T": ["consulta_id", "persona_id", "etiquetas"],
    }

    def __init__(self, path: Path, name: str) -> None:
        self.file = path.open("w", encoding="utf-8", newline="")
        self.writer = csv.writer(self.file, lineterminator="\n")
        self.writer.writerow(self.HEADERS[name])

    def __enter__(self) -> Any:
        return self.writer

    def __exit__(self, *_: object) -> None:
        self.file.close()


def _new(people: People, chance: random.Random, known: Sequence[Her], count: int) -> Iterator[Her]:
    """Women who are not in the bank: some are sisters or twins of one who is."""
    for _ in range(count):
        draw = chance.random()
        if draw < KIN:
            her = chance.choice(known)
            yield people.sister(her, born=her.born if draw < KIN / 10 else None)
        else:
            yield people.woman()


def as_kept(key: str, her: Her, chance: random.Random) -> Row:
    """As the bank holds her: much is missing, and six in ten are written without accents."""
    names = [her.given, her.first, her.second if chance.random() > 0.04 else ""]
    if (written := chance.random()) < 0.6:
        names = [without_accents(each, chance) for each in names]
        names = [capitals(each, chance) for each in names] if written < 0.3 else names
    born = her.born if chance.random() > 0.08 else None
    curp = her.curp if born and chance.random() > 0.45 else ""
    phone = her.phone if chance.random() > 0.35 else ""
    return Row(0, key, *names, born, None, curp, phone, her.place, "M")


def _person(row: Row) -> list[str]:
    born = row.born.isoformat() if row.born else ""
    names = (row.nombres, row.primer_apellido, row.segundo_apellido)
    return [row.key, *names, born, row.curp, row.telefono, row.cve_municipio, row.sexo]


def _told(her: Her, chance: random.Random) -> Told:
    """What she tells, without errors: seldom everything."""
    full = Told(her.given, her.first, her.second, her.born, None, her.curp, her.phone, her.place)
    left_out: dict[str, Any] = {
        name: None if name == "born" else "" for name, share in OFTEN.items() if chance.random() > share
    }
    return replace(full, **left_out)


def _query(key: str, told: Told) -> list[str]:
    born = told.born.isoformat() if told.born else ""
    age = "" if told.age is None else str(told.age)
    return [key, told.given, told.first, told.second, born, age, told.curp, told.phone, told.place, "M"]
