"""Why a person opens something, and why odd answers are right."""

from typing import Any

from django import forms

from banevim.casefiles.terms import Reason
from banevim.catalogs.queries import label
from banevim.catalogs.terms import Catalog
from banevim.common.forms import PlainForm


class ReasonForm(PlainForm):
    """The reason to show her identity or her words."""

    mark_optional = False
    reason = forms.ChoiceField(
        label="Motivo",
        error_messages={"required": "Elige el motivo.", "invalid_choice": "Elige uno de los motivos."},
    )

    def __init__(self, *args: Any, ask: str = "Motivo", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.label = ask
        field.choices = [("", "Elegir motivo"), *((r.value, label(Catalog.ACCESS_REASON, r)) for r in Reason)]


class ConfirmForm(PlainForm):
    """What looked odd was looked at again. `seen` holds the codes of the warnings that were on the page."""

    mark_optional = False
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(label="Revisé estos datos y así son", required=False)
    warnings_reason = forms.CharField(
        label="Explica en pocas palabras",
        required=False,
        help_text="Por ejemplo: “es el sexo de su acta”, “denuncia hechos de hace tres años”.",
        widget=forms.Textarea({"rows": 2}),
    )

    def accepted(self) -> frozenset[str]:
        """The warnings that were confirmed with a reason."""
        data = self.cleaned_data if self.is_valid() else {}
        if not data.get("confirmed") or not str(data.get("warnings_reason", "")).strip():
            return frozenset()
        return frozenset(str(data.get("seen", "")).split())
