"""Filters of the lists; they stay in the address."""

from typing import Any

from django import forms

from banevim.care.forms.choices import offer, plain
from banevim.care.queries import FollowUpFilter, ReferralFilter, ShelterFilter
from banevim.catalogs.terms import Catalog
from banevim.common.forms import PlainForm

STAGES = [
    ("", "Todas"),
    ("abiertas", "Abiertas"),
    ("esperan", "Esperan respuesta"),
    ("aceptadas", "Aceptadas"),
    ("atendidas", "En atención"),
    ("cerradas", "Cerradas"),
    ("declinadas", "No aceptadas"),
    ("revocadas", "Revocadas"),
]
ORDERS = [("", "Las que más esperan"), ("reciente", "Las más recientes"), ("urgencia", "Las más urgentes")]
WHEN = [
    ("", "Pendientes"),
    ("vencidos", "Vencidos"),
    ("hoy", "De hoy"),
    ("semana", "De los próximos 7 días"),
    ("hechos", "Terminados"),
    ("todos", "Todos"),
]


class ReferralFilterForm(PlainForm):
    """Stage, service, urgency and order."""

    mark_optional = False
    estado = forms.ChoiceField(label="Estado", required=False, choices=STAGES)
    servicio = forms.ChoiceField(label="Servicio", required=False)
    urgencia = forms.ChoiceField(label="Urgencia", required=False)
    orden = forms.ChoiceField(label="Orden", required=False, choices=ORDERS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "servicio", [("", "Todos"), *plain(Catalog.SERVICE)])
        offer(self, "urgencia", [("", "Todas"), *plain(Catalog.URGENCY)])

    def wanted(self) -> ReferralFilter:
        """The filter; what cannot be read is left out."""
        self.is_valid()
        asked = self.cleaned_data
        return ReferralFilter(*(asked.get(n, "") for n in ("estado", "servicio", "urgencia", "orden")))


class ShelterFilterForm(PlainForm):
    """Urgency, whether a shelter was asked, and order."""

    mark_optional = False
    urgencia = forms.ChoiceField(label="Urgencia", required=False)
    estado = forms.ChoiceField(
        label="Estado",
        required=False,
        choices=[("", "Todas"), ("sin", "Por asignar"), ("con", "Se pidió lugar")],
    )
    orden = forms.ChoiceField(
        label="Orden",
        required=False,
        choices=[("", "Por asignar y urgentes"), ("espera", "Las que más esperan")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "urgencia", [("", "Todas"), *plain(Catalog.URGENCY)])

    def wanted(self) -> ShelterFilter:
        """The filter; what cannot be read is left out."""
        self.is_valid()
        return ShelterFilter(*(self.cleaned_data.get(n, "") for n in ("urgencia", "estado", "orden")))


class FollowUpFilterForm(PlainForm):
    """When, who, how and order."""

    mark_optional = False
    cuando = forms.ChoiceField(label="Cuándo", required=False, choices=WHEN)
    quien = forms.ChoiceField(
        label="Quién lo hará", required=False, choices=[("", "Mi institución"), ("yo", "Yo")]
    )
    medio = forms.ChoiceField(label="Cómo", required=False)
    orden = forms.ChoiceField(
        label="Orden",
        required=False,
        choices=[
            ("", "Lo que vence antes"),
            ("lejano", "Lo que vence después"),
            ("intentos", "Más intentos"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "medio", [("", "Todos"), *plain(Catalog.CONTACT_WAY)])

    def wanted(self) -> FollowUpFilter:
        """The filter; what cannot be read is left out."""
        self.is_valid()
        asked = self.cleaned_data
        return FollowUpFilter(
            asked.get("cuando", ""),
            asked.get("quien") == "yo",
            asked.get("medio", ""),
            asked.get("orden", ""),
        )
