"""Why a file is protected, from whom and until when."""

from typing import Any
from uuid import UUID

from django import forms

from banevim.accounts.models import Institution
from banevim.casefiles.terms import DANGER_LABELS
from banevim.common.forms import DateField, PickOne, PlainForm


class MarkForm(PlainForm):
    """The institution is asked only for a threat from inside one."""

    danger = forms.ChoiceField(
        label="¿Por qué se protege?",
        choices=[(d.value, words) for d, words in DANGER_LABELS.items()],
        widget=PickOne,
        error_messages={"required": "Elige por qué se protege."},
    )
    against = forms.ChoiceField(
        label="Institución donde trabaja quien la amenaza",
        required=False,
        help_text="Solo si es esa la razón. Nadie de esa institución la encontrará al buscar.",
    )
    until = DateField(
        label="Hasta qué día",
        required=False,
        help_text="Si no se sabe, déjalo vacío: dura hasta que alguien de tu institución lo quite.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["against"]
        assert isinstance(field, forms.ChoiceField)
        names = Institution.objects.filter(is_active=True, is_shelter=False).order_by("name")
        field.choices = [("", "Ninguna"), *((str(each.pk), each.name) for each in names)]

    def against_id(self) -> UUID | None:
        """The institution that was chosen."""
        return UUID(text) if (text := self.cleaned_data.get("against")) else None
