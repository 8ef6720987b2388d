"""Shape of a load."""

from typing import Any

from django import forms

from banevim.common.forms import PlainForm
from banevim.exchange.rules import LARGEST, TOO_LARGE
from banevim.exchange.terms import Kind

MARGIN = 64 * 1024
"""The rest of the request: names, boundaries, the other fields."""
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

    def __init__(self, *args: Any, institutions: list[tuple[str, str]], size: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.size = size
        choose = self.fields["institution"]
        if isinstance(choose, forms.ChoiceField):
            choose.choices = institutions

    def clean(self) -> dict[str, Any]:
        """A request too large to be kept in memory arrives without its files: it is said, not taken for none."""
        if self.size > LARGEST + MARGIN:
            self.add_error("cases", TOO_LARGE)
        return self.cleaned_data

    def files_read(self) -> dict[Kind, bytes]:
        """The uploaded bytes by kind of file."""
        found = {kind: self.cleaned_data.get(name) for name, kind in FILES.items()}
        return {kind: upload.read() for kind, upload in found.items() if upload}
