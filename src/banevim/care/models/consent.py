"""What she allows: sharing with an institution, or being contacted."""

from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.casefiles.models import Woman
from banevim.common.models import Stamped


class Consent(Stamped):
    """One answer of hers. Rows are only added: for each purpose and recipient, the newest is the one in force."""

    record = models.ForeignKey(Woman, on_delete=models.PROTECT, related_name="consents")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    purpose = models.CharField(max_length=24)
    recipient = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=24)
    way = models.CharField(max_length=24)
    on = models.DateField()

    class Privacy:
        scope = "institution"
        app = ("select", "insert")
        fields = {
            "state_code": "public",
            **dict.fromkeys(["id", "created_at", "record", "institution", "by", "recipient"], "internal"),
            **dict.fromkeys(["purpose", "answer", "way", "on"], "sensitive"),
        }

    class Meta:
        indexes = [models.Index(fields=["state_code", "record", "purpose"], name="care_consent_record")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purpose="CAN", recipient__isnull=False)
                | (~models.Q(purpose="CAN") & models.Q(recipient__isnull=True)),
                name="care_consent_recipient",
            )
        ]
