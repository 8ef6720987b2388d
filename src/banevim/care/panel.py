"""The part of the attention in the pages of a file (see `casefiles.panels`)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from banevim.care import actions
from banevim.care.forms import ServicesForm
from banevim.care.story import Story
from banevim.casefiles.models import Case
from banevim.casefiles.panels import Event
from banevim.common.forms import PlainForm
from banevim.vault.context import Actor


class CarePanel:
    """Services."""

    title = "Servicio"
    capture_template = "care/capture.html"
    file_template = "care/file.html"

    def capture_form(self, data: Mapping[str, Any] | None) -> PlainForm:
        """The fields of this part in the capture page."""
        return ServicesForm(data)

    def register(self, *, by: Actor, case: Case, form: PlainForm, key: UUID) -> None:
        """Keep the services that were marked, if any."""
        assert isinstance(form, ServicesForm)
        if items := form.items():
            actions.register_services(
                by=by, record_id=case.record_id, case_id=case.id, items=items, idempotency_key=key
            )

    def of_file(self, file_id: UUID) -> tuple[Sequence[Event], dict[str, Any]]:
        """Services, referrals, attempts to reach her and what she allows."""
        story = Story(file_id)
        return story.events(), story.sections()

    def link(self, file_id: UUID) -> tuple[str, str]:
        """Address and words of what can be added from the file page."""
        return reverse("care:new", args=[file_id]), "Agregar servicio"
