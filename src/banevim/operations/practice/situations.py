"""Synthetic cases: when and where the violence was, of what types, and who attacked."""

import datetime as dt
import random

from banevim.casefiles.terms import AggressorData, Answered, CaseData, DatePrecision
from banevim.catalogs.terms import Missing

TYPES = {"PSI": 0.73, "FIS": 0.51, "ECO": 0.29, "SEX": 0.16, "PAT": 0.11, "INT": 0.04}
MODALITIES = (["FAM", "COM", "LAB", "DOC", "DIG", "INS", "FEM"], [78, 9, 5, 2, 4, 1, 1])
LINKS = (
    ["CON", "COB", "NOV", "EXC", "EXP", "PAD", "PAS", "HER", "HIJ", "VEC", "CND", "JEF", "CMP", "DSC", "OTR"],
    [20, 14, 9, 7, 24, 4, 2, 3, 2, 3, 4, 2, 2, 3, 1],
)
PLACES = (
    ["DOM", "DCO", "DAG", "OCA", "VIA", "TRA", "DIG", "ESC", "TPU", "PAR"],
    [30, 33, 9, 4, 10, 4, 5, 2, 2, 1],
)
AUTHORITIES = (["NIN", "FIS", "POM", "JUZ", Missing.UNKNOWN.value], [45, 28, 10, 4, 13])
ARRIVALS = (["CTA", "CAN", "POL", "911", "FAM", "SAL"], [45, 18, 14, 9, 8, 6])
FREQUENCIES = (["UNI", "OCA", "MES", "VME", "VSE", "DIA"], [22, 24, 9, 17, 16, 12])
EFFECTS = {
    "FIS": ("physical", ["LES", "DOL", "NIN"]),
    "PSI": ("psychological", ["MIE", "TRI", "ANS", "INS"]),
    "ECO": ("economic", ["CON", "QUI", "NOT"]),
    "PAT": ("patrimonial", ["DAN", "DOC"]),
    "SEX": ("sexual", ["LES", "OTR"]),
}
SIGNS, LEVELS = [f"R{n:02d}" for n in range(1, 21)], (["BAJ", "MED", "ALT"], [38, 42, 20])
STORY = "Relato ficticio de práctica. No describe a ninguna persona."


def _types(chance: random.Random, day: dt.date) -> tuple[str, ...]:
    known = {code: p for code, p in TYPES.items() if code != "INT" or day >= dt.date(2024, 1, 18)}
    found = tuple(code for code, p in known.items() if chance.random() < p)
    return found or ("PSI",)


def aggressor(chance: random.Random) -> AggressorData:
    """One person who attacked; their sex is often not written down, as in the real banks."""
    age = chance.randrange(17, 70) if chance.random() < 0.6 else None
    sex = chance.choices(["H", "M", Missing.NOT_ASKED.value], [82, 6, 12])[0]
    return AggressorData(
        link=chance.choices(*LINKS)[0],
        sex=sex,
        age=age,
        age_missing="" if age else chance.choice([Missing.NOT_ASKED, Missing.UNKNOWN]).value,
    )


def case(chance: random.Random, day: dt.date, home: str, elsewhere: str) -> CaseData:
    """One case learned on `day` in her municipality; now and then in `elsewhere`, another state, or not known."""
    facts = day - dt.timedelta(days=min(int(chance.expovariate(1 / 9)), 200))
    precision = chance.choices(list(DatePrecision), [70, 20, 10])[0]
    where = chance.choices([home, elsewhere, Missing.UNKNOWN.value], [96, 2, 2])[0]
    return CaseData(
        modality=chance.choices(*MODALITIES)[0],
        types=_types(chance, facts),
        municipality=where,
        place=chance.choices(*PLACES)[0],
        precision=precision,
        facts_on=None if precision is DatePrecision.UNKNOWN else facts,
        learned_on=day,
        authority_knows=chance.choices(*AUTHORITIES)[0],
        known_aggressor=chance.choices(["SI", "NO"], [92, 8])[0],
        drugs=chance.choices(["SI", "NO", Missing.NOT_ASKED.value], [35, 45, 20])[0],
        weapons=chance.choices(["SI", "NO", Missing.NOT_ASKED.value], [9, 71, 20])[0],
        narrative=STORY if chance.random() < 0.3 else "",
        aggressors=tuple(aggressor(chance) for _ in range(1 if chance.random() < 0.93 else 2)),
    )


def answered(chance: random.Random, day: dt.date, types: tuple[str, ...], desk: str) -> tuple[Answered, ...]:
    """Sections of the sheet for one case: always the attention; often the frequency, the effects and the risk."""
    attention = {"on": day.isoformat(), "municipality": desk, "arrival": chance.choices(*ARRIVALS)[0]}
    found = [Answered("attention", attention, {})]
    if chance.random() < 0.7:
        found.append(Answered("violence", {"frequency": chance.choices(*FREQUENCIES)[0]}, {}))
    if chance.random() < 0.5:
        told = {EFFECTS[code][0]: [chance.choice(EFFECTS[code][1])] for code in types if code in EFFECTS}
        found.append(Answered("effects", told, {}))
    if chance.random() < 0.4:
        signs = chance.sample(SIGNS, chance.randrange(1, 5))
        found.append(Answered("risk", {"indicators": signs, "level": chance.choices(*LEVELS)[0]}, {}))
    return tuple(found)
