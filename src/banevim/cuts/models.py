"""A cut never changes: the app may insert and read these rows, and nothing else."""

from django.db import models

from banevim.accounts.models import Person
from banevim.common.models import Stamped
from banevim.cuts.terms import Demand, Step

OFFICE = "banevim_is_state_office() OR banevim_role() = 'system'"
"""The counts as they are, before protection, are the office's alone."""


class SignedPolicy(Stamped):
    """What may be published, as the head of the office signed it; a new version replaces it from its day."""

    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    k = models.PositiveSmallIntegerField()
    demand = models.CharField(max_length=10, choices=[(d.value, d.value) for d in Demand])
    text = models.TextField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT)

    class Privacy:
        scope = "custom"
        read = write = OFFICE
        app = ("select", "insert")
        fields = dict.fromkeys(
            "id state_code created_at number valid_from k demand text digest by".split(), "internal"
        )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["state_code", "number"], name="cuts_policy_version")]
        ordering = ["-number"]


class Cut(Stamped):
    """A month frozen: definitions, policy, tables with their protection, the proof that nothing withheld can be worked
    out, and the digest of all of it.

    `cards` and `frame`: the public sheets of the indicators and what the bundle says of the bank, as they were then.
    `note`: what a cut that replaces another one corrects, for the public. `checks`: what the automatic checks found;
    `differences`: what the bank counts today of each published period. `evaluation`: every count before protection and
    the records that came in, as Parquet (`rules.evaluated`); empty in cuts of before there was one.
    """

    month = models.CharField(max_length=7)
    revision = models.PositiveSmallIntegerField(default=1)
    note = models.CharField(max_length=400, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    author = models.ForeignKey(Person, on_delete=models.PROTECT)
    definitions = models.JSONField()
    policy = models.JSONField()
    tables = models.JSONField()
    population = models.JSONField()
    context = models.JSONField(default=dict)
    rows_in = models.PositiveIntegerField()
    late_in = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    proof = models.JSONField(default=dict)
    cards = models.JSONField(default=list)
    frame = models.JSONField(default=dict)
    checks = models.JSONField(default=list)
    differences = models.JSONField(default=list)
    coverage = models.JSONField(default=dict)
    evaluation = models.BinaryField(default=b"")
    digest = models.CharField(max_length=64)

    class Privacy:
        scope = "custom"
        read = write = OFFICE
        app = ("select", "insert")
        fields = {
            **dict.fromkeys(
                (
                    "id state_code created_at month revision note replaces author definitions policy"
                    " population context rows_in late_in problems proof coverage cards frame digest"
                ).split(),
                "internal",
            ),
            **dict.fromkeys(("tables", "checks", "differences", "evaluation"), "sensitive"),
        }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state_code", "month", "revision"], name="cuts_cut_version")
        ]
        ordering = ["-month", "-revision"]

    @property
    def version(self) -> str:
        return f"{self.month}-r{self.revision}"


class CutStep(Stamped):
    """A dated step of a cut and who took it. `details`: the checks that who approves has seen; of a publication, what
    its bundle says of the day (`bundling.stamp_of`)."""

    cut = models.ForeignKey(Cut, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Step])
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    note = models.CharField(max_length=400, blank=True)
    manifest = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict)

    class Privacy:
        scope = "custom"
        read = write = OFFICE
        app = ("select", "insert")
        fields = dict.fromkeys(
            "id state_code created_at cut step by note manifest details".split(), "internal"
        )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cut", "step"], name="cuts_step_once")]
        ordering = ["created_at", "id"]
