"""The table of the manual says the truth: nothing asked is missing in it, and nothing in it is invented."""

import pytest
from django.apps import apps
from tests.house.test_budgets import TOP

from banevim.care.models import Service
from banevim.casefiles.models import Aggressor, AggressorIdentity, Case, CaseNarrative, Woman, WomanIdentity
from banevim.casefiles.sheet import load, table

SHEET = {f"casefiles_answers.{s.key}.{f.key}": f for s in load().sections for f in s.fields}
ASKED = {place.column: row for row in table.rows() for place in row.places}
GROUPS = (
    "Identificación",
    "Tutela",
    "Contacto",
    "Lengua y origen",
    "Familia",
    "Sociodemográficos",
    "Vulnerabilidad",
    "Salud",
    "Descripción física",
    "Red de apoyo",
    "Caso",
    "Efectos",
    "Persona agresora",
    "Riesgo",
    "Orden de protección",
    "Servicio",
    "Canalización",
    "Seguimiento",
    "Justicia",
    "Recursos",
)
OF_THE_STATE_LAW = (
    "casos",
    "trámites",
    "órganos competentes",
    "regionalización",
    "frecuencia",
    "edad",
    "número de víctimas",
    "tipos y modalidades",
    "causas",
    "características",
    "efectos",
    "recursos asignados o erogados",
    "investigaciones y estudios",
    "medidas de prevención, atención y erradicación, y sus evaluaciones",
    "puede servir de apoyo para una alerta",
    "uso sujeto a la ley de acceso",
)
HELD = (Aggressor, AggressorIdentity, Case, CaseNarrative, Service, Woman, WomanIdentity)


def _columns() -> set[str]:
    found = apps.get_models()
    return {f"{m._meta.db_table}.{f.column}" for m in found for f in m._meta.local_concrete_fields}


def test_the_page_of_the_manual_is_the_generated_one():
    assert (TOP / "docs" / "manual" / "campos.md").read_text("utf-8") == table.render(), "./banevim docs"


def test_every_question_of_the_sheet_is_in_the_table():
    assert SHEET.keys() - ASKED.keys() == set()


def test_every_column_of_the_table_exists():
    assert {column for column in ASKED if column not in SHEET} - _columns() == set()


@pytest.mark.parametrize("model", HELD, ids=lambda m: m._meta.label)
def test_every_answer_with_a_column_of_its_own_is_in_the_table(model):
    kinds = model.Privacy.fields
    answers = {
        f"{model._meta.db_table}.{f.column}"
        for f in model._meta.local_concrete_fields
        if kinds[f.name] in ("sensitive", "personal")
    }
    assert answers - ASKED.keys() == set()


def test_no_field_of_the_guidelines_or_of_the_state_law_is_left_without_place_or_owner():
    assert [row.item for row in table.rows() if not row.places and not row.later] == []
    assert list(dict.fromkeys(row.group for row in table.rows() if row.part == "euv")) == list(GROUPS)
    items = [row.item.lower() for row in table.rows() if row.part == "state"]
    assert len(items) == len(OF_THE_STATE_LAW)
    assert all(item.startswith(said) for item, said in zip(items, OF_THE_STATE_LAW, strict=True))


def test_bases_and_indicators_agree_with_the_sheet():
    names = table.indicators()
    assert list(names) == [f"I{n:02d}" for n in range(1, 29)]
    assert {place.indicator for row in table.rows() for place in row.places} <= {"", *names}
    for column, field in SHEET.items():
        said = {
            letter for row in table.rows() if column in [p.column for p in row.places] for letter in row.basis
        }
        assert set(field.basis) <= said, column
