"""A section of the sheet as a form: its fields come from the definition."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from banevim.casefiles import sheet
from banevim.casefiles.forms.answers import LocalityField, ManyField, NumberAnswer
from banevim.casefiles.forms.fields import CodedField, PlaceField, other_place, resolve_place
from banevim.casefiles.forms.person import CaptureForm, text
from banevim.casefiles.sheet import CODED, Kind
from banevim.casefiles.terms import Answered, Missing
from banevim.common.forms import DateField

Defaults = Mapping[str, Any]
"""What the initial answers `today`, `own` and `me` stand for."""


def _field(asked: sheet.Field) -> forms.Field:
    """The form field of a question."""
    told: dict[str, Any] = {"label": asked.label, "required": asked.required, "help_text": asked.hint}
    if asked.kind is Kind.ONE:
        return CodedField(asked.catalog, **told)
    if asked.kind is Kind.MANY:
        return ManyField(asked.catalog, none=asked.none, **told)
    if asked.kind is Kind.PLACE:
        return PlaceField(**told)
    if asked.kind is Kind.NUMBER:
        return NumberAnswer(least=asked.least, most=asked.most, **told)
    if asked.kind in (Kind.DAY, Kind.DATE):
        return DateField(**told)
    if asked.kind is Kind.FIXED:
        return forms.CharField(label=asked.label, required=False, max_length=24, widget=forms.HiddenInput)
    if asked.kind is Kind.LOCALITY:
        return LocalityField(**told)
    if asked.kind is Kind.LONG:
        return forms.CharField(widget=forms.Textarea({"rows": 3}), max_length=20_000, **told)
    made = text(asked.label)
    made.required, made.help_text = asked.required, asked.hint
    return made


class Own(dict[str, forms.Field]):
    """Fields made for one form alone: Django, which copies those of a class for each form, finds them copied."""

    def __deepcopy__(self, memo: Any) -> "Own":
        return self


class SectionForm(CaptureForm):
    """The questions of one section, for one owner. The municipality of another state is written in the fold."""

    def __init__(
        self,
        data: Any = None,
        *,
        section: sheet.Section,
        defaults: Defaults,
        initial: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.section = section
        if section.open:
            self.FOLD = tuple(f"{asked.key}_other" for asked in section.fields if asked.kind is Kind.PLACE)
            self.MORE = "Si fue en otro estado"
        self.base_fields = Own(self._asked())  # type: ignore[misc]
        self.defaults = defaults
        start = {f.key: defaults[f.initial] for f in section.fields if f.initial in defaults}
        super().__init__(data, initial={**start, **(initial or {})}, **kwargs)

    def _asked(self) -> Iterator[tuple[str, forms.Field]]:
        for asked in self.section.fields:
            yield asked.key, _field(asked)
            if asked.kind is Kind.PLACE:
                yield f"{asked.key}_other", other_place()

    def clean(self) -> dict[str, Any]:
        super().clean()
        for asked in self.section.fields:
            if asked.kind is Kind.PLACE:
                resolve_place(self, asked.key)
            if asked.kind is Kind.FIXED:
                self.cleaned_data[asked.key] = self._fixed(asked)
        return self.cleaned_data

    def _fixed(self, asked: sheet.Field) -> str:
        """What the bank writes, never what a browser says: one of the values that exist, once something was told."""
        told = [
            self.data.get(self.add_prefix(f.key)) for f in self.section.fields if f.kind is not Kind.FIXED
        ]
        given = str(self.cleaned_data.get(asked.key) or "")
        known: Sequence[str] = self.defaults["fixed"].get(asked.initial, ())
        return (given if given in known else known[-1]) if any(told) else ""

    def answered(self, position: int = 0, aggressor: int | None = None) -> Answered:
        """The answers, as far as they could be read."""
        coded, words = {}, {}
        for asked in self.section.fields:
            value = self.cleaned_data.get(asked.key)
            if asked.kind in CODED:
                coded[asked.key] = value.isoformat() if isinstance(value, dt.date) else _said(value, asked)
            else:
                words[asked.key] = value.isoformat() if isinstance(value, dt.date) else (value or "").strip()
        return Answered(self.section.key, coded, words, position, aggressor)


def _said(value: Any, asked: sheet.Field) -> Any:
    """What was not answered was not asked."""
    if value in (None, "", []):
        return [str(Missing.NOT_ASKED)] if asked.kind is Kind.MANY else str(Missing.NOT_ASKED)
    return value


def stored_initial(
    section: sheet.Section, coded: Mapping[str, Any], words: Mapping[str, str]
) -> dict[str, Any]:
    """Initial values of the form from what is kept of a section."""
    found: dict[str, Any] = {}
    for asked in section.fields:
        value = coded.get(asked.key) if asked.kind in CODED else words.get(asked.key, "")
        if asked.kind in (Kind.DAY, Kind.DATE):
            value = _day(value)
        elif asked.kind is Kind.MANY and value == [Missing.NOT_ASKED]:
            value = []
        found[asked.key] = value
    return found


def _day(value: Any) -> Any:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return ""
