"""Fields of the capture: a coded answer, a municipality, an approximate date."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings

from banevim.casefiles.terms import ABROAD, Missing
from banevim.catalogs import queries as catalogs
from banevim.common.forms import Choose, DateField, Offered, PickOne, PlainForm

OTHER_PLACE = "otro"
ASK = ("", "Elegir")
SPREAD = 9
Choice = tuple[str, Any]


def with_key(key: str, label: str) -> str:
    """A digit goes first: in a select, typing it chooses the option. Letters are those of the label."""
    return f"{key} {label}" if key.isdigit() else label


def missing_choices(on: dt.date) -> list[Choice]:
    """The ways of not answering, with their keys."""
    return [(o.code, with_key(o.key, o.label)) for o in catalogs.missing_options(on)]


def coded_choices(catalog: str, days: Iterable[dt.date]) -> list[Choice]:
    """Options in force on any of the days, each code once, in screen order."""
    found = {option.code: option for day in days for option in catalogs.options(catalog, day)}
    ordered = sorted(found.values(), key=lambda option: option.order)
    return [(o.code, with_key(o.key, o.label)) for o in ordered]


class CodedField(forms.ChoiceField):
    """One coded answer or why it is missing. Not required, it starts as “No se preguntó”."""

    widget: Any = Choose
    default_error_messages = {"invalid_choice": "Elige una de las opciones."}

    def __init__(self, catalog: str, **kwargs: Any) -> None:
        if kwargs.get("required") is False:
            kwargs.setdefault("initial", Missing.NOT_ASKED)
        super().__init__(**kwargs)
        self.catalog = catalog

    def options(self, days: Iterable[dt.date]) -> list[Choice]:
        """What is offered, missing apart."""
        return coded_choices(self.catalog, days)

    def offer(self, days: list[dt.date]) -> None:
        """Set the choices for the days of this capture."""
        ask = [ASK] if self.required else []
        self.choices = Offered([*ask, *self.options(days), ("Sin dato", missing_choices(days[0]))])

    def spread(self) -> None:
        """Show a short list as radio buttons."""
        offered: list[Choice] = list(self.choices)  # type: ignore[arg-type]
        if len(offered) <= SPREAD:
            self.widget = PickOne({k: v for k, v in self.widget.attrs.items() if k != "class"})
            self.widget.is_required = self.required
            self.choices = [choice for choice in offered if choice != ASK]

    def clean(self, value: Any) -> str:
        return str(super().clean(value)) or str(Missing.NOT_ASKED)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What a page did not send, or sent empty because its option was closed, begins as it does on an empty page:
        the first option is nobody's answer."""
        return initial if data in (None, "") else data

    def show(self, value: Any) -> None:
        """An answer that is no longer offered leaves the list without a choice, instead of with its first one."""
        if value and not self.valid_value(value):
            offered: list[Choice] = list(self.choices)  # type: ignore[arg-type]
            self.choices = Offered([ASK, *(choice for choice in offered if choice != ASK)])


def keep_choices(field: forms.ChoiceField, values: Iterable[str]) -> None:
    """Offer also the answers that are kept already, though nobody may choose them anew."""
    catalog = getattr(field, "catalog", "")
    more = [(value, catalogs.label(catalog, value)) for value in values if not field.valid_value(value)]
    field.choices = [*field.choices, *more]  # type: ignore[misc]


class StateField(CodedField):
    """The state where she was born, or another country."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("", **kwargs)

    def options(self, days: Iterable[dt.date]) -> list[Choice]:
        return [(s.code, s.short_name) for s in catalogs.states()] + [(ABROAD, "En otro país")]


class PlaceField(CodedField):
    """A municipality of this state, one of another state (written beside it), or why it is missing."""

    def __init__(self, *, abroad: bool = False, **kwargs: Any) -> None:
        super().__init__("", **kwargs)
        self.abroad = abroad

    def options(self, days: Iterable[dt.date]) -> list[Choice]:
        places = enumerate(catalogs.municipalities(settings.STATE_CODE), start=1)
        own: list[Choice] = [(p.code, with_key(str(n) if n < 7 else "", p.name)) for n, p in places]
        far = [(ABROAD, "En otro país")] if self.abroad else []
        return [*own, (OTHER_PLACE, "De otro estado"), *far]


def other_place(**kwargs: Any) -> forms.CharField:
    """Where the municipality of another state is written."""
    return forms.CharField(
        label="Municipio y estado, si es de otro",
        required=False,
        max_length=120,
        widget=forms.TextInput({"placeholder": "Tijuana, Baja California"}),
        **kwargs,
    )


def resolve_place(form: PlainForm, name: str) -> None:
    """Replace “De otro estado” by the key of the municipality that was written; never a guess."""
    chosen, written = form.cleaned_data.get(name), form.cleaned_data.get(f"{name}_other", "")
    if chosen != OTHER_PLACE:
        return
    place, _, state = written.rpartition(",")
    code = catalogs.find_state(state) if place.strip() else None
    found = catalogs.find_municipality(place, code) if code else None
    if found is None:
        sentence = "Escribe el municipio y su estado separados por una coma, así: Tijuana, Baja California."
        form.add_error(f"{name}_other", sentence)
    form.cleaned_data[name] = found or Missing.UNKNOWN


class FactsDateField(DateField):
    """A date; also a month and a year, or a year, which give their first day (then it is approximate)."""

    _PART = re.compile(r"(?:(?P<m>\d{1,2})[/\-. ])?(?P<y>\d{4})")

    def to_python(self, value: Any) -> dt.date | None:
        found = self._PART.fullmatch(str(value).strip()) if value else None
        if found is None:
            return super().to_python(value)
        month = int(found["m"] or 1)
        if month not in range(1, 13) or int(found["y"]) < 1:
            raise forms.ValidationError(self.error_messages["impossible"], code="impossible")
        return dt.date(int(found["y"]), month, 1)


def is_partial(text: str) -> bool:
    """Whether only a month or a year was written."""
    return FactsDateField._PART.fullmatch(text.strip()) is not None
