"""Records that the state office took out of a unique file, and what that undid."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from banevim.accounts.models import Person
from banevim.casefiles.models import UniqueFile, Woman
from banevim.common.models import Stamped
from banevim.identity.models.linking import LINKS
from banevim.identity.models.search import internal
from banevim.identity.terms import Taken


class Extraction(Stamped):
    """One record out of a file, by a decision with its reason, sealed.

    `merges` are those that it undid; `apart`, whether they were said to be two women (`differences`). Putting it back
    needs all of it.
    """

    record = models.ForeignKey(Woman, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(UniqueFile, on_delete=models.PROTECT, related_name="+")
    home_before = models.ForeignKey(UniqueFile, on_delete=models.PROTECT, related_name="+")
    home_after = models.ForeignKey(UniqueFile, on_delete=models.PROTECT, related_name="+", null=True)
    merges = ArrayField(models.UUIDField(), default=list)
    differences = ArrayField(models.UUIDField(), default=list)
    apart = models.BooleanField(default=False)
    stage = models.CharField(max_length=8, choices=[(t.value, t.value) for t in Taken])
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    back_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    note = models.BinaryField()

    class Privacy:
        scope = "custom"
        read = write = LINKS
        app = ("select", "insert", "update")
        fields = internal(
            "record file home_before home_after merges differences apart stage by second back_by decided_at"
        ) | {"note": "personal"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(stage="second"), name="identity_taken_out_once"
            )
        ]
        indexes = [models.Index(fields=["state_code", "created_at"])]
