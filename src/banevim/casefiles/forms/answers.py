"""Fields of the sections: several codes, a number or why there is none, a locality."""

import datetime as dt
from typing import Any

from django import forms

from banevim.casefiles.forms.fields import coded_choices, missing_choices
from banevim.casefiles.terms import MISSING_CODES, Missing
from banevim.common.forms import Offered, PickKeys

DIGITS = {"inputmode": "numeric", "class": "input num"}
SHORT = {
    "na": Missing.NOT_APPLICABLE,
    "np": Missing.NOT_ASKED,
    "nr": Missing.PREFERS_NOT,
    "ns": Missing.UNKNOWN,
}
"""What may be typed in place of a number."""


class ManyField(forms.MultipleChoiceField):
    """Several coded answers, or one way of not answering. `none` is the code that excludes the others."""

    widget = PickKeys
    default_error_messages = {"invalid_choice": "Marca una de las opciones que se muestran."}

    def __init__(self, catalog: str, *, none: str = "", not_applicable: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.catalog, self.none, self.not_applicable = catalog, none, not_applicable

    def offer(self, days: list[dt.date]) -> None:
        """Options in force, and the ways of not answering."""
        missing = [
            choice
            for choice in missing_choices(days[0])
            if self.not_applicable or choice[0] != Missing.NOT_APPLICABLE
        ]
        self.choices = Offered([*coded_choices(self.catalog, days), *missing])

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        alone = [code for code in value if code in MISSING_CODES or code == self.none]
        if alone and len(value) > 1:
            offered: list[tuple[str, str]] = list(self.choices)  # type: ignore[arg-type]
            label = dict(offered)[alone[0]]
            raise forms.ValidationError(f"Marcaste opciones y también “{label}”. Deja solo una cosa.")


class NumberAnswer(forms.Field):
    """A whole number, or the letters that say why there is none (`ns`, `nr`, `na`, `np`). Gives int or a code."""

    widget = forms.TextInput(DIGITS)

    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most
        self.widget.attrs["placeholder"] = "número, NS o NR"

    def to_python(self, value: Any) -> int | str | None:
        typed = str(value if value is not None else "").strip().lower()
        if typed in ("", Missing.NOT_ASKED):
            return None
        if typed in SHORT or typed in MISSING_CODES:
            return str(SHORT.get(typed, typed))
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else -1
        if not self.least <= number <= self.most:
            raise forms.ValidationError(
                f"Escribe un número de {self.least} a {self.most}, o NS si se desconoce, NR si no responde."
            )
        return number

    def prepare_value(self, value: Any) -> Any:
        letters = {str(code): short.upper() for short, code in SHORT.items()}
        return "" if value == Missing.NOT_ASKED else letters.get(str(value), value)


class LocalityField(forms.CharField):
    """A locality as she says it; the page suggests those of the state."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, widget=forms.TextInput({"list": "localidades"}), **kwargs)
