"""Who she is and her coded answers: two forms of one panel."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from banevim.casefiles.forms.answers import DIGITS
from banevim.casefiles.forms.fields import (
    CodedField,
    PlaceField,
    StateField,
    keep_choices,
    missing_choices,
    other_place,
    resolve_place,
)
from banevim.casefiles.rules import age_on, stays
from banevim.casefiles.terms import Identity, Profile
from banevim.catalogs.terms import Catalog
from banevim.common.forms import Choose, DateField, Offered, PlainForm


def text(label: str, limit: int = 10_000, **attrs: str) -> forms.CharField:
    """A text that is never compulsory; its length and signs are checked by the rules, with their sentence."""
    return forms.CharField(label=label, required=False, max_length=limit, widget=forms.TextInput(attrs))


def whole(label: str) -> forms.IntegerField:
    """A whole number that may be left out."""
    told = {"invalid": "Escribe solo el número, con cifras."}
    return forms.IntegerField(
        label=label, required=False, widget=forms.TextInput(DIGITS), error_messages=told
    )


class MissingField(forms.ChoiceField):
    """Why a number is missing; empty when the number is there."""

    widget = Choose

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def offer(self, days: list[dt.date]) -> None:
        """The ways of not answering."""
        self.choices = Offered([("", "No falta"), *missing_choices(days[0])])

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What a page did not send begins as it does on an empty page."""
        return initial if data is None else data


class CaptureForm(PlainForm):
    """A part of the capture: its coded fields offer what is in force on the given days.

    `FOLD`: questions that the page shows folded, after the others. `roomy`: with hints, short lists as radio buttons.
    """

    mark_optional = False
    FOLD: tuple[str, ...] = ()
    MORE = "Más datos"

    def __init__(self, *args: Any, days: list[dt.date], roomy: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if offer := getattr(field, "offer", None):
                offer(days)
            if roomy and isinstance(field, CodedField):
                field.spread()
            if not roomy:
                field.help_text = ""
        for bound in self:
            if isinstance(bound.field, CodedField):
                bound.field.show(bound.value())

    def keep(self, kept: Mapping[str, Sequence[str]]) -> set[str]:
        """In a correction, what stays as it was is not judged again. Gives the names of those questions."""
        same = set()
        for bound in self:
            name, field = bound.html_name, bound.field
            sent: list[str] = self.data.getlist(name)  # type: ignore[attr-defined]
            if isinstance(field, forms.ChoiceField):
                keep_choices(field, kept.get(name, ()))
            if stays(sent if name in self.data else None, kept.get(name, ())):
                field.required = False
                same.add(name)
        return same

    def answers(self) -> list[tuple[BoundField, str]]:
        """The questions to show first, each with the class of its width."""
        return [(each, self._width(each)) for each in self.visible_fields() if each.name not in self.FOLD]

    def folded(self) -> list[tuple[BoundField, str]]:
        """The questions to show folded."""
        return [(each, self._width(each)) for each in self.visible_fields() if each.name in self.FOLD]

    def _width(self, bound: BoundField) -> str:
        wide = isinstance(bound.field.widget, forms.Textarea | forms.CheckboxSelectMultiple)
        return "c12" if wide else "h"


class IdentityForm(CaptureForm):
    """What says who she is. Nothing of it is compulsory."""

    FOLD = ("known_as", "phone", "phone_rules")
    MORE = "Otros nombres y teléfono"
    given_names = text("Nombre o nombres")
    first_surname = text("Primer apellido")
    second_surname = text("Segundo apellido")
    birth_date = DateField(label="Fecha de nacimiento", required=False)
    curp = text("CURP", autocapitalize="characters")
    known_as = text("Otro nombre que usa")
    phone = text("Teléfono seguro", inputmode="tel")
    phone_rules = text("Cuándo llamarle y si se deja recado")

    def identity(self) -> Identity:
        """What was typed, as far as it could be read."""
        data = self.cleaned_data
        names = [f.name for f in dataclasses.fields(Identity) if f.name != "birth_date"]
        texts: dict[str, str] = {name: data.get(name) or "" for name in names}
        return Identity(**texts, birth_date=data.get("birth_date"))


class ProfileForm(CaptureForm):
    """Her coded answers."""

    FOLD = ("residence_other", "birth_state", "income_source", "children", "children_missing")
    MORE = "Dónde nació, ingresos, hijas e hijos"
    age = whole("Edad")
    age_missing = MissingField(label="Si no hay edad, por qué")
    sex = CodedField(Catalog.SEX, label="Sexo", initial="M")
    residence = PlaceField(label="Municipio donde vive", abroad=True)
    residence_other = other_place()
    nationality = CodedField(Catalog.NATIONALITY, label="Nacionalidad")
    schooling = CodedField(Catalog.SCHOOLING, label="Escolaridad")
    civil_status = CodedField(Catalog.CIVIL_STATUS, label="Estado conyugal")
    occupation = CodedField(Catalog.OCCUPATION, label="Ocupación")
    birth_state = StateField(label="Estado donde nació", required=False)
    income_source = CodedField(Catalog.INCOME_SOURCE, label="De dónde vienen sus ingresos", required=False)
    children = whole("Hijas e hijos")
    children_missing = MissingField(label="Si no hay número, por qué")

    CODED = (
        *("sex", "birth_state", "residence", "nationality", "schooling", "civil_status", "occupation"),
        "income_source",
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        resolve_place(self, "residence")
        return self.cleaned_data

    def profile(self, born: dt.date | None, today: dt.date) -> Profile:
        """The answers, as far as they could be read; the age is counted from the birth date when it was not typed."""
        data = self.cleaned_data
        age = data.get("age")
        if age is None and born and born <= today:
            age = age_on(born, today)
        children = data.get("children")
        return Profile(
            age=age,
            age_missing=data.get("age_missing") or "",
            birth_year=born.year if born else None,
            children=children,
            children_missing=data.get("children_missing")
            or ("" if children is not None else "no_se_pregunto"),
            **{name: data.get(name) or "" for name in self.CODED},
        )
