"""Services of one day, in the capture page or added to a known file."""

from collections.abc import Mapping
from typing import Any

from django import forms

from banevim.care import rules
from banevim.care.terms import ServiceData
from banevim.casefiles.terms import Missing
from banevim.catalogs.queries import codebook, options
from banevim.catalogs.terms import Catalog
from banevim.common import clock
from banevim.common.forms import DateField, PickMany, PlainForm

NONE = (Missing.NOT_APPLICABLE.value, "Ninguno por ahora")


def _choices(catalog: str) -> list[tuple[str, str]]:
    found = options(catalog, clock.today())
    return [(o.code, f"{o.key} {o.label}" if o.key.isdigit() else o.label) for o in found]


class PickKeys(PickMany):
    """Check boxes in columns, as the express page has them."""

    template_name = "casefiles/forms/keys.html"


class ServicesForm(PlainForm):
    """One or more services of one day. `compulsory=False` also takes “Ninguno por ahora”."""

    mark_optional = False
    kinds = forms.MultipleChoiceField(
        label="Servicios, uno o más",
        widget=PickKeys,
        error_messages={
            "required": "Marca al menos un servicio, o “Ninguno por ahora”.",
            "invalid_choice": "Marca una de las opciones que se muestran.",
        },
    )
    on = DateField(label="Fecha del servicio")
    status = forms.ChoiceField(
        label="Estado del servicio", error_messages={"invalid_choice": "Elige uno de la lista."}
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, none: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "services")
        initial = {"on": clock.today(), "status": "OTO", **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)
        kinds, status = self.fields["kinds"], self.fields["status"]
        assert isinstance(kinds, forms.ChoiceField)
        assert isinstance(status, forms.ChoiceField)
        kinds.choices = [*_choices(Catalog.SERVICE), *([NONE] if none else [])]
        status.choices = _choices(Catalog.SERVICE_STATUS)

    def clean_kinds(self) -> list[str]:
        kinds: list[str] = self.cleaned_data["kinds"]
        if NONE[0] in kinds and len(kinds) > 1:
            raise forms.ValidationError("Marcaste servicios y también “Ninguno por ahora”. Deja solo uno.")
        return kinds

    def clean(self) -> dict[str, Any]:
        super().clean()
        for item in [] if self.errors else self.items():
            for problem in rules.service_problems(item, clock.today(), codebook()):
                if problem.field not in self.errors:
                    self.add_error(problem.field, problem.sentence)
        return self.cleaned_data

    def items(self) -> list[ServiceData]:
        """One service for each kind that was marked."""
        data = self.cleaned_data
        return [ServiceData(kind, data["on"], data["status"]) for kind in data["kinds"] if kind != NONE[0]]


class KnownFileForm(ServicesForm):
    """Services for a known file, tied to one of its cases or to none."""

    case = forms.ChoiceField(
        label="Por cuál caso",
        required=False,
        error_messages={"invalid_choice": "Elige uno de los casos de la lista."},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, cases: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(data, none=False, **kwargs)
        self.fields["kinds"].error_messages["required"] = "Marca al menos un servicio."
        field = self.fields["case"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Ninguno en particular"), *cases]
