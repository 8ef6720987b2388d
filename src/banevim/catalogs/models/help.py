"""Help lines, help centres and their proposed changes."""

from django.db import models

from banevim.catalogs.models.loaded import public
from banevim.catalogs.models.places import Municipality
from banevim.catalogs.terms import ChangeState, HelpKind
from banevim.common.models import Stamped


class HelpItem(Stamped):
    """What a help line and a help centre share: who verified it and when, and the days it is in force."""

    name = models.CharField(max_length=120)
    hours = models.CharField(max_length=120, blank=True)
    verified_on = models.DateField(null=True)
    verified_by = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    practice = models.BooleanField(default=False)
    provenance = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


_HELP_FIELDS = [
    "id",
    "state_code",
    "created_at",
    "name",
    "hours",
    "verified_on",
    "verified_by",
    "valid_from",
    "valid_to",
    "practice",
    "provenance",
    "order",
]


class HelpLine(HelpItem):
    """A telephone line, with the territory that it serves."""

    number = models.CharField(max_length=20)
    tel = models.CharField(max_length=20)
    option = models.CharField(max_length=40, blank=True)
    free = models.BooleanField()
    territory = models.CharField(max_length=80)
    what = models.CharField(max_length=200)

    class Privacy:
        scope = "reference"
        app = ("select", "insert", "update")
        fields = public(*_HELP_FIELDS, "number", "tel", "option", "free", "territory", "what")


class HelpCentre(HelpItem):
    """A place that attends women, by municipality. Shelters never enter here."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)

    class Privacy:
        scope = "reference"
        app = ("select", "insert", "update")
        fields = public(*_HELP_FIELDS, "municipality", "address", "phone")


class HelpChange(Stamped):
    """A proposed change of the help data. `values` empty means that the target stops being shown."""

    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in HelpKind])
    target = models.UUIDField(null=True)
    values = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ChangeState])
    proposed_by = models.UUIDField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Privacy:
        scope = "internal"
        app = ("select", "insert", "update")
        fields = dict.fromkeys(
            [
                "id",
                "state_code",
                "created_at",
                "kind",
                "target",
                "values",
                "state",
                "proposed_by",
                "decided_by",
                "decided_at",
            ],
            "internal",
        )

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("proposed_by")),
                name="catalogs_help_change_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(state="proposed", decided_by=None, decided_at=None)
                | models.Q(
                    state__in=["approved", "rejected"], decided_by__isnull=False, decided_at__isnull=False
                ),
                name="catalogs_help_change_decided",
            ),
        ]
