"""The month that an institution says it has finished registering."""

from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.care.models.scopes import OWN
from banevim.care.terms import Reopening
from banevim.common.models import Stamped


class MonthClosing(Stamped):
    """An institution closes a month, also with no cases: what is missing from it then was not left for later.

    `created_at` is when. `said`: how many cases it attended by its own count; `registered`: how many the bank had of
    that month at that moment. It is reopened by a dated act with a reason, and may be closed again by another row.
    """

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    month = models.CharField(max_length=7)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said = models.PositiveIntegerField()
    registered = models.PositiveIntegerField()
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reopened_why = models.CharField(max_length=8, blank=True, choices=[(r.value, r.value) for r in Reopening])

    class Privacy:
        scope = "custom"
        read = f"{OWN} OR banevim_is_state_office() OR banevim_role() = 'system'"
        write = OWN
        app = ("select", "insert", "update")
        fields = {
            "state_code": "public",
            **dict.fromkeys(
                "id created_at institution month by reopened_at reopened_by reopened_why".split(), "internal"
            ),
            **dict.fromkeys(["said", "registered"], "sensitive"),
        }

    class Meta:
        indexes = [models.Index(fields=["state_code", "month"], name="care_closing_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "month"],
                condition=models.Q(reopened_at__isnull=True),
                name="care_closing_once",
            ),
            models.CheckConstraint(
                condition=models.Q(reopened_at__isnull=True, reopened_by__isnull=True, reopened_why="")
                | models.Q(reopened_at__gte=models.F("created_at"), reopened_by__isnull=False)
                & ~models.Q(reopened_why=""),
                name="care_closing_reopened",
            ),
        ]
