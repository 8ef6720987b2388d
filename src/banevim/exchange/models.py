"""Imports of institutions' extracts: the load, its files while it runs, the ledger of source rows and the report."""

from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.common.models import Stamped
from banevim.exchange.terms import KIND_LABELS, Kind, Outcome, Progress


def _fields(internal: str) -> dict[str, str]:
    return dict.fromkeys(("id state_code created_at " + internal).split(), "internal")


class Import(Stamped):
    """One load: up to three files of one source, for one institution, by one person."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    letter = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    progress = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Progress])
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    groups_done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    class Privacy:
        scope = "office"
        app = ("select", "insert", "update")
        fields = _fields(
            "institution by letter source digest progress rows_total rows_done groups_done finished_at failure"
        )

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state_code", "created_at"])]


class ImportFile(Stamped):
    """One file of a load, encrypted while the load runs and emptied when it ends."""

    load = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="files")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in Kind])
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True)

    class Privacy:
        scope = "office"
        app = ("select", "insert", "update")
        fields = {**_fields("load institution kind digest"), "content": "personal"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["load", "kind"], name="exchange_file_once")]


class SourceRow(models.Model):
    """Ledger: what each row of a source became, so that the same file twice changes nothing."""

    id = models.BigAutoField(primary_key=True)
    state_code = models.CharField(max_length=2)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    source = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    source_id = models.CharField(max_length=64)
    occurrence = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=32)
    record_id = models.UUIDField()
    target_id = models.UUIDField(null=True)

    class Privacy:
        scope = "office"
        app = ("select", "insert", "update")
        fields = dict.fromkeys(
            ("id state_code institution source kind source_id occurrence digest record_id target_id").split(),
            "internal",
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state_code", "institution", "source", "kind", "source_id", "occurrence"],
                name="exchange_source_row",
            )
        ]


class ImportRow(models.Model):
    """How each row of a load ended, with its reason and its flags; `before` keeps the coded values it replaced."""

    id = models.BigAutoField(primary_key=True)
    state_code = models.CharField(max_length=2)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    load = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows")
    kind = models.CharField(max_length=12)
    line = models.PositiveIntegerField()
    source_id = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Outcome])
    reason = models.CharField(max_length=200, blank=True)
    flags = models.JSONField(default=list)
    before = models.JSONField(null=True)

    @property
    def kind_label(self) -> str:
        """The file, as the screen calls it."""
        return KIND_LABELS[Kind(self.kind)]

    class Privacy:
        scope = "office"
        app = ("select", "insert")
        fields = {
            **dict.fromkeys(
                ("id state_code institution load kind line source_id outcome reason flags").split(),
                "internal",
            ),
            "before": "sensitive",
        }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["load", "kind", "line"], name="exchange_row_once")]
        indexes = [models.Index(fields=["load", "outcome"])]
