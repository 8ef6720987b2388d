"""Closing a month, and opening it again."""

from django import forms

from banevim.care.forms.choices import ASK, offer
from banevim.care.rules.closing import MOST_CASES
from banevim.care.terms import REOPENING_LABELS
from banevim.common.forms import PlainForm


class ClosingForm(PlainForm):
    """How many cases the institution says it has."""

    mark_optional = False
    said = forms.IntegerField(
        label="Casos que atendió tu institución ese mes, según tu propia cuenta",
        min_value=0,
        max_value=MOST_CASES,
        help_text="Cuéntalos en tu libreta o en tu agenda. Si no hubo, escribe 0: el mes también se cierra.",
        widget=forms.NumberInput({"inputmode": "numeric", "size": 6}),
        error_messages={"required": "Escribe cuántos casos fueron. Si no hubo, escribe 0."},
    )


class ReopeningForm(PlainForm):
    """Why a closed month is opened again."""

    mark_optional = False
    why = forms.ChoiceField(
        label="Por qué se abre de nuevo", error_messages={"required": "Elige por qué se abre de nuevo."}
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "why", [ASK, *((why.value, label) for why, label in REOPENING_LABELS.items())])
