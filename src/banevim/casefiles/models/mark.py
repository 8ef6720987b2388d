"""Marks that hide a file from whoever does not attend her yet."""

from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.casefiles.models.scopes import OWN, classes
from banevim.casefiles.models.woman import Woman
from banevim.casefiles.terms import Danger
from banevim.common.models import Stamped


class ProtectedMark(Stamped):
    """Why, by whom and for how long a record is protected: she lives under an alias or in a shelter, or a person inside
    an institution (`against`) threatens her.

    The marks of one act, `act`, are one on each record of the file, so that each record keeps its own after a merge is
    undone. A file is protected while any of its records is. Read only by who marked and by the state office.
    """

    act = models.UUIDField()
    record = models.ForeignKey(Woman, on_delete=models.PROTECT, related_name="marks")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    danger = models.CharField(max_length=12, choices=[(d.value, d.value) for d in Danger])
    against = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Privacy:
        scope = "custom"
        read = f"{OWN} OR banevim_is_state_office()"
        write = f"{OWN} OR banevim_links()"
        app = ("select", "insert", "update")
        fields = classes(internal="act record institution by danger against since until lifted_by")

    class Meta:
        indexes = [models.Index(fields=["state_code", "record"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="casefiles_mark_order",
            )
        ]
