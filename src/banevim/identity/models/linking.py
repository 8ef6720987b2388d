"""Which records are of one woman: what the machine proposes, what people decide, and what follows from it.

Nothing here names anybody: records by their ids, evidence as fields, levels and bits.
"""

from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.casefiles.models import Woman
from banevim.common.models import Stamped
from banevim.identity.models.search import internal
from banevim.identity.terms import Judged, Stage

LINKS = "banevim_links()"
PAIR = models.Q(record_one__lt=models.F("record_two"))
BANDS = [(band, band) for band in ("probably", "possibly", "listed")]


def _record() -> "models.ForeignKey[Woman, Woman]":
    return models.ForeignKey(Woman, on_delete=models.PROTECT, related_name="+")


def _person(*, null: bool = False) -> "models.ForeignKey[Person | None, Person | None]":
    return models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=null)


class Merge(Stamped):
    """Two records are of one woman, by a decision: their files are one until it is undone. Rows are only closed."""

    record_one = _record()
    record_two = _record()
    by = _person()
    second = _person(null=True)
    bits = models.FloatField()
    band = models.CharField(max_length=10, choices=BANDS)
    version = models.CharField(max_length=24)
    undone_at = models.DateTimeField(null=True)
    undone_by = _person(null=True)

    class Privacy:
        scope = "custom"
        read = write = LINKS
        app = ("select", "insert", "update")
        fields = internal("record_one record_two by second bits band version undone_at undone_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=PAIR, name="identity_merge_order"),
            models.UniqueConstraint(
                fields=["record_one", "record_two"],
                condition=models.Q(undone_at__isnull=True),
                name="identity_merged_once",
            ),
        ]
        indexes = [models.Index(fields=["state_code", "created_at"])]


class Difference(Stamped):
    """Two records are of different women, confirmed by the state office: no merge may bring them into one file."""

    record_one = _record()
    record_two = _record()
    by = _person()
    until = models.DateTimeField(null=True)
    lifted_by = _person(null=True)

    class Privacy:
        scope = "custom"
        read = write = LINKS
        app = ("select", "insert", "update")
        fields = internal("record_one record_two by until lifted_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=PAIR, name="identity_difference_order"),
            models.UniqueConstraint(
                fields=["record_one", "record_two"],
                condition=models.Q(until__isnull=True),
                name="identity_different_once",
            ),
        ]


class Proposal(Stamped):
    """A pair of records to be looked at: how alike (`bits`, `band`, `parts`: field, level and bits), by which weights.

    `asked_at` moves when new evidence brings it back. `first` said that they are one and waits for a second person.
    """

    record_one = _record()
    record_two = _record()
    institution_one = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    institution_two = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    bits = models.FloatField()
    band = models.CharField(max_length=10, choices=BANDS)
    version = models.CharField(max_length=24)
    parts = models.JSONField()
    in_doubt = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    stage = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Stage], default=Stage.OPEN)
    later_on = models.DateField(null=True)
    first = _person(null=True)
    decided_at = models.DateTimeField(null=True)

    class Privacy:
        scope = "custom"
        read = write = LINKS
        app = ("select", "insert", "update")
        fields = internal(
            "record_one record_two institution_one institution_two bits band version parts in_doubt asked_at stage"
            " later_on first decided_at"
        )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=PAIR, name="identity_proposal_order"),
            models.UniqueConstraint(fields=["record_one", "record_two"], name="identity_proposed_once"),
        ]
        indexes = [models.Index(fields=["state_code", "stage", "bits"])]


class Verdict(Stamped):
    """What a person said of a proposal, and their note, sealed. Rows are only added."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="verdicts")
    by = _person()
    judged = models.CharField(max_length=10, choices=[(j.value, j.value) for j in Judged])
    note = models.BinaryField()

    class Privacy:
        scope = "custom"
        read = write = LINKS
        app = ("select", "insert")
        fields = internal("proposal by judged") | {"note": "personal"}


class Bookmark(Stamped):
    """How far the comparison of what changed has come."""

    name = models.CharField(max_length=16)
    changed_at = models.DateTimeField()
    record_id = models.UUIDField()

    class Privacy:
        scope = "custom"
        read = write = LINKS
        app = ("select", "insert", "update")
        fields = internal("name changed_at record_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["state_code", "name"], name="identity_one_bookmark")]
