"""Shape of a load."""

from typing import Any

from django import forms

from banevim.common.forms import PlainForm
from banevim.exchange.terms import Kind

FILES = {"cases": Kind.CASES, "victims": Kind.VICTIMS, "aggressors": Kind.AGGRESSORS}


class LoadForm(PlainForm):
    """Institution, oficio and up to three files."""

    institution = forms.ChoiceField(label="Institución que entrega el extracto")
    letter = forms.CharField(
        label="Número de oficio",
        required=False,
        max_length=60,
        help_text="Déjalo vacío solo para la carga general del BANAVIM.",
    )
    cases = forms.FileField(label="Archivo de casos", required=False, help_text="CSV, hasta 50 MB.")
    victims = forms.FileField(label="Archivo de víctimas", required=False)
    aggressors = forms.FileField(label="Archivo de agresores", required=False)

    def __init__(self, *args: Any, institutions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = self.fields["institution"]
        if isinstance(choose, forms.ChoiceField):
            choose.choices = institutions

    def files_read(self) -> dict[Kind, bytes]:
        """The uploaded bytes by kind of file."""
        found = {kind: self.cleaned_data.get(name) for name, kind in FILES.items()}
        return {kind: upload.read() for kind, upload in found.items() if upload}
