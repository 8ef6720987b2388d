"""Coded options, days of rest and deadlines, with their validity and provenance."""

from django.db import models

from banevim.catalogs.models.loaded import Loaded, public
from banevim.catalogs.terms import Unit


class CatalogVersion(models.Model):
    """One row: what was loaded last. Its number is the key of the copies that processes keep in memory."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    loaded_at = models.DateTimeField()

    class Privacy:
        scope = "reference"
        app = ("select",)
        fields = public("id", "number", "digest", "loaded_at")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="catalogs_version_one_row")]


class Entry(Loaded):
    """A coded option, valid between two days (both included), with its legal basis and provenance."""

    catalog = models.CharField(max_length=24)
    code = models.CharField(max_length=24)
    label = models.CharField(max_length=160)
    key = models.CharField(max_length=1, blank=True)
    group = models.CharField(max_length=24, blank=True)
    order = models.PositiveSmallIntegerField()
    hint = models.CharField(max_length=160, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    legal_basis = models.CharField(max_length=160, blank=True)
    provenance = models.CharField(max_length=200)

    class Privacy:
        scope = "reference"
        app = ("select",)
        fields = public(
            *[
                "id",
                "catalog",
                "code",
                "label",
                "key",
                "group",
                "order",
                "hint",
                "valid_from",
                "valid_to",
                "legal_basis",
                "provenance",
            ],
            "by_office",
        )

    class Meta:
        ordering = ["catalog", "order", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["catalog", "code", "valid_from"], name="catalogs_entry_version"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="catalogs_entry_dates",
            ),
        ]


class Holiday(Loaded):
    """A day of rest of the country (`MX`) or of one state. An unconfirmed one is shown but does not count."""

    date = models.DateField()
    scope = models.CharField(max_length=2)
    name = models.CharField(max_length=120)
    confirmed = models.BooleanField()
    legal_basis = models.CharField(max_length=160, blank=True)
    provenance = models.CharField(max_length=200)

    class Privacy:
        scope = "reference"
        app = ("select",)
        fields = public("id", "date", "scope", "name", "confirmed", "legal_basis", "provenance", "by_office")

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["scope", "date"], name="catalogs_holiday_day")]


class Deadline(Loaded):
    """A deadline or limit between two days, with its legal basis."""

    key = models.CharField(max_length=40)
    value = models.PositiveIntegerField()
    unit = models.CharField(max_length=16, choices=[(u.value, u.value) for u in Unit])
    label = models.CharField(max_length=160)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    legal_basis = models.CharField(max_length=160)
    provenance = models.CharField(max_length=200)

    class Privacy:
        scope = "reference"
        app = ("select",)
        fields = public(
            "id",
            "key",
            "value",
            "unit",
            "label",
            "valid_from",
            "valid_to",
            "legal_basis",
            "provenance",
            "by_office",
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="catalogs_deadline_version")
        ]
