"""The unique file (Expediente Único), who belongs to it, who may read it and who has opened it.

`shareable` is false for what a shelter did: nobody else may learn that she was there.
"""

from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.casefiles.models.scopes import OWN, SEEN, classes
from banevim.casefiles.models.woman import Woman
from banevim.casefiles.terms import Opened, Why
from banevim.common.models import Stamped


class UniqueFile(Stamped):
    """One per woman. The folio can be read over the telephone: it ends in a check character."""

    folio = models.CharField(max_length=20)

    class Privacy:
        scope = "custom"
        read = "banevim_sees_file(id) OR banevim_links()"
        write = "banevim_institution() IS NOT NULL"
        app = ("select", "insert")
        fields = classes(internal="folio")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["state_code", "folio"], name="casefiles_file_folio")]


class FolioCounter(models.Model):
    """Last folio number given out in a year."""

    id = models.BigAutoField(primary_key=True)
    state_code = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Privacy:
        scope = "internal"
        app = ("select", "insert", "update")
        fields = dict.fromkeys(["id", "state_code", "year", "last"], "internal")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["state_code", "year"], name="casefiles_folio_year")]


class Membership(Stamped):
    """A source record belongs to a file from one moment to another. Merging and unmerging are new rows.

    `home` is the file of the record by itself: where it was opened, joined or moved. While files are merged, `file` is
    the oldest of them; unmerged, each record is in its home again. `merge_id`, `bits` and `version` tell the decision.
    """

    file = models.ForeignKey(UniqueFile, on_delete=models.PROTECT, related_name="memberships")
    home = models.ForeignKey(UniqueFile, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey(Woman, on_delete=models.PROTECT, related_name="memberships")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    why = models.CharField(max_length=10, choices=[(w.value, w.value) for w in Why])
    merge_id = models.UUIDField(null=True)
    bits = models.FloatField(null=True)
    version = models.CharField(max_length=24, blank=True)
    shareable = models.BooleanField(default=True)

    class Privacy:
        scope = "custom"
        read = f"{SEEN} OR banevim_links()"
        write = f"{OWN} OR banevim_links()"
        app = ("select", "insert", "update")
        fields = classes(
            internal="file home record institution by since until why merge_id bits version shareable"
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(until__isnull=True), name="casefiles_one_file_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="casefiles_membership_order",
            ),
        ]
        indexes = [models.Index(fields=["state_code", "file"])]


class Access(Stamped):
    """Dated permission of an institution to read a file, written when it declares that it attends her."""

    file = models.ForeignKey(UniqueFile, on_delete=models.PROTECT, related_name="accesses")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    reason = models.CharField(max_length=24)
    letter = models.CharField(max_length=60, blank=True)
    starts_at = models.DateTimeField()
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    shareable = models.BooleanField(default=True)

    class Privacy:
        scope = "custom"
        read = f"banevim_is_state_office() OR {SEEN}"
        write = OWN
        app = ("select", "insert", "update")
        fields = classes(internal="file institution by reason letter starts_at until revoked_at shareable")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("starts_at")), name="casefiles_access_order"
            )
        ]
        indexes = [models.Index(fields=["state_code", "file", "institution"])]


class Opening(Stamped):
    """Who opened what of a file, and why: shown on the file itself to whoever may read it."""

    file = models.ForeignKey(UniqueFile, on_delete=models.PROTECT, related_name="openings")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    what = models.CharField(max_length=12, choices=[(o.value, o.value) for o in Opened])
    reason = models.CharField(max_length=24)
    shareable = models.BooleanField(default=True)

    class Privacy:
        scope = "custom"
        read = SEEN
        write = OWN
        app = ("select", "insert")
        fields = classes(internal="file institution by what reason shareable")

    class Meta:
        indexes = [models.Index(fields=["state_code", "file", "created_at"])]
