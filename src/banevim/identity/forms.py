"""The search form, the review form and the filter of the doubts. What was typed is read by `rules`, not here."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from banevim.catalogs.queries import options
from banevim.catalogs.terms import Catalog
from banevim.common import clock
from banevim.common.forms import PickOne, PlainForm
from banevim.common.ids import uuid7
from banevim.identity.queries import Doubt
from banevim.identity.rules import BORN, BOX, FIELDS
from banevim.identity.terms import CALLED_LABELS, JUDGED_LABELS, REVIEW_LABELS, Kind

MOST = 20_000
"""Longer than this is not even read; what is too long for a name gets its own sentence."""


class Typed(forms.CharField):
    """What was typed; a null character, which nobody types, is left out before it is read."""

    def to_python(self, value: Any) -> Any:
        """Text, without null characters."""
        return super().to_python(value.replace("\0", "") if isinstance(value, str) else value)


def _text(label: str, hint: str = "", **attrs: str) -> forms.CharField:
    return Typed(
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


class JudgeForm(PlainForm):
    """What a person says of a pair. Its number picks an answer."""

    judged = forms.ChoiceField(
        label="¿Qué decides?",
        choices=[(j.value, f"{n} {label}") for n, (j, label) in enumerate(JUDGED_LABELS.items(), 1)],
        widget=PickOne,
        error_messages={"required": "Elige qué decides.", "invalid_choice": "Elige qué decides."},
    )
    note = forms.CharField(
        label="Nota", help_text="Breve. Se guarda cifrada.", required=False, max_length=MOST
    )


class UndoForm(PlainForm):
    """Undoing a merge, and whether they are two women."""

    apart = forms.BooleanField(label="Son mujeres distintas: no volver a proponerlas", required=False)
    note = forms.CharField(label="¿Por qué se deshace?", max_length=MOST)


class FolioForm(PlainForm):
    """Which file. Its folio is sent, never part of an address."""

    mark_optional = False
    folio = forms.CharField(
        label="Folio del expediente",
        help_text="Como está en el expediente o como te lo dictaron: BCS-26-00001-8.",
        max_length=40,
        error_messages={"required": "Escribe el folio.", "max_length": "Un folio no es tan largo: revísalo."},
    )


class TakeOutForm(PlainForm):
    """Which record, whether they are two women, and why."""

    record = forms.ChoiceField(
        label="¿Qué registro se saca?",
        widget=PickOne,
        error_messages={"required": "Elige el registro.", "invalid_choice": "Elige un registro de la lista."},
    )
    apart = forms.BooleanField(label="Son mujeres distintas: no volver a proponerlas", required=False)
    note = forms.CharField(
        label="¿Por qué se saca?",
        help_text="Breve. Se guarda cifrada. No escribas el nombre de ninguna mujer.",
        max_length=MOST,
        error_messages={"required": "Escribe por qué se saca: lo leerá quien lo revise después."},
    )

    def __init__(self, *args: Any, rows: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record"].choices = rows  # type: ignore[attr-defined]


class CallForm(PlainForm):
    """What came of a call about a protected file."""

    called = forms.ChoiceField(
        label="¿Qué pasó en la llamada?",
        choices=[(c.value, f"{n} {label}") for n, (c, label) in enumerate(CALLED_LABELS.items(), 1)],
        widget=PickOne,
    )
    note = forms.CharField(
        label="Nota", help_text="Breve. Se guarda cifrada.", required=False, max_length=MOST
    )


class DoubtFilter(PlainForm):
    """Whose doubts, and in which order; it stays in the address. Only what is on the list can be chosen."""

    mark_optional = False
    quien = forms.ChoiceField(label="Quién", required=False)
    orden = forms.ChoiceField(
        label="Orden", required=False, choices=[("", "Lo último primero"), ("antes", "Lo primero primero")]
    )

    def __init__(self, *args: Any, found: Sequence[Doubt], office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found, self.office = found, office
        names = {str(self._whose(each)): each.institution if office else each.person for each in found}
        field = self.fields["quien"]
        assert isinstance(field, forms.ChoiceField)
        field.label = "Institución" if office else "Persona"
        field.choices = [("", "Todas"), *sorted(names.items(), key=lambda pair: pair[1])]

    def _whose(self, each: Doubt) -> UUID:
        return each.institution_id if self.office else each.person_id

    def chosen(self) -> list[Doubt]:
        """The doubts that the filter leaves; what cannot be read is left out."""
        self.is_valid()
        whose, order = self.cleaned_data.get("quien"), self.cleaned_data.get("orden")
        rows = [each for each in self.found if whose in ("", None, str(self._whose(each)))]
        return rows[::-1] if order else rows


MORE = (*FIELDS[1:4], Kind.KNOWN_AS, BORN, Kind.CURP, Kind.PHONE)
__all__ = [
    "BOX",
    "MORE",
    "CallForm",
    "DoubtFilter",
    "FolioForm",
    "JudgeForm",
    "ReviewForm",
    "SearchForm",
    "TakeOutForm",
    "UndoForm",
]
