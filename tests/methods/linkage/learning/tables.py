"""Small tables with known entities: people written twice or thrice, with slips, exchanges and gaps."""

import random
from collections.abc import Sequence

GIVEN = (
    "ana luz rosa elena marta julia carmen irene sara ines paula olga nadia vera lucia alma celia dora edith flor"
).split()
FAMILY = (
    "abad baeza cobos duran erazo fierro galvez huerta ibarra juarez luna mora nava olvera parra quiroz rangel "
    "salas tovar urbina vela yanez zarate arce bravo campos davila esparza franco gil"
).split()
STREETS = "olivo mar norte rio sol faro palma arena roca brisa puerto ancla".split()


def slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    kind = chance.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + chance.choice("aeioulnrst") + word[at + 1 :]
    return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def people(count: int, copies: Sequence[int], seed: int = 3) -> tuple[dict[str, list[str]], list[int]]:
    """`count` persons, each in as many records as `copies` says in turn; the columns and the person of each record."""
    chance = random.Random(seed)
    rows: list[tuple[list[str], int]] = []
    for person in range(count):
        true = [
            chance.choice(GIVEN),
            chance.choice(FAMILY),
            f"{chance.randrange(1940, 2010)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",
            f"calle {chance.choice(STREETS)} {chance.choice(STREETS)} {chance.randrange(1, 400)}",
            f"{chance.randrange(23000, 23999)}",
        ]
        for copy in range(copies[person % len(copies)]):
            seen = list(true)
            if copy:
                spoil(seen, chance)
            rows.append((seen, person))
    chance.shuffle(rows)
    names = ["nom", "ape", "nac", "dom", "cp"]
    return {name: [row[at] for row, _ in rows] for at, name in enumerate(names)}, [who for _, who in rows]


def spoil(row: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(row))
    if chance.random() < 0.15:
        row[0], row[1] = row[1], row[0]
    if chance.random() < 0.3:
        row[at] = ""
    else:
        row[at] = slip(row[at], chance)
