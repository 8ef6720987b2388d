"""Filters of the lists of the month and of what waits; they stay in the address."""

import datetime as dt
from typing import Any

from django import forms

from banevim.casefiles.queries import CaseFilter, DraftFilter, DraftKind, PendingFilter
from banevim.casefiles.rules.pending import KEY_FIELDS, WAITING, Group
from banevim.casefiles.words import MONTHS, code_words
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
OWNERS = [("", "Yo"), ("todas", "Mi institución")]
DRAFT_KINDS = [
    (DraftKind.NEW.value, "Expediente nuevo"),
    (DraftKind.ANOTHER.value, "Otro caso de un expediente"),
    (DraftKind.CORRECTION.value, "Corrección de un caso"),
]
DRAFT_ORDERS = [
    ("-saved_at", "Guardado, lo último primero"),
    ("saved_at", "Guardado, lo primero primero"),
    ("created_at", "Lo que más espera"),
]
ALL = "todos"
GROUPS = [
    ("", "Todo lo que espera"),
    (Group.IMPOSSIBLE.value, "Fecha imposible"),
    (Group.ODD.value, "Se ve raro"),
    (Group.MISSING.value, "Falta un dato"),
]


def _months(today: dt.date, count: int = 13) -> list[tuple[str, str]]:
    found, day = [], today.replace(day=1)
    for _ in range(count):
        found.append((f"{day:%Y-%m}", f"{MONTHS[day.month - 1]} {day.year}"))
        day = (day - dt.timedelta(days=1)).replace(day=1)
    return [*found, (ALL, "Todos los meses")]


class ListFilter(PlainForm):
    """A form in the address: what cannot be read is left out, the rest holds."""

    mark_optional = False

    def asked(self) -> dict[str, str]:
        """What was chosen, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class DraftsForm(ListFilter):
    """What a draft is of, and order."""

    tipo = forms.ChoiceField(label="De qué", required=False, choices=[("", "Todos"), *DRAFT_KINDS])
    orden = forms.ChoiceField(label="Orden", required=False, choices=DRAFT_ORDERS)

    def wanted(self) -> DraftFilter:
        """The filter."""
        asked = self.asked()
        return DraftFilter(asked.get("tipo", ""), asked.get("orden", DRAFT_ORDERS[0][0]))


class MonthFilter(ListFilter):
    """Month, who captured, modality, type and order."""

    mes = forms.ChoiceField(label="Mes de registro", required=False)
    quien = forms.ChoiceField(label="Quién capturó", required=False, choices=OWNERS)
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
        """The filter."""
        asked = self.asked()
        month = asked.get("mes") or f"{clock.today():%Y-%m}"
        return CaseFilter(
            month=None if month == ALL else dt.date.fromisoformat(f"{month}-01"),
            mine=not asked.get("quien"),
            modality=asked.get("modalidad", ""),
            kind=asked.get("tipo", ""),
            order=asked.get("orden") or "-registered_at",
        )


class PendingForm(ListFilter):
    """Who captured, why it waits, which datum is missing and why, and order."""

    quien = forms.ChoiceField(label="Quién capturó", required=False, choices=OWNERS)
    grupo = forms.ChoiceField(label="Por qué espera", required=False, choices=GROUPS)
    dato = forms.ChoiceField(label="Dato que falta", required=False)
    razon = forms.ChoiceField(label="Cómo quedó", required=False)
    orden = forms.ChoiceField(label="Orden", required=False, choices=ORDERS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whys = [(code.value, code_words(Catalog.MISSING, code)) for code in WAITING]
        for name, choices in (("dato", list(KEY_FIELDS.items())), ("razon", whys)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "Cualquiera"), *choices]

    def wanted(self) -> PendingFilter:
        """The filter."""
        asked = self.asked()
        return PendingFilter(
            mine=not asked.get("quien"),
            group=asked.get("grupo", ""),
            field=asked.get("dato", ""),
            why=asked.get("razon", ""),
            order=asked.get("orden", ORDERS[0][0]),
        )
