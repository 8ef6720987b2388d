"""Who she is and her coded answers: two forms of one panel."""

import dataclasses
import datetime as dt
from typing import Any

from django import forms

from banevim.casefiles.forms.fields import (
    CodedField,
    PlaceField,
    StateField,
    missing_choices,
    other_place,
    resolve_place,
)
from banevim.casefiles.rules import age_on
from banevim.casefiles.terms import Identity, Profile
from banevim.catalogs.terms import Catalog
from banevim.common.forms import DateField, PlainForm

DIGITS = {"inputmode": "numeric", "class": "input num"}


def text(label: str, limit: int = 10_000, **attrs: str) -> forms.CharField:
    """A text that is never compulsory; its length and signs are checked by the rules, with their sentence."""
    return forms.CharField(label=label, required=False, max_length=limit, widget=forms.TextInput(attrs))


class MissingField(forms.ChoiceField):
    """Why a number is missing; empty when the number is there."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def offer(self, days: list[dt.date]) -> None:
        """The ways of not answering."""
        self.choices = [("", "No falta"), *missing_choices(days[0])]


class CaptureForm(PlainForm):
    """A part of the capture: its coded fields offer what is in force on the given days."""

    mark_optional = False

    def __init__(self, *args: Any, days: list[dt.date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, CodedField | MissingField):
                field.offer(days)


class IdentityForm(CaptureForm):
    """What says who she is. Nothing of it is compulsory."""

    given_names = text("Nombre o nombres")
    first_surname = text("Primer apellido")
    second_surname = text("Segundo apellido")
    known_as = text("Otro nombre que usa")
    curp = text("CURP", autocapitalize="characters")
    birth_date = DateField(label="Fecha de nacimiento", required=False)
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

    sex = CodedField(Catalog.SEX, label="Sexo", initial="M")
    age = forms.IntegerField(label="Edad", required=False, widget=forms.TextInput(DIGITS))
    age_missing = MissingField(label="Si no hay edad, por qué")
    birth_state = StateField(label="Estado donde nació", required=False)
    residence = PlaceField(label="Municipio donde vive", abroad=True)
    residence_other = other_place()
    nationality = CodedField(Catalog.NATIONALITY, label="Nacionalidad")
    schooling = CodedField(Catalog.SCHOOLING, label="Escolaridad")
    civil_status = CodedField(Catalog.CIVIL_STATUS, label="Estado conyugal")
    occupation = CodedField(Catalog.OCCUPATION, label="Ocupación")
    children = forms.IntegerField(label="Hijas e hijos", required=False, widget=forms.TextInput(DIGITS))
    children_missing = MissingField(label="Si no hay número, por qué")

    CODED = ("sex", "birth_state", "residence", "nationality", "schooling", "civil_status", "occupation")

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


def identity_initial(identity: Identity) -> dict[str, Any]:
    """What the search already knows."""
    return dataclasses.asdict(identity)
