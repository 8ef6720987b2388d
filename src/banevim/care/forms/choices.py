"""Lists of options, as every form of the room offers them."""

from collections.abc import Iterable

from django import forms

from banevim.accounts.models import Institution
from banevim.catalogs.queries import options
from banevim.common import clock

Choices = list[tuple[str, str]]
ASK = ("", "Elegir")


def coded(catalog: str) -> Choices:
    """The options in force today; a digit goes first, so that typing it chooses the option."""
    found = options(catalog, clock.today())
    return [(o.code, f"{o.key} {o.label}" if o.key.isdigit() else o.label) for o in found]


def plain(catalog: str) -> Choices:
    """The options in force today, without keys."""
    return [(o.code, o.label) for o in options(catalog, clock.today())]


def institutions(rows: Iterable[Institution]) -> Choices:
    return [(str(row.pk), row.name) for row in rows]


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Set the options of a field."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
