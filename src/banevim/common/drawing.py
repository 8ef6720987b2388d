"""The questions of the forms and their widgets, drawn without templates.

Django draws each option of each list with a template of its own. The express page has two thousand of them: that was
170 of its 215 milliseconds; the 140 templates of its questions were half of what remained. The text of a widget is the
one that Django's templates give (a test compares them).
"""

from collections.abc import Callable, Container, Iterable, Mapping
from html import escape
from typing import Any

from django.forms import BoundField
from django.utils.safestring import SafeString

OPTIONAL = ' <span class="req">(opcional)</span>'


def safe(text: object) -> str:
    """What a template does with a value: escaped, unless it is already HTML."""
    return text if isinstance(text, SafeString) else escape(str(text))


def attributes(attrs: Mapping[str, Any]) -> str:
    """` id="…" checked`: what is False is left out, what is True has no value."""
    return "".join(
        f" {safe(name)}" if value is True else f' {safe(name)}="{escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    )


def control(widget: Mapping[str, Any]) -> SafeString:
    """An `<input>`: text, hidden, check box, radio button."""
    value = "" if widget["value"] is None else f' value="{escape(str(widget["value"]))}"'
    kind, name = safe(widget["type"]), safe(widget["name"])
    return SafeString(f'<input type="{kind}" name="{name}"{value}{attributes(widget["attrs"])}>')


def area(widget: Mapping[str, Any]) -> SafeString:
    """A `<textarea>`."""
    name, text = safe(widget["name"]), safe(widget["value"] or "")
    return SafeString(f'<textarea name="{name}"{attributes(widget["attrs"])}>\n{text}</textarea>')


def select(widget: Mapping[str, Any]) -> SafeString:
    """A `<select>` with its options, in groups or not."""
    parts = [f'<select name="{safe(widget["name"])}"{attributes(widget["attrs"])}>']
    for group, options, _ in widget["optgroups"]:
        parts += [f'  <optgroup label="{safe(group)}">'] if group else []
        parts += [
            f'  <option value="{escape(str(o["value"]))}"{attributes(o["attrs"])}>{safe(o["label"])}</option>'
            for o in options
        ]
        parts += ["  </optgroup>"] if group else []
    return SafeString("\n".join([*parts, "</select>"]))


def chooser(
    name: str, chosen: Container[str], attrs: Mapping[str, Any], choices: Iterable[Any]
) -> SafeString:
    """The same list straight from its choices, when no option has attributes of its own. One is chosen at most."""
    parts, free = [f'<select name="{safe(name)}"{attributes(attrs)}>'], True

    def option(value: object, label: object) -> None:
        nonlocal free
        text = "" if value is None else str(value)
        on, free = (" selected", False) if free and text in chosen else ("", free)
        parts.append(f'  <option value="{escape(text)}"{on}>{safe(label)}</option>')

    for value, label in choices:
        if not isinstance(label, list | tuple):
            option(value, label)
            continue
        parts.append(f'  <optgroup label="{safe(value)}">')
        for each in label:
            option(*each)
        parts.append("  </optgroup>")
    return SafeString("\n".join([*parts, "</select>"]))


def pick(option: Mapping[str, Any]) -> SafeString:
    """A radio button or a check box inside its label, with the hint of the label when it has one."""
    label, hint = option["label"], getattr(option["label"], "hint", "")
    under = f'<span class="pick__hint">{safe(hint)}</span>' if hint else ""
    own = option["attrs"].get("id")
    target = f' for="{safe(own)}"' if own else ""
    inside = f"{control(option)}<span>{safe(label)}{under}</span>"
    return SafeString(f'<label class="pick"{target}>{inside}</label>')


def picks(widget: Mapping[str, Any]) -> SafeString:
    """Radio buttons or check boxes: the answers, and after a line the kinds of missing."""
    answers, missing = "".join(map(pick, widget["answers"])), "".join(map(pick, widget["missing"]))
    row = f'\n<div class="picks--row">{missing}</div>' if missing else ""
    return SafeString(f'<div class="picks--2">\n{answers}</div>{row}')


def keys(widget: Mapping[str, Any]) -> SafeString:
    """The same in columns, as the express page has them."""
    inside = "".join(map(pick, [*widget["answers"], *widget["missing"]]))
    return SafeString(f'<div class="xp xp--4">{inside}</div>')


def about(bound: BoundField) -> SafeString:
    """The hint of a question and its errors."""
    hint = f'<p class="hint" id="{safe(bound.auto_id)}_helptext">{safe(bound.help_text)}</p>'
    errors = " ".join(safe(each) for each in bound.errors)
    told = f'<p class="msg" id="{safe(bound.auto_id)}_error"><span class="vh">Error: </span>{errors}</p>'
    return SafeString(f"{hint if bound.help_text else ''}\n{told if errors else ''}\n")


def question(bound: BoundField, css: str = "") -> SafeString:
    """A field with its label, what is about it and its widget. `css` goes to the wrapper."""
    if bound.is_hidden:
        return SafeString(str(bound))
    draw = _group if bound.use_fieldset else _check if bound.widget_type == "checkbox" else _labelled
    return SafeString(draw(bound, safe(css)))


def _asks(bound: BoundField) -> str:
    marks = not bound.field.required and getattr(bound.form, "mark_optional", False)
    return f"{safe(bound.label)}{OPTIONAL if marks else ''}"


def _group(bound: BoundField, css: str) -> str:
    described = bound.aria_describedby
    tied = f' aria-describedby="{safe(described)}"' if described else ""
    failed = " field--error" if bound.errors else ""
    return (
        f'<fieldset class="stack-sm{failed} {css}" id="{safe(bound.auto_id)}"{tied}>\n'
        f'<legend class="legendq">{_asks(bound)}</legend>\n{about(bound)}\n{bound}\n</fieldset>'
    )


def _check(bound: BoundField, css: str) -> str:
    inside = f"{bound}<span>{safe(bound.label)}</span>"
    return (
        f'<div class="{"field--error " if bound.errors else ""}{css}">\n{about(bound)}\n'
        f'<label class="pick" for="{safe(bound.id_for_label)}">{inside}</label>\n</div>'
    )


def _labelled(bound: BoundField, css: str) -> str:
    return (
        f'<div class="{"field--error " if bound.errors else ""}{css}">\n'
        f'<label class="label" for="{safe(bound.id_for_label)}">{_asks(bound)}</label>\n'
        f"{about(bound)}\n{bound}\n</div>"
    )


Draw = Callable[[Mapping[str, Any]], SafeString]
_INPUTS = ("text", "hidden", "password", "number", "checkbox", "input")
DRAWN: Mapping[str, Draw] = {
    **{f"django/forms/widgets/{name}.html": control for name in _INPUTS},
    "django/forms/widgets/textarea.html": area,
    "django/forms/widgets/select.html": select,
    "picks": picks,
    "keys": keys,
}
"""By the name of the template that each one replaces; the last two are ours alone."""
