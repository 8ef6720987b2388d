"""Shape of what the office types about a cut."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from banevim.common import clock
from banevim.common.forms import DateField, PickMany, PickOne, PlainForm
from banevim.cuts.rules import DEFAULT_K, LEAST_K, MOST_K
from banevim.cuts.terms import CORRECTION_LABELS, DEMAND_LABELS, Demand


class TakeForm(PlainForm):
    """Which month to freeze."""

    month = forms.CharField(
        label="Mes que se congela",
        help_text="Año y mes, así: 2026-10. Solo meses que ya terminaron.",
        max_length=7,
        widget=forms.TextInput({"class": "input w-sm num", "inputmode": "numeric"}),
    )


class CorrectForm(PlainForm):
    """What a new cut of a published month corrects."""

    reason = forms.ChoiceField(
        label="Qué se corrige",
        choices=[(kind.value, words) for kind, words in CORRECTION_LABELS.items()],
        widget=PickOne,
    )
    note = forms.CharField(
        label="Explícalo al público",
        help_text="Sale junto a la versión nueva, sin cifras, números con letra ni municipios.",
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )


class ApproveForm(PlainForm):
    """What the automatic checks pointed out and the person says that she has seen."""

    mark_optional = False
    seen = forms.MultipleChoiceField(label="Vi lo que la revisión señaló", required=False, widget=PickMany)

    def __init__(self, checks: Iterable[Mapping[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(check["key"], check["title"]) for check in checks if check["look"]]
        self.fields["seen"].choices = choices  # type: ignore[attr-defined]


class RejectForm(PlainForm):
    """Why a cut is sent back."""

    note = forms.CharField(
        label="Motivo para devolverlo",
        help_text="Quien lo congeló lo leerá. No escribas nombres de mujeres.",
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
    )


class PolicyForm(PlainForm):
    """A version of the policy, before and when it is signed."""

    k = forms.IntegerField(
        label="Mínimo de mujeres de una cifra",
        help_text=f"De {LEAST_K} a {MOST_K}. Con {DEFAULT_K} se protege lo que cuenta de 0 a {DEFAULT_K - 1} mujeres.",
        min_value=LEAST_K,
        max_value=MOST_K,
        initial=DEFAULT_K,
        widget=forms.TextInput({"class": "input w-sm num", "inputmode": "numeric"}),
    )
    demand = forms.ChoiceField(
        label="Prueba que se exige",
        choices=[(level.value, words) for level, words in DEMAND_LABELS.items()],
        initial=Demand.MICRODATA.value,
        widget=PickOne,
    )
    valid_from = DateField(
        label="Rige desde", help_text="Día, mes y año. Hoy o un día por venir.", initial=clock.today
    )
