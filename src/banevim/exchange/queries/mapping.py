"""From a source row to our own values. Nothing is invented: what is not known is said, and odd values are flagged."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from banevim.casefiles.terms import AggressorData, CaseData, DatePrecision, Missing, Profile
from banevim.catalogs import queries as catalogs
from banevim.catalogs.rules import may_code
from banevim.exchange.rules import read_date
from banevim.exchange.terms import UNKNOWN_VALUE, SourceLine

T = TypeVar("T")
TYPE_COLUMNS = ("FIS", "PSI", "SEX", "PAT", "ECO", "OTR")
LONG_BEFORE = dt.timedelta(days=3 * 365)
OLDEST = 120
UNDER_ONE = re.compile(
    r"(?:\d{1,2} *(?:meses|mes|semanas?|d[ií]as?)|menor(?:es)? (?:de|a) (?:un|1) a[nñ]o|menos de (?:un|1) a[nñ]o"
    r"|reci[eé]n nacid[ao])",
    re.IGNORECASE,
)
"""Only words state that she has not turned one: a bare 0 is what the source writes when it does not know."""


@dataclass
class Reading:
    """Turns the values of one row into ours, keeping a flag for whatever could not be taken as it came."""

    state_code: str
    today: dt.date
    memo: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)

    def once(self, ask: Callable[..., T], *words: str | None) -> T:
        """The answer of a catalogue, asked once: the rows of a batch share `memo`, and repeat the same few values."""
        key = (ask, *words)
        if key not in self.memo:
            self.memo[key] = ask(*words)
        found: T = self.memo[key]
        return found

    def flag(self, name: str) -> None:
        if name not in self.flags:
            self.flags.append(name)

    def code(self, catalog: str, text: str, column: str = "") -> str:
        """Our code; a value that is not known is never kept as it came: *no especificado* and a flag."""
        found = self.once(catalogs.banavim_code, catalog, text)
        if found is None:
            self.flag(UNKNOWN_VALUE + (column or catalog))
            return Missing.UNSPECIFIED
        return found

    def date(self, text: str, flag: str) -> dt.date | None:
        """A day not later than today; otherwise None and a flag. An empty cell is only missing."""
        day = read_date(text)
        if day is None and text and self.once(catalogs.banavim_code, "any", text) is None:
            self.flag(flag)
        if day is not None and day > self.today:
            self.flag("fecha_futura")
            return None
        return day

    def age(self, text: str) -> tuple[int | None, str]:
        """(age, kind of missing). Age 0 is missing unless words state it: the national files use 0 for *unknown*."""
        if UNDER_ONE.fullmatch(text):
            return 0, ""
        found = re.fullmatch(r"(\d{1,3})(?:[.,]0+)?(?: *años?)?", text.strip(), re.IGNORECASE)
        if found is None:
            known = self.once(catalogs.banavim_code, "any", text)
            if known is None:
                self.flag("edad_imposible")
            return None, known or Missing.UNSPECIFIED
        age = int(found[1])
        if age == 0:
            self.flag("edad_cero")
            return None, Missing.UNSPECIFIED
        if age > OLDEST:
            self.flag("edad_imposible")
            return None, Missing.UNSPECIFIED
        return age, ""

    def municipality(self, state_text: str, text: str) -> str:
        """INEGI key: in the state that the row says, else in the whole country if only one has that name.

        Never the capital, never a guess; what was not plain is flagged.
        """
        said = self._state(state_text)
        if self.once(catalogs.banavim_code, "any", text) is not None:
            return Missing.UNSPECIFIED
        key = self.once(catalogs.find_municipality, text, said) or self.once(
            catalogs.find_municipality, text, None
        )
        if key is None:
            local = self.once(catalogs.is_locality, text, said)
            self.flag("localidad_por_municipio" if local else "municipio_no_reconocido")
            return Missing.UNSPECIFIED
        if key[:2] != said:
            self.flag("municipio_de_otro_estado")
        return key

    def _state(self, text: str) -> str:
        """The state that the row says; the bank's own, with a flag, when it says none that is known."""
        said = self.once(catalogs.find_state, text)
        if said is None:
            self.flag(
                "estado_sin_dato" if self.once(catalogs.banavim_code, "any", text) else "estado_no_reconocido"
            )
            return self.state_code
        if said != self.state_code:
            self.flag("estado_distinto")
        return said


