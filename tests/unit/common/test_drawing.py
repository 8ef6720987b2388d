"""Widgets drawn without templates say what Django's own templates say."""

import html
import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from banevim.common.drawing import DRAWN, question
from banevim.common.forms import Choose, DateInput, Hinted, Offered, PickMany, PickOne, PlainForm, Renderer

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


@pytest.mark.parametrize("value", ["ns", "1", ODD, "", None, "nowhere"])
def test_a_list_straight_from_its_choices_is_the_same_list(value):
    drawn, expected = (
        kind(ATTRS, choices).render("x", value, {"data-more": ODD}, renderer=Renderer())
        for kind, choices in ((Choose, Offered(CHOICES)), (forms.Select, CHOICES))
    )
    assert drawn == expected


class Asked(PlainForm):
    name = forms.CharField(label=f"Nombre {ODD}", help_text="Como ella lo <diga>.")
    known = forms.BooleanField(label="La conoce", required=False)
    kinds = forms.MultipleChoiceField(label="Tipos", widget=PickMany, choices=[("1", "Sí"), ("2", "No")])
    key = forms.CharField(widget=forms.HiddenInput)


def test_a_question_has_its_label_what_is_about_it_and_its_widget():
    assert question(Asked()["name"], "h") == (
        '<div class="h">\n<label class="label" for="id_name">Nombre '
        "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;</label>\n"
        '<p class="hint" id="id_name_helptext">Como ella lo &lt;diga&gt;.</p>\n\n\n'
        '<input type="text" name="name" class="input" autocomplete="off" spellcheck="false"'
        ' aria-describedby="id_name_helptext" id="id_name">\n</div>'
    )


def test_a_question_that_failed_says_so_to_who_does_not_see_it():
    drawn = question(Asked({})["kinds"])
    assert drawn.startswith(
        '<fieldset class="stack-sm field--error " id="id_kinds" aria-describedby="id_kinds_error">\n'
        '<legend class="legendq">Tipos</legend>\n\n<p class="msg" id="id_kinds_error">'
        '<span class="vh">Error: </span>Elige “Tipos”.</p>\n\n<div class="picks--2">'
    )


def test_a_check_box_stands_inside_its_label_and_what_is_hidden_alone():
    drawn = question(Asked()["known"])
    box = '<input type="checkbox" name="known" id="id_known">'
    assert (
        drawn
        == f'<div class="">\n\n\n\n<label class="pick" for="id_known">{box}<span>La conoce</span></label>\n</div>'
    )
    assert (
        question(Asked()["key"])
        == '<input type="hidden" name="key" autocomplete="off" spellcheck="false" id="id_key">'
    )
