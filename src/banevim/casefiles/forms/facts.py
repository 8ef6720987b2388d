"""What happened and who attacked."""

from typing import Any

from django import forms

from banevim.casefiles.forms.answers import ManyField
from banevim.casefiles.forms.fields import (
    CodedField,
    FactsDateField,
    PlaceField,
    is_partial,
    other_place,
    resolve_place,
)
from banevim.casefiles.forms.person import CaptureForm, MissingField, text, whole
from banevim.casefiles.terms import MISSING_CODES, AggressorData, CaseData, DatePrecision
from banevim.catalogs.terms import Catalog
from banevim.common.forms import DateField

PRECISIONS = [
    ("", "Elegir"),
    (DatePrecision.EXACT.value, "1 Exacta"),
    (DatePrecision.APPROXIMATE.value, "2 Aproximada"),
    (DatePrecision.UNKNOWN.value, "9 Se desconoce"),
]


class FactsForm(CaptureForm):
    """One situation of violence: when, where, how."""

    FOLD = ("other_type", "authority_knows", "drugs", "weapons", "learned_on", "narrative")
    precision = forms.ChoiceField(label="La fecha es", choices=PRECISIONS)
    facts_on = FactsDateField(label="Fecha de los hechos", required=False)
    municipality = PlaceField(label="Municipio de los hechos")
    municipality_other = other_place()
    place = CodedField(Catalog.PLACE, label="Lugar")
    modality = CodedField(Catalog.MODALITY, label="Modalidad")
    known_aggressor = CodedField(Catalog.YES_NO, label="¿Ella conoce a quien la agredió?")
    learned_on = DateField(label="Tu institución lo supo el")
    types = ManyField(
        Catalog.VIOLENCE_TYPE,
        not_applicable=False,
        label="Tipos de violencia, uno o más",
        error_messages={"required": "Marca al menos un tipo de violencia, o por qué falta."},
    )
    other_type = text("Otra forma: cuál")
    authority_knows = CodedField(Catalog.AUTHORITY, label="Autoridad que ya lo sabe", required=False)
    drugs = CodedField(Catalog.YES_NO, label="¿Hubo alcohol o drogas?", required=False)
    weapons = CodedField(Catalog.YES_NO, label="¿Hubo armas?", required=False)
    narrative = forms.CharField(
        label="Relato breve, opcional. Sin nombres de otras personas",
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    CODED = ("precision", "municipality", "place", "modality", "known_aggressor")
    DEFAULTED = ("authority_knows", "drugs", "weapons")

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

    FOLD = ("schooling", "civil_status", "name")
    link = CodedField(Catalog.LINK, label="Vínculo con ella")
    sex = CodedField(Catalog.SEX, label="Sexo")
    age = whole("Edad aproximada")
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
