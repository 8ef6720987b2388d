"""What the page of one case shows: every coded answer, in words, in the order of the capture."""

import dataclasses
from typing import Any

from banevim.casefiles import queries, words
from banevim.casefiles.forms import Block, Capture, lines, start_of, stored_form
from banevim.casefiles.models import Aggressor, Case
from banevim.casefiles.sheet import STEPS
from banevim.casefiles.terms import Answered, Missing, Stored
from banevim.catalogs.terms import Catalog

Lines = list[tuple[str, Any]]


def case_page(case: Case) -> dict[str, Any]:
    """Everything on the page of a case but what she told."""
    file = queries.file_of(case.record_id)
    numbers = queries.numbered(queries.cases_of(file.id))
    people = list(case.aggressors.order_by("id"))
    unanswered = words.unanswered(case)
    return {
        "case": case,
        "file": file,
        "number": numbers.get(case.id, 1),
        "facts": facts(case),
        "aggressors": [aggressor(each) for each in people],
        "sections": sections(queries.stored(case, words=False)),
        "corrections": queries.corrections_of(case.id).count(),
        "not_asked": unanswered[Missing.NOT_ASKED],
        "other_ways": words.ways_words(unanswered),
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


def sections(kept: Stored) -> list[dict[str, Any]]:
    """The answered sections of the sheet, in the order of the page; only what `kept` holds is shown."""
    capture = Capture(None, start_of(kept), who=True, defaults={}, care=False)
    return [told for block in capture.blocks if block.section and (told := section_lines(block))]


def about_her(told: tuple[Answered, ...]) -> list[dict[str, Any]]:
    """Sections about her alone, as they were answered."""
    forms = [(each, stored_form(each)) for each in told]
    found = [(each, form, [(label, said) for _, label, said in lines([form])]) for each, form in forms]
    said = [(each, form.section.title, answers) for each, form, answers in found if answers]
    several = {each.section for each, _, _ in said if each.position}
    return [
        {"title": f"{title} {each.position + 1}" if each.section in several else title, "lines": answers}
        for each, title, answers in said
    ]


def section_lines(block: Block) -> dict[str, Any] | None:
    """Title and answers of one section, or None when nothing was answered."""
    answers = [(label, said) for _, label, said in lines([block.form])]
    return {"title": block.title, "lines": answers} if answers else None


def words_told(kept: Stored) -> list[dict[str, Any]]:
    """Only what she said in words, section by section, for the part that is opened with a reason."""
    bare = tuple(dataclasses.replace(told, coded={}) for told in kept.answered)
    return sections(dataclasses.replace(kept, answered=bare))


def printed(kept: list[tuple[Case, Stored]]) -> list[dict[str, Any]]:
    """Every own case of a file with everything that was told in it."""
    numbers = queries.numbered(case for case, _ in kept)
    found = []
    for case, stored in kept:
        capture = Capture(None, start_of(stored), who=False, defaults={}, care=False)
        told = [
            {**told, "title": told["title"] or STEPS[block.step]}
            for block in capture.blocks
            if (told := section_lines(block))
        ]
        found.append({"number": numbers[case.id], "case": case, "sections": told})
    return found
