"""Forms of the bank: Spanish messages, the look of the components, no autocomplete, no script needed.

A form subclasses PlainForm and is shown with `{{ form }}` or field by field with `{% field form.name %}`.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.choices import BaseChoiceIterator
from django.utils.safestring import SafeString

from banevim.common.drawing import DRAWN, chooser
from banevim.common.errors import DomainError

MISSING = ("no_aplica", "no_se_pregunto", "prefiere_no_responder", "se_desconoce", "no_especificado")
"""Codes of the kinds of missing answer: a group of options shows them apart, after a line."""


class Renderer(DjangoTemplates):
    """Django's own form engine with the bank's template for a form, and what is drawn without any."""

    form_template_name = "common/forms/form.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


class Hinted(str):
    """The label of an option with a hint under it: `("1", Hinted("Física", "Golpes, empujones…"))`."""

    hint: str

    def __new__(cls, label: str, hint: str = "") -> "Hinted":
        made = super().__new__(cls, label)
        made.hint = hint
        return made


def _apart(context: dict[str, Any]) -> dict[str, Any]:
    """Split the options of a group: the answers, and the kinds of missing that are shown after a line."""
    options = [option for _, group, _ in context["widget"]["optgroups"] for option in group]
    context["widget"]["answers"] = [o for o in options if str(o["value"]) not in MISSING]
    context["widget"]["missing"] = [o for o in options if str(o["value"]) in MISSING]
    return context


class PickOne(forms.RadioSelect):
    """Radio buttons. A label may be `Hinted`."""

    template_name = "picks"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return _apart(super().get_context(name, value, attrs))


class PickMany(forms.CheckboxSelectMultiple):
    """Check boxes. A label may be `Hinted`."""

    template_name = "picks"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return _apart(super().get_context(name, value, attrs))


class PickKeys(PickMany):
    """Check boxes in columns, as the express page has them."""

    template_name = "keys"


class Choose(forms.Select):
    """A list drawn straight from its choices: a page has thousands of options."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return chooser(name, self.format_value(value), self.build_attrs(self.attrs, attrs), self.choices)


class Offered(BaseChoiceIterator):
    """Choices as they are, pairs or groups of pairs: Django copies every other kind at each step."""

    def __init__(self, choices: Iterable[Any]) -> None:
        self.all = tuple(choices)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.all)


class DateInput(forms.TextInput):
    """A typed date: no calendar to operate, digits are enough."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "class": "input w-sm num", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else value


class DateField(forms.Field):
    """Reads 23112026, 23/11/2026, 23-11-2026, 23.11.2026 or 2026-11-23; gives a date."""

    widget = DateInput
    default_error_messages = {
        "unreadable": "Escribe día, mes y año con cuatro cifras, así: 23/11/2026.",
        "impossible": "Esa fecha no existe en el calendario. Revisa el día y el mes.",
    }
    _TYPED = re.compile(r"(?P<d>\d{1,2})[/\-. ](?P<m>\d{1,2})[/\-. ](?P<y>\d{4})")
    _DIGITS = re.compile(r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})")
    _ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values or isinstance(value, dt.date):
            return value or None
        text = str(value).strip()
        found = next((m for p in (self._TYPED, self._DIGITS, self._ISO) if (m := p.fullmatch(text))), None)
        if found is None:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable")
        try:
            return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError as exc:
            raise forms.ValidationError(self.error_messages["impossible"], code="impossible") from exc

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except forms.ValidationError:
            return True


OUT_OF_BOUNDS = {
    "max_length": "Es demasiado largo: caben %(limit_value)s letras y escribiste %(show_value)s.",
    "min_length": "Es demasiado corto: hacen falta %(limit_value)s letras.",
    "max_value": "Escribe un número que no pase de %(limit_value)s.",
    "min_value": "Escribe un número desde %(limit_value)s.",
}
"""Spoken as the rest of the screens: the sentences of the framework call the person «usted»."""


class PlainForm(forms.Form):
    """Base of every form. `mark_optional = False` for filters, where nothing is compulsory."""

    use_required_attribute = False
    mark_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            dress(field, str(field.label or name.replace("_", " ").capitalize()))

    def refuse(self, error: DomainError) -> None:
        """Show the sentence of an error that the action raised, at its field when it names one."""
        field = getattr(error, "field", None)
        self.add_error(field if field in self.fields else None, str(error))


def dress(field: forms.Field, label: str) -> None:
    """Give a field its class, its `autocomplete` and a sentence for when it is empty."""
    widget, attrs = field.widget, field.widget.attrs
    field.label = label
    chooses = isinstance(widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple)
    if isinstance(widget, forms.Select):
        attrs.setdefault("class", "select")
    elif isinstance(widget, forms.Textarea | forms.TextInput | forms.PasswordInput | forms.NumberInput):
        attrs.setdefault("class", "input")
    if not chooses and not isinstance(widget, forms.CheckboxInput | forms.FileInput):
        attrs.setdefault("autocomplete", "off")
        attrs.setdefault("spellcheck", "false")
    if isinstance(field, forms.ChoiceField) and "%(value)s" in str(field.error_messages["invalid_choice"]):
        field.error_messages["invalid_choice"] = (
            "Elige una de las opciones de la lista."  # what came is not said
        )
    for code, sentence in OUT_OF_BOUNDS.items():
        field.error_messages.setdefault(code, sentence)
    if isinstance(field, forms.IntegerField):
        whole = forms.IntegerField.default_error_messages["invalid"]
        if field.error_messages["invalid"] is whole:
            field.error_messages["invalid"] = "Escribe un número entero, solo con cifras."
    if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = f"{'Elige' if chooses else 'Escribe'} “{label}”."
