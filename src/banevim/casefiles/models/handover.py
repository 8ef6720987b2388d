"""From the search to the capture: what was typed waits encrypted, for whoever typed it, a few hours."""

from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.casefiles.models.scopes import classes
from banevim.common.models import Stamped, state_code


class Handover(Stamped):
    """Leave to open one file after one search. `used_at` tells which searches ended in a capture."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    search_id = models.UUIDField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Privacy:
        scope = "office"
        app = ("select", "insert", "update")
        fields = classes(internal="person institution search_id expires_at used_at")

    class Meta:
        indexes = [models.Index(fields=["state_code", "search_id"])]


class HandoverIdentity(models.Model):
    """The identity typed in the search, sealed; erased when the file is opened, or by the clock."""

    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, primary_key=True)
    state_code = models.CharField(max_length=2, default=state_code)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    master_version = models.PositiveSmallIntegerField()
    typed = models.BinaryField()

    class Privacy:
        scope = "custom"
        read = write = "person_id = banevim_person() OR banevim_role() = 'system'"
        app = ("select", "insert", "delete")
        fields = {
            "handover": "internal",
            "state_code": "public",
            "person": "internal",
            "master_version": "internal",
            "typed": "personal",
        }
