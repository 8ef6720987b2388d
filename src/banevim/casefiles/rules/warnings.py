"""What looks odd but may be true. A warning asks for a confirmation and its reason; it never blocks.

A CURP may disagree with what she tells and both be right: trans women, women born abroad, late registrations.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from banevim.casefiles.rules.profile import STATES, age_on
from banevim.casefiles.terms import ABROAD, CaseData, Identity, Problem, Profile
from banevim.methods.linkage import curp

OLD_FACTS_YEARS = 2
JUDGED = frozenset(
    ("other_state", "old_facts", "learned_before", "before_birth", "aggressor_age_zero", "other_unsaid")
)
"""Every code of `case_warnings`: each capture and each correction judges them anew."""


def identity_warnings(identity: Identity, profile: Profile, today: dt.date) -> list[Problem]:
    """CURP against its own check digit and against name, date, sex and state; age against birth date."""
    found = list(_curp_warnings(identity, profile)) if identity.curp else []
    if identity.is_empty:
        sentence = "Sin nombre ni CURP, ninguna búsqueda podrá encontrar este expediente."
        found.append(Problem("no_name", sentence, "given_names"))
    if identity.birth_date and profile.age is not None:
        years = age_on(identity.birth_date, today)
        if abs(years - profile.age) > 1:
            sentence = f"La edad no coincide con la fecha de nacimiento: por la fecha tiene {years} años."
            found.append(Problem("age_birth_date", sentence, "age"))
    return found


def _curp_warnings(identity: Identity, profile: Profile) -> Iterator[Problem]:
    try:
        known = curp.parse(identity.curp)
    except curp.InvalidCurp as exc:
        yield Problem("curp_form", f"{exc.reason} Si así está en el documento, puedes continuar.", "curp")
        return
    state = profile.birth_state if profile.birth_state in STATES else ""
    compared = {
        "curp_name": curp.disagreements(
            known, identity.given_names, identity.first_surname, identity.second_surname
        ),
        "curp_date": curp.disagreements(known, birth_date=identity.birth_date),
        "curp_sex": curp.disagreements(known, sex=profile.sex if profile.sex in ("M", "H", "X") else ""),
        "curp_state": curp.disagreements(known, state="NE" if state == ABROAD else state),
    }
    for code, sentences in compared.items():
        for sentence in sentences:
            yield Problem(code, sentence, "curp")


def case_warnings(
    data: CaseData, today: dt.date, state_code: str, identity: Identity | None = None
) -> list[Problem]:
    """Another state, old facts, dates out of order, aggressors of age 0, "other" without saying which."""
    born = identity.birth_date if identity else None
    return [*_place_and_dates(data, today, state_code, born), *_aggressors(data), *_other(data)]


def _place_and_dates(
    data: CaseData, today: dt.date, state_code: str, born: dt.date | None
) -> Iterator[Problem]:
    if data.municipality.isdigit() and data.municipality[:2] != state_code:
        sentence = "Los hechos ocurrieron en un municipio de otro estado. Revisa el municipio."
        yield Problem("other_state", sentence, "municipality")
    if data.facts_on is None:
        return
    if age_on(data.facts_on, today) >= OLD_FACTS_YEARS:
        sentence = f"Los hechos tienen {age_on(data.facts_on, today)} años o más. Revisa el año."
        yield Problem("old_facts", sentence, "facts_on")
    if data.learned_on and data.learned_on < data.facts_on:
        sentence = "La institución lo supo antes de la fecha de los hechos. Revisa las dos fechas."
        yield Problem("learned_before", sentence, "learned_on")
    if born and data.facts_on < born:
        yield Problem("before_birth", "Los hechos son anteriores a su fecha de nacimiento.", "facts_on")


def _aggressors(data: CaseData) -> Iterator[Problem]:
    for number, each in enumerate(data.aggressors):
        if each.age == 0:
            sentence = "La persona agresora tiene 0 años. Si no se sabe su edad, elige por qué falta."
            yield Problem("aggressor_age_zero", sentence, f"aggressors-{number}-age")


def _other(data: CaseData) -> Iterator[Problem]:
    if "OTR" in data.types and not data.other_type.strip():
        yield Problem("other_unsaid", "Marcaste otra forma de violencia y no dice cuál.", "other_type")


def unconfirmed(warnings: Iterable[Problem], confirmed: Collection[str]) -> list[Problem]:
    """Those that the person has not seen and confirmed yet."""
    return [warning for warning in warnings if warning.code not in confirmed]
