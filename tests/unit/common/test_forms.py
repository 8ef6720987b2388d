"""Forms: typed dates, sentences, what a screen reader is told."""

import datetime as dt

import pytest
from django import forms

from banevim.common.errors import Invalid
from banevim.common.forms import DateField, Hinted, PickMany, PickOne, PlainForm


@pytest.mark.parametrize(
    "typed",
    ["23112026", "23/11/2026", "23-11-2026", "23.11.2026", "23 11 2026", "2026-11-23", " 23/11/2026 "],
)
def test_a_date_may_be_typed_in_several_ways(typed):
    assert DateField().clean(typed) == dt.date(2026, 11, 23)


@pytest.mark.parametrize("typed", ["231126", "23/11/26", "ayer", "2026", "23/noviembre/2026", "١٢/١١/٢٠٢٦x"])
def test_a_date_that_cannot_be_read_is_never_guessed(typed):
    with pytest.raises(forms.ValidationError, match="año con cuatro cifras"):
        DateField().clean(typed)


@pytest.mark.parametrize("typed", ["31/02/2026", "29/02/2025", "00/01/2026", "2026-13-01"])
def test_a_date_outside_the_calendar_is_never_moved(typed):
    with pytest.raises(forms.ValidationError, match="no existe"):
        DateField().clean(typed)


def test_no_date_is_no_date():
    assert DateField(required=False).clean("") is None


class Sample(PlainForm):
    name = forms.CharField(label="Nombre", help_text="Como ella lo diga.")
    day = DateField(label="Fecha", required=False)
    place = forms.ChoiceField(label="Lugar", choices=[("1", "Casa")])
    one = forms.ChoiceField(
        label="Una", widget=PickOne, choices=[("1", "Sí"), ("se_desconoce", "Se desconoce")]
    )
    many = forms.MultipleChoiceField(
        label="Varias", widget=PickMany, choices=[("1", Hinted("Física", "Golpes")), ("2", "Otra")]
    )
    known = forms.BooleanField(label="La conoce", required=False)


def test_empty_fields_say_what_to_do_in_both_places():
    form = Sample({})
    page = str(form)
    assert page.count("Escribe “Nombre”.") == 2
    assert page.count("Elige “Lugar”.") == 2
    assert '<a href="#id_name">Escribe “Nombre”.</a>' in page
    assert '<a href="#id_one_0">' in page
    assert 'id="id_one_0"' in page


def test_label_hint_and_error_are_tied_to_the_control():
    page = str(Sample({"place": "1"}))
    assert '<label class="label" for="id_name">Nombre</label>' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_helptext"' in page
    assert 'id="id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_one_error"' in page


def test_controls_have_the_look_and_no_autocomplete():
    page = str(Sample())
    assert 'class="input" autocomplete="off"' in page
    assert 'class="select"' in page
    assert "errsum" not in page
    assert "style=" not in page
    assert "required" not in page.replace("field--required", "")


def test_kinds_of_missing_stand_apart_and_hints_under_their_option():
    page = str(Sample())
    assert page.index("picks--row") < page.index("Se desconoce")
    assert '<span class="pick__hint">Golpes</span>' in page


def test_optional_fields_say_so_unless_the_form_is_a_filter():
    assert str(Sample()).count("(opcional)") == 1

    class Filter(Sample):
        mark_optional = False

    assert "(opcional)" not in str(Filter())


def test_a_refusal_of_the_action_lands_on_its_field():
    form = Sample({"name": "x"})
    form.is_valid()
    form.refuse(Invalid("Esa fecha es futura.", field="day"))
    form.refuse(Invalid("Otra cosa.", field="no_such_field"))
    assert form.errors["day"] == ["Esa fecha es futura."]
    assert form.non_field_errors() == ["Otra cosa."]


def test_what_people_type_is_escaped():
    page = str(Sample({"name": '"><script>alert(1)</script>'}))
    assert "<script>" not in page


def test_what_is_out_of_bounds_is_said_as_the_rest_of_the_screens_speak() -> None:
    class Bounded(PlainForm):
        text = forms.CharField(label="Nota", max_length=3, min_length=2)
        number = forms.IntegerField(label="Edad", min_value=3, max_value=20)

    def told(**given: str) -> str:
        return " ".join(str(error) for errors in Bounded(given).errors.values() for error in errors)

    assert told(text="abcd", number="4") == "Es demasiado largo: caben 3 letras y escribiste 4."
    assert told(text="a", number="4") == "Es demasiado corto: hacen falta 2 letras."
    assert told(text="abc", number="21") == "Escribe un número que no pase de 20."
    assert told(text="abc", number="2") == "Escribe un número desde 3."
    assert told(text="abc", number="x") == "Escribe un número entero, solo con cifras."
