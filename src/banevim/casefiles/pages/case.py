"""What the page of one case shows: every coded answer, in words, in the order of the capture."""

from typing import Any

from banevim.casefiles import queries, words
from banevim.casefiles.models import Aggressor, Case
from banevim.catalogs.terms import Catalog

Lines = list[tuple[str, Any]]


def case_page(case: Case) -> dict[str, Any]:
    """Everything on the page of a case but what she told."""
    file = queries.file_of(case.record_id)
    numbers = queries.numbered(queries.cases_of(file.id))
    people = list(case.aggressors.order_by("id"))
    return {
        "case": case,
        "file": file,
        "number": numbers.get(case.id, 1),
        "facts": facts(case),
        "aggressors": [aggressor(each) for each in people],
        "not_asked": words.not_asked(case),
    }


def facts(case: Case) -> Lines:
    """When, where, how."""
    on = case.facts_on
    coded = [
        ("Lugar", Catalog.PLACE, case.place),
        ("Modalidad", Catalog.MODALITY, case.modality),
        ("¿Ella conoce a quien la agredió?", Catalog.YES_NO, case.known_aggressor),
        ("Autoridad que ya lo sabe", Catalog.AUTHORITY, case.authority_knows),
        ("¿Hubo alcohol o drogas?", Catalog.YES_NO, case.drugs),
        ("¿Hubo armas?", Catalog.YES_NO, case.weapons),
    ]
    learned = words.day_words(case.learned_on) if case.learned_on else "Sin dato"
    return [
        ("Fecha de los hechos", words.facts_words(on, case.precision)),
        ("Municipio", words.place_words(case.municipality)),
        ("Tipos de violencia", words.types_words(case.types, case.types_missing, on)),
        *((label, words.code_words(catalog, code, on)) for label, catalog, code in coded),
        ("La institución lo supo", learned),
        ("Registrado", words.moment_words(case.registered_at)),
    ]


def aggressor(row: Aggressor) -> Lines:
    """One person who attacked, in codes."""
    return [
        ("Vínculo con ella", words.code_words(Catalog.LINK, row.link)),
        ("Sexo", words.code_words(Catalog.SEX, row.sex)),
        ("Edad", words.age_words(row.age, row.age_missing)),
        ("Escolaridad", words.code_words(Catalog.SCHOOLING, row.schooling)),
        ("Estado conyugal", words.code_words(Catalog.CIVIL_STATUS, row.civil_status)),
    ]
