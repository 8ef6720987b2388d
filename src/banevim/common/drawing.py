"""The widgets of the forms, drawn without templates.

Django draws each option of each list with a template of its own. The express page has two thousand of them: that was
170 of its 215 milliseconds. The text is the one that Django's templates give (a test compares them).
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe


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
    return mark_safe(f'<input type="{kind}" name="{name}"{value}{attributes(widget["attrs"])}>')  # noqa: S308


def area(widget: Mapping[str, Any]) -> SafeString:
    """A `<textarea>`."""
    name, text = safe(widget["name"]), safe(widget["value"] or "")
    return mark_safe(f'<textarea name="{name}"{attributes(widget["attrs"])}>\n{text}</textarea>')  # noqa: S308


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
    return mark_safe("\n".join([*parts, "</select>"]))  # noqa: S308


def pick(option: Mapping[str, Any]) -> SafeString:
    """A radio button or a check box inside its label, with the hint of the label when it has one."""
    label, hint = option["label"], getattr(option["label"], "hint", "")
    under = f'<span class="pick__hint">{safe(hint)}</span>' if hint else ""
    own = option["attrs"].get("id")
    target = f' for="{safe(own)}"' if own else ""
    inside = f"{control(option)}<span>{safe(label)}{under}</span>"
    return mark_safe(f'<label class="pick"{target}>{inside}</label>')  # noqa: S308


Draw = Callable[[Mapping[str, Any]], SafeString]
_INPUTS = ("text", "hidden", "password", "number", "checkbox", "input")
DRAWN: Mapping[str, Draw] = {
    **{f"django/forms/widgets/{name}.html": control for name in _INPUTS},
    "django/forms/widgets/textarea.html": area,
    "django/forms/widgets/select.html": select,
}
"""By the name of the template that each one replaces."""
