"""Filters of the audit list, and the form of the gallery page."""

from django import forms

from banevim.common.forms import DateField, Hinted, PickMany, PickOne, PlainForm
from banevim.home.terms import EVENT_LABELS


class AuditFilter(PlainForm):
    """By day and by event; kept in the address."""

    mark_optional = False
    desde = DateField(label="Desde", required=False)
    hasta = DateField(label="Hasta", required=False)
    hecho = forms.ChoiceField(
        label="Qué pasó",
        required=False,
        choices=[("", "Todo"), *sorted(EVENT_LABELS.items(), key=lambda event: event[1])],
    )


class SampleForm(PlainForm):
    """Fields as pages use them."""

    name = forms.CharField(label="Campo de texto", help_text="Una pista corta bajo la etiqueta.")
    day = DateField(label="Fecha", help_text="Así: 23/11/2026, o 23112026.")
    place = forms.ChoiceField(label="Lista", choices=[("", "Elegir"), ("1", "La Paz"), ("2", "Loreto")])
    one = forms.ChoiceField(
        label="Una sola opción",
        widget=PickOne,
        choices=[
            ("1", "Sí"),
            ("2", "No"),
            ("no_se_pregunto", "No se preguntó"),
            ("se_desconoce", "Se desconoce"),
        ],
    )
    many = forms.MultipleChoiceField(
        label="Una o varias",
        widget=PickMany,
        choices=[
            ("1", Hinted("Psicológica", "Insultos, amenazas, control, humillaciones")),
            ("2", Hinted("Física", "Golpes, empujones u otro daño al cuerpo")),
            ("no_se_pregunto", "No se preguntó"),
        ],
    )
    sure = forms.BooleanField(label="Una casilla sola", required=False)
    notes = forms.CharField(label="Texto largo", required=False, widget=forms.Textarea({"rows": 3}))


def sample_form() -> SampleForm:
    """Filled, with two errors."""
    return SampleForm({"name": "", "day": "31/02/2026", "place": "1", "one": "1", "many": ["1", "2"]})
