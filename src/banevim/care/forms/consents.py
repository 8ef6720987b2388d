"""What she allows, noted on its own."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from banevim.care.forms.choices import ASK, Choices, coded, offer, plain
from banevim.care.terms import ConsentData, Purpose
from banevim.catalogs.terms import Catalog
from banevim.common import clock
from banevim.common.forms import DateField, PickOne, PlainForm


class ConsentForm(PlainForm):
    """For what, with whom, what she answered, how and when."""

    mark_optional = False
    purpose = forms.ChoiceField(label="Para qué", widget=PickOne)
    recipient = forms.ChoiceField(
        label="Con cuál institución",
        required=False,
        help_text="Solo si es para canalizarla a una institución.",
    )
    answer = forms.ChoiceField(label="Qué respondió", widget=PickOne)
    way = forms.ChoiceField(label="Cómo lo dijo")
    on = DateField(label="Qué día")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        recipients: Choices,
        may_refer: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, initial={"on": clock.today(), **kwargs.pop("initial", {})}, **kwargs)
        purposes = [
            (code, label)
            for code, label in plain(Catalog.CONSENT_PURPOSE)
            if may_refer or code == Purpose.CONTACT
        ]
        offer(self, "purpose", purposes)
        offer(self, "recipient", [("", "Ninguna"), *recipients])
        offer(self, "answer", plain(Catalog.CONSENT_ANSWER))
        offer(self, "way", [ASK, *coded(Catalog.CONSENT_WAY)])

    def consent(self) -> ConsentData:
        """What the valid form says."""
        data = self.cleaned_data
        whom = data["recipient"]
        return ConsentData(
            data["purpose"], data["answer"], data["way"], data["on"], UUID(whom) if whom else None
        )
