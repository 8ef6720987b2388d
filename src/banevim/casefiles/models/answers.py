"""The answers of the sheet that have no column of their own, and the corrections of a record."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.casefiles.models.case import Aggressor, Case
from banevim.casefiles.models.scopes import OWN, SHARED, classes
from banevim.casefiles.models.woman import Woman
from banevim.common.models import Stamped


class Answers(Stamped):
    """One section of the sheet as it was answered: codes readable to SQL, words sealed under the record's key.

    A correction closes the row (`until`) and writes another. `shareable`: an access in force lets another
    institution read it; only sections that the sheet calls shared, and never what a shelter wrote. `by`: who wrote it
    down; none when it came in bulk.
    """

    record = models.ForeignKey(Woman, on_delete=models.PROTECT, related_name="answers")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="answers")
    aggressor = models.ForeignKey(Aggressor, on_delete=models.PROTECT, null=True, related_name="answers")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    section = models.CharField(max_length=24)
    position = models.PositiveSmallIntegerField(default=0)
    shareable = models.BooleanField(default=False)
    coded = models.JSONField(default=dict)
    words = models.BinaryField()
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)

    class Privacy:
        scope = "custom"
        read = SHARED
        write = OWN
        app = ("select", "insert", "update")
        fields = classes(
            internal="record case aggressor institution section position shareable until by",
            sensitive="coded",
            personal="words",
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "case", "aggressor", "section", "position"],
                condition=models.Q(until__isnull=True),
                nulls_distinct=False,
                name="casefiles_answers_once",
            )
        ]
        indexes = [models.Index(fields=["state_code", "record"])]


class Correction(Stamped):
    """A new version of a case: who, when and why; `before` holds, sealed, each changed question with what it said
    before and after. Versions are linear."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    record = models.ForeignKey(Woman, on_delete=models.PROTECT)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    number = models.PositiveSmallIntegerField()
    names = ArrayField(models.CharField(max_length=60), default=list)
    reason = models.BinaryField()
    before = models.BinaryField()

    class Privacy:
        scope = "custom"
        read = OWN
        write = OWN
        app = ("select", "insert")
        fields = classes(internal="case record institution by number names", personal="reason before")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="casefiles_correction_linear"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="casefiles_correction_number"),
        ]
