"""Shape of what the office types about a cut."""

from django import forms

from banevim.common.forms import PlainForm


class TakeForm(PlainForm):
    """Which month to freeze."""

    month = forms.CharField(
        label="Mes que se congela",
        help_text="Año y mes, así: 2026-10. Solo meses que ya terminaron.",
        max_length=7,
        widget=forms.TextInput({"class": "input w-sm num", "inputmode": "numeric"}),
    )


class RejectForm(PlainForm):
    """Why a cut is sent back."""

    note = forms.CharField(
        label="Motivo para devolverlo",
        help_text="Quien lo congeló lo leerá. No escribas nombres de mujeres.",
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
    )
