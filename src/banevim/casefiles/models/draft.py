"""A capture under way: what was typed waits encrypted, for whoever typed it, until it is registered or thrown away."""

from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.casefiles.models.case import Case
from banevim.casefiles.models.file import UniqueFile
from banevim.casefiles.models.handover import Handover
from banevim.casefiles.models.scopes import classes
from banevim.casefiles.terms import Way
from banevim.common.models import Stamped, state_code


class Draft(Stamped):
    """One capture of one person. Its id is the idempotency key of the case: a draft becomes one case, once.

    It begins with a search (`handover`), in a file that is read (`file`), or as a correction of a case (`corrects`).
    `base`: the revision of her record that a correction starts from. `version` grows with every save: a save that does
    not know the last one does not overwrite it unasked.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, null=True, related_name="draft")
    file = models.ForeignKey(UniqueFile, on_delete=models.PROTECT, null=True)
    corrects = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=10, choices=[(w.value, w.value) for w in Way])
    base = models.PositiveIntegerField(default=0)
    sheet = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    discarded_at = models.DateTimeField(null=True)

    class Privacy:
        scope = "person"
        app = ("select", "insert", "update")
        fields = classes(
            internal="person institution handover file corrects base way sheet version saved_at case discarded_at"
        )

    class Meta:
        indexes = [models.Index(fields=["state_code", "person", "saved_at"])]


class DraftContent(models.Model):
    """What was typed, sealed under a data key of its own; erased when the draft is registered or thrown away.

    `earlier`: what the last save of another tab replaced, to take it back. `start`: what the case said at each
    revision that a correction starts, or lately started, from.
    """

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, primary_key=True, related_name="content")
    state_code = models.CharField(max_length=2, default=state_code)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    typed = models.BinaryField()
    earlier = models.BinaryField(null=True)
    start = models.BinaryField(null=True)

    class Privacy:
        scope = "person"
        app = ("select", "insert", "update", "delete")
        fields = {
            "draft": "internal",
            "state_code": "public",
            "person": "internal",
            "typed": "personal",
            "earlier": "personal",
            "start": "personal",
        }
