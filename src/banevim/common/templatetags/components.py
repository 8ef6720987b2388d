"""The shared parts of a page: `{% load components %}`. Each one is shown in the gallery (/componentes/)."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from banevim.common.drawing import about, question

register = template.Library()

TAGS = {"": "tag", **{kind: f"tag tag--{kind}" for kind in ("violet", "warn", "error", "ok", "soft")}}


register.simple_tag(question, name="field")
register.simple_tag(about)


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """The errors of one or several forms, each one a link to its field; takes the focus when the page opens."""
    plain, linked = [], []
    for form in forms:
        if not form.is_bound:
            continue
        plain += [str(e) for e in form.non_field_errors()]
        linked += [(_target(bound), str(e)) for bound in form for e in bound.errors]
    return {"plain": plain, "linked": linked, "count": len(plain) + len(linked)}


def _target(bound: BoundField) -> str:
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label


@register.simple_tag
def tag(words: str, kind: str = "") -> SafeString:
    """One or two words with a border: kind is '', violet, warn, error, ok or soft."""
    return format_html('<span class="{}">{}</span>', TAGS[kind], words)


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the page before and after, keeping the filters of the address (`?pagina=`)."""
    request: HttpRequest = context["request"]

    def address(number: int) -> str:
        query = request.GET.copy()
        query["pagina"] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }
