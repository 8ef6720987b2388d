"""Parts of the capture page: `{% load capture %}`."""

from typing import Any

from django import template

from banevim.casefiles.forms import Capture
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
