"""Services given to a woman."""

from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.casefiles.models import Case, Woman
from banevim.common.models import Stamped


class Service(Stamped):
    """One service of one institution, coded. Only that institution reads it. The case may be missing: she was
    attended without telling one."""

    record = models.ForeignKey(Woman, on_delete=models.PROTECT, related_name="services")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="services")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    captured_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    kind = models.CharField(max_length=24)
    on = models.DateField()
    status = models.CharField(max_length=24)
    idempotency_key = models.UUIDField(null=True)

    class Privacy:
        scope = "institution"
        app = ("select", "insert")
        fields = {
            **dict.fromkeys(["state_code"], "public"),
            **dict.fromkeys(
                ["id", "created_at", "record", "case", "institution", "captured_by", "idempotency_key"],
                "internal",
            ),
            **dict.fromkeys(["kind", "on", "status"], "sensitive"),
        }

    class Meta:
        indexes = [
            models.Index(fields=["state_code", "record", "on"]),
            models.Index(fields=["state_code", "institution", "on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "idempotency_key"],
                condition=models.Q(idempotency_key__isnull=False),
                name="care_service_once",
            )
        ]