def case_of(
    row: SourceLine, reading: Reading, aggressors: tuple[AggressorData, ...]
) -> tuple[CaseData, dt.date | None]:
    """A case and the source's own date of registration (None when it cannot be read)."""
    registered = reading.date(row["registered"], "fecha_registro_ilegible")
    facts = reading.date(row["facts"], "fecha_hechos_ilegible")
    if facts and registered and facts > registered:
        reading.flag("hechos_despues_del_registro")
    if facts and registered and registered - facts > LONG_BEFORE:
        reading.flag("hechos_muy_anteriores")
    types = tuple(code for code in TYPE_COLUMNS if reading.code("yes_no", row[code], "types") == "SI")
    if not types:
        reading.flag("sin_tipos")
    modality = reading.code("modality", row["modality"])
    day = facts or registered or reading.today
    if not may_code(catalogs.codebook(), "modality", modality, day, imported=True):
        reading.flag("fuera_de_catalogo")
    data = CaseData(
        modality=modality,
        types=types,
        types_missing="" if types else Missing.UNSPECIFIED,
        municipality=reading.municipality(row["state"], row["municipality"]),
        place=reading.code("place", row["place"]),
        precision=DatePrecision.EXACT if facts else DatePrecision.UNKNOWN,
        facts_on=facts,
        known_aggressor=reading.code("yes_no", row["known_aggressor"], "known_aggressor"),
        drugs=reading.code("yes_no", row["drugs"], "drugs"),
        weapons=reading.code("yes_no", row["weapons"], "weapons"),
        authority_knows=Missing.UNSPECIFIED,
        aggressors=aggressors,
        flags=tuple(reading.flags),
    )
    return data, registered


def profile_of(row: SourceLine, reading: Reading) -> Profile:
    """The coded answers of a woman. Her name is not in these files."""
    age, age_missing = reading.age(row["age"])
    children = re.fullmatch(r"\d{1,2}", row["children"])
    unsure = reading.once(catalogs.banavim_code, "any", row["children"])
    if children is None and unsure is None:
        reading.flag("hijos_ilegible")
    return Profile(
        age=age,
        age_missing=age_missing,
        residence=reading.municipality(row["state"], row["municipality"]),
        birth_state=Missing.UNSPECIFIED,
        nationality=Missing.UNSPECIFIED,
        schooling=reading.code("schooling", row["schooling"]),
        civil_status=reading.code("civil_status", row["civil_status"]),
        occupation=Missing.UNSPECIFIED,
        income_source=reading.code("income_source", row["income_source"]),
        children=int(children[0]) if children else None,
        children_missing="" if children else unsure or Missing.UNSPECIFIED,
    )


UNKNOWN_PROFILE = Profile(
    age_missing=Missing.UNSPECIFIED,
    birth_state=Missing.UNSPECIFIED,
    residence=Missing.UNSPECIFIED,
    nationality=Missing.UNSPECIFIED,
    schooling=Missing.UNSPECIFIED,
    civil_status=Missing.UNSPECIFIED,
    occupation=Missing.UNSPECIFIED,
    income_source=Missing.UNSPECIFIED,
    children_missing=Missing.UNSPECIFIED,
)
"""A woman of whom only a case is known."""


def aggressor_of(row: SourceLine, reading: Reading) -> AggressorData:
    """A person who attacked, in codes."""
    age, age_missing = reading.age(row["age"])
    return AggressorData(
        link=reading.code("link", row["link"]),
        sex=reading.code("sex", row["sex"]),
        age=age,
        age_missing=age_missing,
        schooling=reading.code("schooling", row["schooling"]),
        civil_status=reading.code("civil_status", row["civil_status"]),
    )
