"""Parts of the capture page: `{% load capture %}`."""

from typing import Any

from django import template
from django.forms import BoundField

from banevim.casefiles.forms import Block, Capture, Cluster, said
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
def opens(part: Block | Cluster) -> bool:
    """Whether a fold is shown open: something in it was answered, must be mended, or the case asks for it."""
    if isinstance(part, Block):
        return part.called or any(bool(bound.errors) or _differs(bound) for bound in _inside(part))
    return any(opens(block) for block in part.more)


@register.filter
def rests(block: Block) -> bool:
    """Whether nothing in a fold says anything, not even what an empty page begins with: its questions may stay text
    until it opens, and need not be sent."""
    return not block.called and not any(bound.errors or said(bound) for bound in _inside(block))


def _inside(block: Block) -> list[BoundField]:
    """The questions of a block that are in a fold."""
    form: Any = block.form
    return [bound for bound, _ in (form.folded() if block.open else form.answers())]


def _differs(bound: BoundField) -> bool:
    """Whether something was answered that the empty page did not have."""
    shown = bound.field.widget.format_value
    return bool(said(bound)) and shown(bound.value()) != shown(bound.initial)
