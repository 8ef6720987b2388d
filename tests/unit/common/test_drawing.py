"""Widgets drawn without templates say what Django's own templates say."""

import html
import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from banevim.common.drawing import DRAWN
from banevim.common.forms import DateInput, Hinted, PickMany, PickOne, Renderer

ODD = '"><script>alert(1)</script>&'
CHOICES = [("", "Elegir"), ("1", "Sí & no"), ("Sin dato", [("ns", "Se <desconoce>"), (ODD, ODD)])]
ATTRS = {"id": "id_x", "class": "input", "data-odd": ODD, "checked": True, "hidden": False}
WIDGETS = [
    (forms.TextInput(ATTRS), ODD),
    (forms.TextInput(), None),
    (DateInput(), "23/11/2026"),
    (forms.NumberInput(), 7),
    (forms.HiddenInput(), ""),
    (forms.PasswordInput(render_value=True), "x"),
    (forms.CheckboxInput(ATTRS), True),
    (forms.CheckboxInput(), False),
    (forms.Textarea(ATTRS), f"\n{ODD}"),
    (forms.Textarea(), None),
    (forms.Select(ATTRS, CHOICES), "ns"),
    (forms.Select(choices=CHOICES), None),
    (forms.SelectMultiple(choices=CHOICES), ["1", ODD]),
]


def plain(text: str) -> str:
    """The same page whatever the blanks between two tags."""
    return re.sub(r">\s+<", "><", text)


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_what_is_drawn_is_what_django_would_draw(widget, value):
    drawn, expected = (widget.render("x", value, renderer=each()) for each in (Renderer, DjangoTemplates))
    assert plain(drawn) == plain(expected)
    assert "<script>" not in drawn


def test_the_lists_are_among_what_is_drawn():
    assert {forms.Select.template_name, forms.TextInput.template_name, forms.Textarea.template_name} <= set(
        DRAWN
    )


@pytest.mark.parametrize("widget", [PickOne, PickMany])
def test_options_inside_their_label(widget):
    choices = [("1", Hinted("Física", "Golpes")), ("no_aplica", ODD)]
    drawn = widget(choices=choices).render("x", ["1"], {"id": "id_x"}, renderer=Renderer())
    kind = "radio" if widget is PickOne else "checkbox"
    assert (
        f'<label class="pick" for="id_x_0"><input type="{kind}" name="x" value="1" id="id_x_0" checked><span>Física'
        '<span class="pick__hint">Golpes</span></span></label>'
    ) in drawn
    assert f"<span>{html.escape(ODD, quote=True)}</span>" in drawn
    assert "<script>" not in drawn
