"""The part of the services in the pages of a file (see `casefiles.panels`)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from banevim.care import actions, queries
from banevim.care.forms import ServicesForm
from banevim.casefiles.models import Case
from banevim.casefiles.panels import Event
from banevim.casefiles.words import day_words
from banevim.catalogs.queries import label
from banevim.catalogs.terms import Catalog
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

    def events(self, file_id: UUID) -> Sequence[Event]:
        """One entry for each service."""
        return [
            Event(
                on=row.on,
                when=day_words(row.on),
                what=f"Servicio: {label(Catalog.SERVICE, row.kind, row.on).lower()}",
                where=row.institution.name,
                note=label(Catalog.SERVICE_STATUS, row.status, row.on),
            )
            for row in queries.services_of(file_id)
        ]

    def file_context(self, file_id: UUID) -> dict[str, Any]:
        """The table of services."""
        rows = [
            {
                "kind": label(Catalog.SERVICE, row.kind, row.on),
                "when": day_words(row.on),
                "where": row.institution.name,
                "status": label(Catalog.SERVICE_STATUS, row.status, row.on),
            }
            for row in queries.services_of(file_id)
        ]
        return {"services": rows}

    def link(self, file_id: UUID) -> tuple[str, str]:
        """Address and words of what can be added from the file page."""
        return reverse("care:new", args=[file_id]), "Agregar servicio"
