"""From a draft to the forms of the capture and back."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField, ChoiceField, MultipleChoiceField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from banevim.casefiles.forms.capture import Block, Capture
from banevim.casefiles.forms.fields import is_partial
from banevim.casefiles.terms import MISSING_CODES, Missing
from banevim.catalogs import queries as catalogs
from banevim.common.forms import DateField, PlainForm

NOT_TYPED = {"csrfmiddlewaretoken", "hacer", "version", "base"}
_KEY = re.compile(r"^\d ")
_NTH = re.compile(r"([a-z_]+)-(\d{1,3})-")
MORE = {"agregar": 1, "quitar": -1}
HOMELESS = "antes"
"""Where a draft carries the answers that its sheet asked and this one does not."""
_OWN = re.compile(rf"count-.*|seen|confirmed|warnings_reason|reason|{HOMELESS}")
Typed = dict[str, list[str]]


def typed_of(sent: QueryDict) -> Typed:
    """What was typed, out of what the browser sent; one more or one fewer of what repeats counts at once."""
    typed = {name: list(values) for name, values in sent.lists() if name not in NOT_TYPED}
    doing, _, key = str(sent.get("hacer", "")).partition(":")
    counted = typed.get(f"count-{key}", [""])[0]
    if doing in MORE and counted.isascii() and counted.isdigit() and len(counted) < 3:
        typed[f"count-{key}"] = [str(max(int(counted) + MORE[doing], 0))]
    return pruned(typed)


def counts_of(sent: QueryDict) -> Typed:
    """How many there were of what repeats, as the page was sent."""
    return {name: list(values) for name, values in sent.lists() if name.startswith("count-")}


def pruned(typed: Typed) -> Typed:
    """Without what was taken away of what repeats."""
    over = {
        name.removeprefix("count-"): values[0] for name, values in typed.items() if name.startswith("count-")
    }

    def stays(name: str) -> bool:
        found = _NTH.match(name)
        most = over.get(found[1], "") if found else ""
        return not (found and most.isascii() and most.isdigit() and int(found[2]) >= int(most))

    return {name: values for name, values in typed.items() if stays(name)}


def as_sent(typed: Typed, doing: str = "") -> MultiValueDict[str, str]:
    """What a draft holds, as a browser would send it with that button."""
    return MultiValueDict({**typed, **({"hacer": [doing]} if doing else {})})


def names_of(blocks: Iterable[Block]) -> set[str]:
    """Every name that these forms send."""
    return {bound.html_name for block in blocks for bound in block.form}


def merged(typed: Typed, sent: Typed, names: set[str]) -> Typed:
    """The draft with one step sent again: what the step no longer sends was unmarked."""
    return pruned({**{name: values for name, values in typed.items() if name not in names}, **sent})


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


def homeless(capture: Capture, typed: Typed) -> list[str]:
    """What a draft holds that has no place in the forms of today: a question that is gone, a closed option."""
    asked = {bound.html_name: bound for block in capture.blocks for bound in block.form}
    found = [each for each in typed.get(HOMELESS, []) if each]
    for name, values in typed.items():
        bound, said = asked.get(name), [value for value in values if value]
        if bound is None and not _OWN.fullmatch(name) and said != [Missing.NOT_ASKED]:
            found += [f"{name.replace('_', ' ')}: {value}" for value in said]
        elif bound is not None and isinstance(bound.field, ChoiceField):
            over = [value for value in said if not bound.field.valid_value(value)]
            found += [f"{bound.label}: {in_words(bound, over)}"] if over else []
    return list(dict.fromkeys(found))


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
        return _as_date(bound, str(told or ""))
    return in_words(bound, value if isinstance(bound.field, MultipleChoiceField) else [value])


def _as_date(bound: BoundField, text: str) -> str:
    """A date typed in any of its forms, written in one; what is not a whole date stays as it was typed."""
    if not isinstance(bound.field, DateField) or is_partial(text):
        return text
    try:
        day = bound.field.to_python(text)
    except ValidationError:
        return text
    return f"{day:%d/%m/%Y}" if day else text


def in_words(bound: BoundField, values: Iterable[Any]) -> str:
    """What a browser sent for a question, as a person reads it."""
    labels = dict(_labels(bound.field)) if isinstance(bound.field, ChoiceField) else {}
    catalog = getattr(bound.field, "catalog", "")
    told = [_as_date(bound, str(each)) for each in values if each not in (None, "", Missing.NOT_ASKED)]
    return ", ".join(
        labels.get(each) or (catalogs.label(catalog, each) if catalog else each) for each in told
    )


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
