"""The search log, the files that a search found (kept on the server), its page (encrypted) and its review."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.casefiles.models import UniqueFile
from banevim.common.models import Stamped
from banevim.identity.terms import REVIEW_LABELS, Decision, Outcome

OWN = "person_id = banevim_person()"
SEEN = (
    f"{OWN} OR banevim_is_state_office() OR banevim_role() = 'system'"
    " OR (institution_id = banevim_institution() AND banevim_role() = 'institutional_liaison')"
)


def internal(names: str) -> dict[str, str]:
    return {"state_code": "public", **dict.fromkeys(["id", "created_at", *names.split()], "internal")}


class SearchLog(Stamped):
    """One search: who, when, why, which kinds of data were typed, how many files were shown, how it ended.

    Never the terms. `thread` is the first of several tries in a row for the same woman (its own id, when alone): if
    one of them ends in care, all of them did. `once` makes a form sent twice one search.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=24)
    letter = models.CharField(max_length=60, blank=True)
    kinds = ArrayField(models.CharField(max_length=16), default=list)
    keys = models.PositiveSmallIntegerField(default=0)
    results = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(
        max_length=8, choices=[(o.value, o.value) for o in Outcome], default=Outcome.NONE
    )
    followed_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=1)
    thread = models.UUIDField()
    once = models.UUIDField()

    class Privacy:
        scope = "custom"
        read = SEEN
        write = f"{OWN} AND institution_id = banevim_institution()"
        app = ("select", "insert", "update")
        fields = internal(
            "person institution reason letter kinds keys results outcome followed_at attempts thread once"
        )

    class Meta:
        indexes = [
            models.Index(fields=["state_code", "person", "created_at"]),
            models.Index(fields=["state_code", "institution", "created_at"]),
            models.Index(fields=["state_code", "created_at"]),
            models.Index(fields=["state_code", "thread"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "once"], name="identity_search_once"),
            models.CheckConstraint(
                condition=~models.Q(outcome=Outcome.ACCESS) | models.Q(followed_at__isnull=False),
                name="identity_access_is_followed",
            ),
        ]


class SearchCandidate(Stamped):
    """A file that a search showed, by rank, and which of its records matched. Read only by the person who searched; the
    page knows the rank alone."""

    search = models.ForeignKey(SearchLog, on_delete=models.PROTECT, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    file = models.ForeignKey(UniqueFile, on_delete=models.PROTECT, related_name="+")
    record_id = models.UUIDField(null=True)
    decision = models.CharField(
        max_length=10, blank=True, choices=[(d.value, d.value) for d in Decision], default=""
    )
    decided_at = models.DateTimeField(null=True)

    class Privacy:
        scope = "custom"
        read = OWN
        write = OWN
        app = ("select", "insert", "update")
        fields = internal("search person rank file record_id decision decided_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["search", "rank"], name="identity_candidate_rank"),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_at__isnull=True)
                | (~models.Q(decision="") & models.Q(decided_at__isnull=False)),
                name="identity_candidate_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["state_code", "file", "created_at"]),
            models.Index(
                fields=["search"], condition=models.Q(decision=Decision.DONT_KNOW), name="identity_doubted"
            ),
        ]


class SearchSheet(Stamped):
    """The page of a search, encrypted, for one working shift: what was typed and what was shown. Then it is erased."""

    search = models.OneToOneField(SearchLog, on_delete=models.PROTECT, related_name="sheet")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    master_version = models.PositiveSmallIntegerField()
    cell = models.BinaryField()

    class Privacy:
        scope = "custom"
        read = f"{OWN} OR banevim_role() = 'system'"
        write = f"{OWN} OR banevim_role() = 'system'"
        app = ("select", "insert", "delete")
        fields = internal("search person master_version") | {"cell": "personal"}

    class Meta:
        indexes = [models.Index(fields=["state_code", "created_at"])]


class SearchReview(Stamped):
    """What the liaison or the state office found about a search that did not end in care; each side looks once."""

    search = models.ForeignKey(SearchLog, on_delete=models.PROTECT, related_name="reviews")
    searched_at = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, choices=[(r.value, text) for r, text in REVIEW_LABELS.items()])
    note = models.BinaryField()

    class Privacy:
        scope = "custom"
        read = (
            "institution_id = banevim_institution() OR banevim_is_state_office()"
            " OR (searched_at_id = banevim_institution() AND banevim_role() = 'institutional_liaison')"
        )
        write = (
            "by_id = banevim_person() AND institution_id = banevim_institution() AND (banevim_is_state_office()"
            " OR (searched_at_id = banevim_institution() AND banevim_role() = 'institutional_liaison'))"
        )
        app = ("select", "insert")
        fields = internal("search searched_at institution by outcome") | {"note": "personal"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "institution"], name="identity_review_once")]
        indexes = [models.Index(fields=["state_code", "institution", "created_at"])]
