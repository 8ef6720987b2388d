"""Sending a referral, answering it, and picking a shelter."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from banevim.care.forms.choices import ASK, Choices, coded, offer, plain
from banevim.care.rules.referral import LONGEST_MESSAGE
from banevim.care.terms import (
    BY_WITHDRAWAL,
    TRANSITIONS,
    Answer,
    ConsentData,
    Purpose,
    ReferralData,
    Step,
)
from banevim.care.words import SHELTER
from banevim.catalogs.terms import Catalog
from banevim.common import clock
from banevim.common.forms import PickOne, PlainForm

A_SHELTER = "refugio"
ON_RECORD = "consta"


class ReferralForm(PlainForm):
    """To whom, what for, how soon, why, and how she agreed."""

    mark_optional = False
    recipient = forms.ChoiceField(label="A quién se canaliza")
    service = forms.ChoiceField(label="Qué servicio se pide")
    urgency = forms.ChoiceField(label="Qué tan pronto", widget=PickOne)
    reason = forms.ChoiceField(label="Por qué se canaliza")
    consent = forms.ChoiceField(
        label="¿Ella acepta que se comparta su expediente con esa institución?",
        help_text="Pregúntale antes. Puede retirarlo cuando quiera y el acceso termina ese momento.",
        widget=PickOne,
        error_messages={"required": "Anota cómo lo aceptó. Sin eso la canalización no sale."},
    )
    message = forms.CharField(
        label="Mensaje para quien la reciba",
        required=False,
        max_length=LONGEST_MESSAGE,
        help_text="Opcional. Se guarda cifrado y solo se lee después de aceptar. No hace falta repetir su historia.",
        widget=forms.Textarea({"rows": 4}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, recipients: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offer(self, "recipient", [ASK, (A_SHELTER, SHELTER), *recipients])
        offer(self, "service", [ASK, *coded(Catalog.SERVICE)])
        offer(self, "urgency", plain(Catalog.URGENCY))
        offer(self, "reason", [ASK, *coded(Catalog.REFERRAL_REASON)])
        yes = [(code, f"Sí, {label.lower()}") for code, label in plain(Catalog.CONSENT_WAY)]
        offer(self, "consent", [*yes, (ON_RECORD, "Ya está anotado en el expediente")])

    def _recipient(self) -> UUID | None:
        whom = self.cleaned_data["recipient"]
        return None if whom == A_SHELTER else UUID(whom)

    def referral(self) -> ReferralData:
        """What the valid form asks."""
        data = self.cleaned_data
        return ReferralData(
            self._recipient(), data["service"], data["urgency"], data["reason"], data["message"]
        )

    def consent_given(self) -> ConsentData | None:
        """Her yes, if it is noted now."""
        way = self.cleaned_data["consent"]
        if way == ON_RECORD:
            return None
        whom = self._recipient()
        purpose = Purpose.REFERRAL if whom else Purpose.SHELTER
        return ConsentData(purpose, Answer.GIVEN, way, clock.today(), whom)


CODE_LABELS = {
    Step.DECLINE: "Por qué no se acepta",
    Step.GIVE_BACK: "Por qué no se acepta",
    Step.CLOSE: "Resultado",
    Step.REVOKE: "Por qué se revoca",
}


class StepForm(PlainForm):
    """One step of a referral, with its code where it needs one. That she took her yes back is noted as a consent."""

    mark_optional = False
    code = forms.ChoiceField(required=False, label="Motivo")

    def __init__(self, step: Step, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, prefix=step.value, **kwargs)
        self.step, catalog = step, TRANSITIONS[step].code
        if catalog is None:
            del self.fields["code"]
            return
        chosen = [(code, label) for code, label in coded(catalog) if code != BY_WITHDRAWAL]
        offer(self, "code", [ASK, *chosen])
        self.fields["code"].label = CODE_LABELS[step]


class RouteForm(PlainForm):
    """Which shelter is asked."""

    mark_optional = False
    shelter = forms.ChoiceField(label="Refugio al que se le pide lugar")

    def __init__(self, data: Mapping[str, Any] | None = None, *, shelters: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offer(self, "shelter", [ASK, *shelters])
