"""Filters of the list of the month; they stay in the address."""

import datetime as dt
from typing import Any

from django import forms

from banevim.casefiles.queries import CaseFilter
from banevim.casefiles.words import MONTHS
from banevim.catalogs.queries import options
from banevim.catalogs.terms import Catalog
from banevim.common import clock
from banevim.common.forms import PlainForm

ORDERS = [
    ("-registered_at", "Registro, lo último primero"),
    ("registered_at", "Registro, lo primero primero"),
    ("-facts_on", "Hechos, lo último primero"),
    ("facts_on", "Hechos, lo primero primero"),
]
ALL = "todos"


def _months(today: dt.date, count: int = 13) -> list[tuple[str, str]]:
    found, day = [], today.replace(day=1)
    for _ in range(count):
        found.append((f"{day:%Y-%m}", f"{MONTHS[day.month - 1]} {day.year}"))
        day = (day - dt.timedelta(days=1)).replace(day=1)
    return [*found, (ALL, "Todos los meses")]


class MonthFilter(PlainForm):
    """Month, who captured, modality, type and order."""

    mark_optional = False
    mes = forms.ChoiceField(label="Mes de registro", required=False)
    quien = forms.ChoiceField(
        label="Quién capturó", required=False, choices=[("", "Yo"), ("todas", "Mi institución")]
    )
    modalidad = forms.ChoiceField(label="Modalidad", required=False)
    tipo = forms.ChoiceField(label="Tipo", required=False)
    orden = forms.ChoiceField(label="Orden", required=False, choices=ORDERS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        lists = {
            "mes": _months(today),
            "modalidad": [("", "Todas"), *((o.code, o.label) for o in options(Catalog.MODALITY, today))],
            "tipo": [("", "Todos"), *((o.code, o.label) for o in options(Catalog.VIOLENCE_TYPE, today))],
        }
        for name, choices in lists.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def wanted(self) -> CaseFilter:
        """The filter; what cannot be read is left out."""
        asked = self.cleaned_data if self.is_valid() else {}
        month = asked.get("mes") or f"{clock.today():%Y-%m}"
        return CaseFilter(
            month=None if month == ALL else dt.date.fromisoformat(f"{month}-01"),
            mine=not asked.get("quien"),
            modality=asked.get("modalidad", ""),
            kind=asked.get("tipo", ""),
            order=asked.get("orden") or "-registered_at",
        )
