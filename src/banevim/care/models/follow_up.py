"""The next contact with her, and each attempt to reach her. Only the institution that follows her reads them."""

from uuid import UUID

from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.care.terms import FollowUpState
from banevim.casefiles.models import Case, Woman
from banevim.common.models import Stamped


class FollowUp(Stamped):
    """A contact that somebody must make: when, how, who answers for it, and what came of it."""

    record = models.ForeignKey(Woman, on_delete=models.PROTECT, related_name="follow_ups")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="follow_ups")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    captured_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    responsible = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    way = models.CharField(max_length=24)
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in FollowUpState])
    attempts = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True)
    result = models.CharField(max_length=24, blank=True)
    idempotency_key = models.UUIDField(null=True)
    folio: str  # of the file, where a query adds it
    file_id: UUID

    class Privacy:
        scope = "institution"
        app = ("select", "insert", "update")
        fields = {
            "state_code": "public",
            **dict.fromkeys(
                "id created_at record case institution captured_by responsible state attempts idempotency_key".split(),
                "internal",
            ),
            **dict.fromkeys(["due_on", "way", "ended_on", "result"], "sensitive"),
        }

    class Meta:
        indexes = [
            models.Index(fields=["state_code", "institution", "state", "due_on"], name="care_follow_up_due"),
            models.Index(fields=["state_code", "record"], name="care_follow_up_record"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "idempotency_key"],
                condition=models.Q(idempotency_key__isnull=False),
                name="care_follow_up_once",
            )
        ]


class Attempt(Stamped):
    """One attempt to reach her, and what came of it."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="tries")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    on = models.DateField()
    result = models.CharField(max_length=24)
    idempotency_key = models.UUIDField(null=True)

    class Privacy:
        scope = "institution"
        app = ("select", "insert")
        fields = {
            "state_code": "public",
            **dict.fromkeys(
                ["id", "created_at", "follow_up", "institution", "by", "idempotency_key"], "internal"
            ),
            **dict.fromkeys(["on", "result"], "sensitive"),
        }

    class Meta:
        indexes = [models.Index(fields=["state_code", "follow_up"], name="care_attempt_follow_up")]
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up", "idempotency_key"],
                condition=models.Q(idempotency_key__isnull=False),
                name="care_attempt_once",
            )
        ]
