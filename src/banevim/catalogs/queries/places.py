"""States, municipalities and localities; denominators with their source."""

from collections.abc import Mapping

from django.db.models import QuerySet

from banevim.catalogs.models import Locality, Municipality, Population, State
from banevim.catalogs.queries.cache import kept
from banevim.catalogs.rules import accents_lost, normalise, people_between
from banevim.catalogs.terms import CENSUS_EDITION, CENSUS_SOURCE, Place, PopulationSet

_ALIASES = {"distrito federal": "09", "cdmx": "09", "edomex": "15", "estado de mexico": "15"}


def states() -> tuple[Place, ...]:
    """The 32 states, by key."""
    return tuple(kept("states", _load_states).values())


def state(code: str) -> Place | None:
    """One state, or None."""
    return kept("states", _load_states).get(code)


def municipalities(state_code: str) -> tuple[Place, ...]:
    """Municipalities of a state in alphabetical order."""

    def load() -> tuple[Place, ...]:
        every = kept("municipalities", _load_municipalities)
        found = (place for code, place in every.items() if code[:2] == state_code)
        return tuple(sorted(found, key=lambda place: normalise(place.name)))

    return kept(f"municipalities_{state_code}", load)


def municipality(cvegeo: str) -> Place | None:
    """One municipality of the country, or None."""
    return kept("municipalities", _load_municipalities).get(cvegeo)


def largest_municipalities(state_code: str, n: int) -> tuple[Place, ...]:
    """The n municipalities of a state with most women (Census 2020)."""
    found = sorted(municipalities(state_code), key=lambda place: (-(place.women or 0), place.code))
    return tuple(found[:n])


def localities(municipality_code: str) -> tuple[Place, ...]:
    """Loaded localities of a municipality, the most populous first."""
    rows = Locality.objects.filter(municipality_id=municipality_code).order_by("-population", "name")
    return tuple(
        Place(code, name, women) for code, name, women in rows.values_list("cvegeo", "name", "women")
    )


def state_localities(state_code: str) -> tuple[str, ...]:
    """`Name, municipality` of every loaded locality of a state, the most populous first: what a page suggests."""

    def load() -> tuple[str, ...]:
        rows = Locality.objects.filter(cvegeo__startswith=state_code).order_by("-population", "name")
        return tuple(f"{name}, {town}" for name, town in rows.values_list("name", "municipality__name"))

    return kept(f"localities_{state_code}", load)


def is_locality(text: str, state_code: str) -> bool:
    """Whether this is the name of a loaded locality of a state: some sources write it where a municipality goes."""
    return (state_code, normalise(text)) in kept("locality_names", _load_locality_names)


def find_state(text: str) -> str | None:
    """Key of a state from its long or short name or two-digit key; None when it is not exactly one."""
    key = normalise(text)
    return _ALIASES.get(key) or kept("state_names", _load_state_names).get(key)


def find_municipality(text: str, state_code: str | None) -> str | None:
    """Key of a municipality from its name, in a state or (None) in the country.

    Only the same name counts, without accents or case, or with the accented letters lost as some exports do.
    Unknown or ambiguous gives None: never the capital, never the nearest.
    """
    names = kept("municipality_names", _load_municipality_names)
    for key in (normalise(text), accents_lost(text)):
        for table in names:
            found = [code for code in table.get(key, ()) if state_code in (None, code[:2])]
            if found:
                return found[0] if len(found) == 1 else None
    return None


def population(
    *,
    year: int = 2020,
    sex: str = "mujeres",
    source: str = CENSUS_SOURCE,
    edition: str = CENSUS_EDITION,
    ages: tuple[int, int | None] | None = None,
) -> PopulationSet:
    """People by place, of one source and edition. A place without a figure is absent, never 0.

    `ages`: the first and the last one, both included (None: no limit); without them, the figures of all ages. A place
    whose cells do not cover those ages exactly is absent too.
    """
    rows = Population.objects.filter(source=source, edition=edition, year=year, sex=sex)
    if ages is None:
        values = dict(rows.filter(age_from=None, age_to=None).values_list("cvegeo", "people"))
    else:
        values = _people_of(rows.filter(age_from__isnull=False), ages)
    return PopulationSet(source, edition, year, sex, values)


def _people_of(rows: QuerySet[Population], ages: tuple[int, int | None]) -> dict[str, int]:
    cells: dict[str, list[tuple[int, int | None, int]]] = {}
    for place, first, last, people in rows.values_list("cvegeo", "age_from", "age_to", "people"):
        cells.setdefault(place, []).append((first or 0, last, people))
    found = {place: people_between(each, *ages) for place, each in cells.items()}
    return {place: people for place, people in found.items() if people is not None}


def women_2020(state_code: str) -> PopulationSet:
    """Women counted by the Census 2020 in the municipalities of a state: the denominators of the first rates."""
    whole = population()
    values = {
        code: people for code, people in whole.values.items() if code[:2] == state_code and len(code) == 5
    }
    return PopulationSet(whole.source, whole.edition, whole.year, whole.sex, values)


def _load_locality_names() -> frozenset[tuple[str, str]]:
    rows = Locality.objects.values_list("cvegeo", "name")
    return frozenset((code[:2], normalise(name)) for code, name in rows)


def _load_states() -> Mapping[str, Place]:
    rows = State.objects.order_by("code").values_list("code", "name", "short_name", "curp")
    return {code: Place(code, name, None, short, curp) for code, name, short, curp in rows}


def _load_municipalities() -> Mapping[str, Place]:
    women = population().values
    rows = Municipality.objects.order_by("cvegeo").values_list("cvegeo", "name")
    return {code: Place(code, name, women.get(code)) for code, name in rows}


def _load_state_names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for place in states():
        for text in (
            place.name,
            place.short_name,
            place.code,
            accents_lost(place.name),
            accents_lost(place.short_name),
        ):
            names.setdefault(normalise(text), place.code)
    return names


def _load_municipality_names() -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    whole: dict[str, list[str]] = {}
    damaged: dict[str, list[str]] = {}
    for code, place in kept("municipalities", _load_municipalities).items():
        whole.setdefault(normalise(place.name), []).append(code)
        damaged.setdefault(accents_lost(place.name), []).append(code)
    return whole, damaged
