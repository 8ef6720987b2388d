"""Services of one day, in the capture page or added to a known file."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from banevim.care import rules
from banevim.care.forms.choices import coded, offer
from banevim.care.forms.follow_ups import ASK_CONSENT, consent_choices, contact_consent
from banevim.care.terms import ConsentData, FollowUpData, ServiceData
from banevim.casefiles.terms import Missing
from banevim.catalogs.queries import codebook
from banevim.catalogs.terms import Catalog
from banevim.common import clock
from banevim.common.forms import DateField, PickKeys, PlainForm

NONE = (Missing.NOT_APPLICABLE.value, "Ninguno por ahora")


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
        offer(self, "kinds", [*coded(Catalog.SERVICE), *([NONE] if none else [])])
        offer(self, "status", coded(Catalog.SERVICE_STATUS))

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


class FocusedKeys(PickKeys):
    """The first box takes the focus: the page opens ready for the keyboard."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for option in context["widget"]["answers"][:1]:
            option["attrs"]["autofocus"] = True
        return context


class KnownFileForm(ServicesForm):
    """Services for a known file, tied to one of its cases or to none, and the next contact if there is one."""

    case = forms.ChoiceField(
        label="Por cuál caso",
        required=False,
        error_messages={"invalid_choice": "Elige uno de los casos de la lista."},
    )
    due_on = DateField(label="Próximo contacto, si hay", required=False)
    way = forms.ChoiceField(label="Cómo será", required=False)
    consent = forms.ChoiceField(label=ASK_CONSENT, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, cases: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(data, none=False, **kwargs)
        self.fields["kinds"].error_messages["required"] = "Marca al menos un servicio."
        if not self.is_bound:
            self.fields["kinds"].widget = FocusedKeys()
            offer(self, "kinds", coded(Catalog.SERVICE))
        offer(self, "case", [("", "Ninguno en particular"), *cases])
        offer(self, "way", coded(Catalog.CONTACT_WAY))
        offer(self, "consent", consent_choices())

    def follow_up(self) -> FollowUpData | None:
        """The next contact, if a date was written."""
        data = self.cleaned_data
        return FollowUpData(data["due_on"], data["way"]) if data.get("due_on") else None

    def contact(self) -> ConsentData | None:
        """Her yes to being contacted, if it is noted now."""
        return contact_consent(self.cleaned_data["consent"]) if self.follow_up() else None

    def case_id(self) -> UUID | None:
        """The case that was chosen, if any."""
        chosen = self.cleaned_data["case"]
        return UUID(chosen) if chosen else None
