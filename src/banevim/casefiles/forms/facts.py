"""What happened and who attacked."""

import datetime as dt
from typing import Any

from django import forms

from banevim.casefiles.forms.fields import (
    CodedField,
    FactsDateField,
    PlaceField,
    coded_choices,
    is_partial,
    missing_choices,
    other_place,
    resolve_place,
)
from banevim.casefiles.forms.person import DIGITS, CaptureForm, MissingField, text
from banevim.casefiles.terms import MISSING_CODES, AggressorData, CaseData, DatePrecision, Missing
from banevim.catalogs.terms import Catalog
from banevim.common.forms import DateField, PickMany

PRECISIONS = [
    ("", "Elegir"),
    (DatePrecision.EXACT.value, "1 Exacta"),
    (DatePrecision.APPROXIMATE.value, "2 Aproximada"),
    (DatePrecision.UNKNOWN.value, "9 Se desconoce"),
]


class PickKeys(PickMany):
    """Check boxes in columns, as the express page has them."""

    template_name = "casefiles/forms/keys.html"


class TypesField(forms.MultipleChoiceField):
    """Types of violence, or why they are missing."""

    widget = PickKeys
    default_error_messages = {
        "required": "Marca al menos un tipo de violencia, o por qué falta.",
        "invalid_choice": "Marca una de las opciones que se muestran.",
    }

    def offer(self, days: list[dt.date]) -> None:
        """Options in force, and the ways of not answering."""
        missing = [choice for choice in missing_choices(days[0]) if choice[0] != Missing.NOT_APPLICABLE]
        self.choices = [*coded_choices(Catalog.VIOLENCE_TYPE, days), *missing]


class FactsForm(CaptureForm):
    """One situation of violence: when, where, how."""

    precision = forms.ChoiceField(label="La fecha es", choices=PRECISIONS)
    facts_on = FactsDateField(label="Fecha de los hechos", required=False)
    municipality = PlaceField(label="Municipio de los hechos")
    municipality_other = other_place()
    place = CodedField(Catalog.PLACE, label="Lugar")
    modality = CodedField(Catalog.MODALITY, label="Modalidad")
    types = TypesField(label="Tipos de violencia, uno o más")
    other_type = text("Otra forma: cuál")
    known_aggressor = CodedField(Catalog.YES_NO, label="¿Ella conoce a quien la agredió?")
    authority_knows = CodedField(Catalog.AUTHORITY, label="Autoridad que ya lo sabe", required=False)
    drugs = CodedField(Catalog.YES_NO, label="¿Hubo alcohol o drogas?", required=False)
    weapons = CodedField(Catalog.YES_NO, label="¿Hubo armas?", required=False)
    learned_on = DateField(label="Tu institución lo supo el")
    narrative = forms.CharField(
        label="Relato breve, opcional. Sin nombres de otras personas",
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    CODED = ("precision", "municipality", "place", "modality", "known_aggressor")
    DEFAULTED = ("authority_knows", "drugs", "weapons")

    def __init__(self, *args: Any, days: list[dt.date], **kwargs: Any) -> None:
        super().__init__(*args, days=days, **kwargs)
        types = self.fields["types"]
        assert isinstance(types, TypesField)
        types.offer(days)

    def clean(self) -> dict[str, Any]:
        super().clean()
        resolve_place(self, "municipality")
        written = self.data.get(self.add_prefix("facts_on"), "")
        if is_partial(written) and self.cleaned_data.get("precision") == DatePrecision.EXACT:
            self.add_error("facts_on", "Falta el día. Escríbelo, o elige “Aproximada”.")
        if self.cleaned_data.get("precision") == DatePrecision.UNKNOWN and not written:
            self.cleaned_data["facts_on"] = None
        return self.cleaned_data

    def case(self, aggressors: tuple[AggressorData, ...], reason: str, flags: tuple[str, ...]) -> CaseData:
        """The answers, as far as they could be read."""
        data = self.cleaned_data
        marked = data.get("types") or []
        return CaseData(
            types=tuple(code for code in marked if code not in MISSING_CODES),
            types_missing=next((code for code in marked if code in MISSING_CODES), ""),
            facts_on=data.get("facts_on"),
            learned_on=data.get("learned_on"),
            narrative=data.get("narrative") or "",
            other_type=data.get("other_type") or "",
            warnings_reason=reason,
            flags=flags,
            aggressors=aggressors,
            **{name: data.get(name) or "" for name in (*self.CODED, *self.DEFAULTED)},
        )


class AggressorForm(CaptureForm):
    """One person who attacked."""

    link = CodedField(Catalog.LINK, label="Vínculo con ella")
    sex = CodedField(Catalog.SEX, label="Sexo")
    age = forms.IntegerField(label="Edad aproximada", required=False, widget=forms.TextInput(DIGITS))
    age_missing = MissingField(label="Si no hay edad, por qué", initial="no_se_pregunto")
    schooling = CodedField(Catalog.SCHOOLING, label="Escolaridad", required=False)
    civil_status = CodedField(Catalog.CIVIL_STATUS, label="Estado conyugal", required=False)
    name = text("Nombre, si ella lo dice")

    CODED = ("link", "sex", "schooling", "civil_status")

    def aggressor(self) -> AggressorData:
        """The answers, as far as they could be read."""
        data = self.cleaned_data
        age = data.get("age")
        return AggressorData(
            age=age,
            age_missing="" if age is not None else data.get("age_missing") or "",
            name=(data.get("name") or "").strip(),
            **{name: data.get(name) or "" for name in self.CODED},
        )
