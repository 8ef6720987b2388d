"""The weights of the comparison: versions learned from the bank, what error each was measured to have, and which are in
force. Numbers about fields and levels: nobody's data.
"""

from django.db import models

from banevim.accounts.models import Person
from banevim.common.models import Stamped
from banevim.identity.models.linking import LINKS
from banevim.identity.models.search import internal

USED = f"banevim_searches() OR {LINKS} OR banevim_role() = 'system'"


class WeightsVersion(Stamped):
    """Weights that the bank learned, frozen: `numbers` by their names, from `pairs` of which about `matches` are of one
    woman, among `people` records. They weigh nothing until somebody puts them in force."""

    label = models.CharField(max_length=24)
    base = models.CharField(max_length=24)
    numbers = models.JSONField()
    pairs = models.PositiveIntegerField()
    matches = models.FloatField()
    people = models.PositiveIntegerField()

    class Privacy:
        scope = "custom"
        read = USED
        write = "banevim_compares()"
        app = ("select", "insert")
        fields = internal("label base numbers pairs matches people")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["state_code", "label"], name="identity_weights_label")]


class Trial(Stamped):
    """The error that weights were measured to have, in counts (`figures`). Those of one `round` had the same searches
    and the same pairs before them."""

    round = models.UUIDField()
    weights = models.CharField(max_length=24)
    people = models.PositiveIntegerField()
    searches = models.PositiveIntegerField()
    decided = models.PositiveIntegerField()
    figures = models.JSONField()

    class Privacy:
        scope = "custom"
        read = LINKS
        write = "banevim_compares()"
        app = ("select", "insert")
        fields = internal("round weights people searches decided figures")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "weights"], name="identity_trial_once")]
        indexes = [models.Index(fields=["state_code", "weights", "created_at"])]


class Adoption(Stamped):
    """From this moment these weights are in force: a version, or those that came with the product. Rows are only added:
    the last one counts."""

    version = models.ForeignKey(WeightsVersion, on_delete=models.PROTECT, related_name="+", null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        scope = "custom"
        read = USED
        write = LINKS
        app = ("select", "insert")
        fields = internal("version by")

    class Meta:
        indexes = [models.Index(fields=["state_code", "created_at"])]
