"""Parts of the capture page: `{% load capture %}`."""

from typing import Any

from django import template
from django.forms import BoundField

from banevim.casefiles.forms import Capture, said
from banevim.common.templatetags.components import error_summary

register = template.Library()


@register.inclusion_tag("components/error_summary.html")
def capture_errors(capture: Capture) -> dict[str, Any]:
    """The errors of every part, each one a link to its field."""
    summary: dict[str, Any] = error_summary(*capture.forms)
    return summary


@register.simple_tag
def error_count(*forms: Any) -> int:
    """How many fields of these parts must be mended."""
    return sum(len(form.errors) for form in forms if form is not None and form.is_bound)


@register.filter
def told(form: Any, folded: bool = False) -> bool:
    """Whether a folded part must be shown open: something in it was answered, or must be mended."""
    chosen = form.folded() if folded else form.answers()
    return any(bool(bound.errors) or _differs(bound) for bound, _ in chosen)


def _differs(bound: BoundField) -> bool:
    """Whether something was answered that the empty page did not have."""
    shown = bound.field.widget.format_value
    return bool(said(bound)) and shown(bound.value()) != shown(bound.initial)
