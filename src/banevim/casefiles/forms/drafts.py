"""From a draft to the forms of the capture and back."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.forms import BoundField, ChoiceField, MultipleChoiceField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from banevim.casefiles.forms.capture import Block, Capture
from banevim.casefiles.terms import MISSING_CODES, Missing
from banevim.common.forms import PlainForm

NOT_TYPED = {"csrfmiddlewaretoken", "hacer", "version"}
_KEY = re.compile(r"^\d ")
Typed = dict[str, list[str]]


def typed_of(sent: QueryDict) -> Typed:
    """What was typed, out of what the browser sent."""
    return {name: list(values) for name, values in sent.lists() if name not in NOT_TYPED}


def as_sent(typed: Typed, doing: str = "") -> MultiValueDict[str, str]:
    """What a draft holds, as a browser would send it with that button."""
    return MultiValueDict({**typed, **({"hacer": [doing]} if doing else {})})


def names_of(blocks: Iterable[Block]) -> set[str]:
    """Every name that these forms send."""
    return {bound.html_name for block in blocks for bound in block.form}


def merged(typed: Typed, sent: Typed, names: set[str]) -> Typed:
    """The draft with one step sent again: what the step no longer sends was unmarked."""
    return {**{name: values for name, values in typed.items() if name not in names}, **sent}


def flat(forms: Iterable[PlainForm], counts: dict[str, int]) -> Typed:
    """What a browser would send of forms as they stand: names to lists of values."""
    found: Typed = {f"count-{key}": [str(count)] for key, count in counts.items()}
    for form in forms:
        for bound in form:
            value = bound.field.widget.format_value(bound.value())
            values = value if isinstance(value, list) else [value]
            if told := [str(each) for each in values if each not in (None, "", False)]:
                found[bound.html_name] = told
    return found


def flat_of(capture: Capture) -> Typed:
    """What a browser would send of a capture that is only shown."""
    forms = [block.form for block in capture.blocks]
    return flat(forms, {key: repeat.count for key, repeat in capture.repeats.items()})


def lines(forms: Iterable[PlainForm]) -> Iterator[tuple[BoundField, str, str]]:
    """(field, label, answer in words) of every question that was answered; what was not asked is left out."""
    for form in forms:
        for bound in form:
            if words := said(bound):
                yield bound, str(bound.label), words


def said(bound: BoundField) -> str:
    """An answer in words, empty when it was not asked or not given."""
    value = bound.value()
    if value in (None, "", [], Missing.NOT_ASKED):
        return ""
    if not isinstance(bound.field, ChoiceField):
        told: Any = bound.field.widget.format_value(value)
        return str(told or "")
    return in_words(bound, value if isinstance(bound.field, MultipleChoiceField) else [value])


def in_words(bound: BoundField, values: Iterable[Any]) -> str:
    """What a browser sent for a question, as a person reads it."""
    labels = dict(_labels(bound.field)) if isinstance(bound.field, ChoiceField) else {}
    told = [str(each) for each in values if each not in (None, "", Missing.NOT_ASKED)]
    return ", ".join(labels.get(each, each) for each in told)


def choices_of(field: Any) -> list[str]:
    """The options of a question with their keys, as the paper shows them; the ways of not answering are said once."""
    if not isinstance(field, ChoiceField):
        return []
    offered: list[tuple[str, Any]] = list(field.choices)  # type: ignore[arg-type]
    found = []
    for code, label in offered:
        pairs = label if isinstance(label, list | tuple) else [(code, label)]
        found += [str(words) for each, words in pairs if each and each not in MISSING_CODES]
    return found


def _labels(field: ChoiceField) -> Iterator[tuple[str, str]]:
    offered: list[tuple[str, Any]] = list(field.choices)  # type: ignore[arg-type]
    for code, label in offered:
        pairs = label if isinstance(label, list | tuple) else [(code, label)]
        for each, words in pairs:
            yield str(each), _KEY.sub("", str(words))
