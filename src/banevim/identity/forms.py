"""The search form and the review form. What was typed is read by `rules`, not here."""

from typing import Any
from uuid import UUID

from django import forms

from banevim.catalogs.queries import options
from banevim.catalogs.terms import Catalog
from banevim.common import clock
from banevim.common.forms import PickOne, PlainForm
from banevim.common.ids import uuid7
from banevim.identity.rules import BORN, BOX, FIELDS
from banevim.identity.terms import REVIEW_LABELS, Kind

MOST = 20_000
"""Longer than this is not even read; what is too long for a name gets its own sentence."""


def _text(label: str, hint: str = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        strip=True,
        max_length=MOST,
        widget=forms.TextInput(attrs),
        error_messages={"max_length": "Es demasiado largo: escribe solo lo que ella te dijo."},
    )


class SearchForm(PlainForm):
    """One box and, beside it, whatever she can give. Nothing but the reason is compulsory."""

    mark_optional = False

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    box = _text(
        "CURP, folio, o nombre y año de nacimiento",
        "Escribe lo que ella pueda darte. Sirve aunque falte un apellido o no se sepa cómo se escribe.",
    )
    reason = forms.ChoiceField(label="¿Por qué la buscas?")
    letter = _text("Número de oficio, si ese es el motivo")
    given_names = _text("Nombre(s)")
    first_surname = _text("Primer apellido")
    second_surname = _text("Segundo apellido")
    known_as = _text("Nombre con que la conocen")
    born = _text("Fecha de nacimiento o edad")
    curp = _text("CURP")
    phone = _text("Su teléfono", inputmode="numeric")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = options(Catalog.SEARCH_REASON, clock.today())
        field = self.fields["reason"]
        field.choices = [("", "Elige el motivo"), *((o.code, o.label) for o in reasons)]  # type: ignore[attr-defined]
        field.error_messages["invalid_choice"] = field.error_messages["required"]
        self.initial.setdefault("once", uuid7())

    def typed(self) -> dict[str, str]:
        """The texts to be read."""
        return {name: self.cleaned_data.get(name) or "" for name in FIELDS}

    def once_id(self) -> UUID | None:
        """Which sending of which form this is."""
        return self.cleaned_data.get("once")


class ReviewForm(PlainForm):
    """What was found about a search that did not end in care."""

    outcome = forms.ChoiceField(
        label="¿Qué encontraste?",
        choices=[(r.value, label) for r, label in REVIEW_LABELS.items()],
        widget=PickOne,
    )
    note = forms.CharField(
        label="Nota",
        help_text="Breve. No escribas el nombre ni los datos de ninguna mujer.",
        required=False,
        max_length=MOST,
        widget=forms.TextInput,
    )


MORE = (*FIELDS[1:4], Kind.KNOWN_AS, BORN, Kind.CURP, Kind.PHONE)
__all__ = ["BOX", "MORE", "ReviewForm", "SearchForm"]
