"""The case: facts, types, narrative and the persons who attacked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.casefiles.models.scopes import OWN, classes
from banevim.casefiles.models.woman import Woman
from banevim.casefiles.terms import DatePrecision, Missing
from banevim.common.models import Stamped, state_code


class Case(Stamped):
    """One situation of violence. Many types, one modality. Coded answers only.

    `registered_at` is our clock and decides the cut; `source_registered_on` keeps the date of the source.
    """

    record = models.ForeignKey(Woman, on_delete=models.PROTECT, related_name="cases")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    captured_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    shareable = models.BooleanField(default=True)
    source_id = models.CharField(max_length=64, blank=True)
    registered_at = models.DateTimeField()
    source_registered_on = models.DateField(null=True)
    learned_on = models.DateField(null=True)
    facts_on = models.DateField(null=True)
    precision = models.CharField(max_length=16, choices=[(p.value, p.value) for p in DatePrecision])
    municipality = models.CharField(max_length=24)
    place = models.CharField(max_length=24)
    modality = models.CharField(max_length=24)
    types = ArrayField(models.CharField(max_length=8), default=list)
    types_missing = models.CharField(max_length=24, blank=True)
    authority_knows = models.CharField(max_length=24, default=Missing.NOT_ASKED)
    known_aggressor = models.CharField(max_length=24, default=Missing.NOT_ASKED)
    drugs = models.CharField(max_length=24, default=Missing.NOT_ASKED)
    weapons = models.CharField(max_length=24, default=Missing.NOT_ASKED)
    flags = ArrayField(models.CharField(max_length=32), default=list)
    waits = models.BooleanField(default=False)
    """Whether an answer of it waits for somebody, as `rules.waits` says; the menu of every page counts these."""
    idempotency_key = models.UUIDField(null=True)

    class Privacy:
        scope = "custom"
        read = OWN
        write = OWN
        app = ("select", "insert", "update")
        fields = classes(
            internal="record institution captured_by shareable source_id registered_at source_registered_on"
            " flags waits idempotency_key",
            sensitive="learned_on facts_on precision municipality place modality types types_missing"
            " authority_knows known_aggressor drugs weapons",
        )

    class Meta:
        indexes = [
            models.Index(fields=["state_code", "registered_at"]),
            models.Index(fields=["state_code", "record"]),
            models.Index(fields=["state_code", "institution", "registered_at"]),
            models.Index(
                fields=["state_code", "institution", "captured_by", "registered_at"],
                name="casefiles_case_of_person",
            ),
            models.Index(
                fields=["state_code", "institution", "captured_by"],
                condition=models.Q(waits=True),
                name="casefiles_case_that_waits",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "idempotency_key"],
                condition=models.Q(idempotency_key__isnull=False),
                name="casefiles_case_once",
            ),
            models.CheckConstraint(
                condition=models.Q(facts_on__isnull=False) | models.Q(precision="se_desconoce"),
                name="casefiles_case_date_said",
            ),
        ]


class CaseNarrative(models.Model):
    """What she told, and why odd answers were confirmed, encrypted. Read only by the institution that wrote it."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="narrative")
    state_code = models.CharField(max_length=2, default=state_code)
    record = models.ForeignKey(Woman, on_delete=models.PROTECT)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    text = models.BinaryField()
    other_type = models.BinaryField()
    warnings_reason = models.BinaryField()

    class Privacy:
        scope = "custom"
        read = OWN
        write = OWN
        app = ("select", "insert", "update")
        fields = {
            "case": "internal",
            "state_code": "public",
            "record": "internal",
            "institution": "internal",
            "text": "personal",
            "other_type": "personal",
            "warnings_reason": "personal",
        }


class Aggressor(Stamped):
    """A person who attacked, in codes. Their name lies encrypted in `AggressorIdentity`."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="aggressors")
    record = models.ForeignKey(Woman, on_delete=models.PROTECT)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    source_id = models.CharField(max_length=64, blank=True)
    link = models.CharField(max_length=24)
    sex = models.CharField(max_length=24, default=Missing.NOT_ASKED)
    age = models.PositiveSmallIntegerField(null=True)
    age_missing = models.CharField(max_length=24, blank=True)
    schooling = models.CharField(max_length=24, default=Missing.NOT_ASKED)
    civil_status = models.CharField(max_length=24, default=Missing.NOT_ASKED)

    class Privacy:
        scope = "custom"
        read = OWN
        write = OWN
        app = ("select", "insert", "update")
        fields = classes(
            internal="case record institution source_id",
            sensitive="link sex age age_missing schooling civil_status",
        )

    class Meta:
        indexes = [models.Index(fields=["state_code", "case"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(age__isnull=False) | ~models.Q(age_missing=""),
                name="casefiles_aggressor_age_said",
            )
        ]


class AggressorIdentity(models.Model):
    """The name of a person who attacked, encrypted under the key of the woman's record."""

    aggressor = models.OneToOneField(
        Aggressor, on_delete=models.PROTECT, primary_key=True, related_name="identity"
    )
    state_code = models.CharField(max_length=2, default=state_code)
    record = models.ForeignKey(Woman, on_delete=models.PROTECT)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    name = models.BinaryField()

    class Privacy:
        scope = "custom"
        read = OWN
        write = OWN
        app = ("select", "insert", "update")
        fields = {
            "aggressor": "internal",
            "state_code": "public",
            "record": "internal",
            "institution": "internal",
            "name": "personal",
        }
