"""What is missing, institution by institution, for whoever asks them to complete it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banevim.accounts.access import allow
from banevim.cuts.queries.quality import quality_page
from banevim.cuts.terms import OFFICE_ROLES


@allow(*OFFICE_ROLES)
@require_safe
def quality(request: Any) -> HttpResponse:
    """Answers that the cases of a month do not have: numbers, no case."""
    return render(request, "cuts/quality.html", quality_page(request.GET.get("mes", "")))
