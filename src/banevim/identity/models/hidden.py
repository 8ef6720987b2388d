"""Searches that would have found a protected file. The searcher is shown nothing of it; the state office is told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.common.models import Stamped
from banevim.identity.models.search import OWN, SearchLog, internal
from banevim.identity.terms import Called


class Coincidence(Stamped):
    """One row for every search, so that finding something hidden costs what finding nothing costs. Mostly empty.

    Whoever searched writes it and cannot read it.
    """

    search = models.OneToOneField(SearchLog, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    files = ArrayField(models.UUIDField(), default=list)
    opened = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        scope = "custom"
        read = "banevim_links()"
        write = f"{OWN} AND institution_id = banevim_institution()"
        app = ("select", "insert")
        fields = internal("search person institution files opened")

    class Meta:
        indexes = [
            models.Index(
                fields=["state_code", "created_at"], condition=~models.Q(files=[]), name="identity_told"
            )
        ]


class CoincidenceAnswer(Stamped):
    """What came of a call of the state office, with a sealed note; rows are only added."""

    coincidence = models.ForeignKey(Coincidence, on_delete=models.PROTECT, related_name="answers")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    called = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Called])
    note = models.BinaryField()

    class Privacy:
        scope = "custom"
        read = write = "banevim_links()"
        app = ("select", "insert")
        fields = internal("coincidence by called") | {"note": "personal"}
