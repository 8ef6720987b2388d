"""The next contact, and what came of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from banevim.care.forms.choices import ASK, Choices, coded, offer, plain
from banevim.care.terms import Answer, ConsentData, FollowUpData, Purpose
from banevim.catalogs.terms import Catalog
from banevim.common import clock
from banevim.common.forms import DateField, PlainForm

ASK_CONSENT = "Si se le va a buscar: ¿ella lo aceptó?"


def contact_consent(way: str) -> ConsentData | None:
    """Her yes to being contacted, if it is noted now."""
    return ConsentData(Purpose.CONTACT, Answer.GIVEN, way, clock.today()) if way else None


def consent_choices() -> Choices:
    """How she agreed to be contacted; empty when it is already on record or not needed."""
    return [
        ("", "Ya consta, o no hace falta"),
        *((code, f"Sí, {label.lower()}") for code, label in plain(Catalog.CONSENT_WAY)),
    ]


class FollowUpForm(PlainForm):
    """When, how and who answers for it."""

    mark_optional = False
    due_on = DateField(label="Fecha del próximo contacto")
    way = forms.ChoiceField(label="Cómo será")
    consent = forms.ChoiceField(label=ASK_CONSENT, required=False)
    responsible = forms.ChoiceField(label="Quién lo hará")
    case = forms.ChoiceField(label="Por cuál caso", required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, colleagues: Choices, cases: Choices, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        offer(self, "way", [ASK, *coded(Catalog.CONTACT_WAY)])
        offer(self, "consent", consent_choices())
        offer(self, "responsible", colleagues)
        offer(self, "case", [("", "Ninguno en particular"), *cases])

    def follow_up(self) -> FollowUpData:
        """What the valid form plans."""
        return FollowUpData(self.cleaned_data["due_on"], self.cleaned_data["way"])

    def case_id(self) -> UUID | None:
        """The case that was chosen, if any."""
        chosen = self.cleaned_data["case"]
        return UUID(chosen) if chosen else None


class AttemptForm(PlainForm):
    """What came of the contact, and when it is tried again."""

    mark_optional = False
    result = forms.ChoiceField(label="Qué pasó")
    on = DateField(label="Qué día")
    next_on = DateField(
        label="Siguiente intento", required=False, help_text="Solo si no se pudo y se volverá a intentar."
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        initial = {"on": clock.today(), **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)
        offer(self, "result", [ASK, *coded(Catalog.FOLLOW_UP_RESULT)])
