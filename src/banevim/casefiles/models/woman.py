"""The source record: one capture of one woman by one institution."""

from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.casefiles.models.scopes import OWN, SHARED, SHARED_SELF, classes
from banevim.casefiles.terms import Missing, Origin
from banevim.common import clock
from banevim.common.models import Stamped, state_code
from banevim.vault.models import LOOKS


class Woman(Stamped):
    """Coded answers only; whatever says who she is lies encrypted in `WomanIdentity`.

    Missing is said with a code of `terms.Missing`, never with 0 or blank. `shareable` is false for all that a shelter
    captures: it is never shown to another institution. `revision` grows with every change of what was told in the
    record or in its cases, whoever makes it.
    """

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    captured_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    origin = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Origin])
    source = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=64, blank=True)
    without_identity = models.BooleanField(default=False)
    shareable = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=0)
    sex = models.CharField(max_length=24, default="M")
    age = models.PositiveSmallIntegerField(null=True)
    age_missing = models.CharField(max_length=24, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    birth_state = models.CharField(max_length=24, default=Missing.NOT_ASKED)
    residence = models.CharField(max_length=24, default=Missing.NOT_ASKED)
    nationality = models.CharField(max_length=24, default=Missing.NOT_ASKED)
    schooling = models.CharField(max_length=24, default=Missing.NOT_ASKED)
    civil_status = models.CharField(max_length=24, default=Missing.NOT_ASKED)
    occupation = models.CharField(max_length=24, default=Missing.NOT_ASKED)
    income_source = models.CharField(max_length=60, default=Missing.NOT_ASKED)
    children = models.PositiveSmallIntegerField(null=True)
    children_missing = models.CharField(max_length=24, blank=True, default=Missing.NOT_ASKED)

    class Privacy:
        scope = "custom"
        read = SHARED_SELF
        write = OWN
        app = ("select", "insert", "update")
        fields = classes(
            internal="institution captured_by origin source source_id without_identity shareable revision",
            sensitive="sex age age_missing birth_year birth_state residence nationality schooling civil_status"
            " occupation income_source children children_missing",
        )

    class Meta:
        indexes = [models.Index(fields=["state_code", "institution", "created_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["state_code", "institution", "source", "source_id"],
                condition=~models.Q(source_id=""),
                name="casefiles_woman_source",
            ),
            models.CheckConstraint(
                condition=models.Q(age__isnull=False) | ~models.Q(age_missing=""),
                name="casefiles_woman_age_said",
            ),
        ]


IDENTITY_CELLS = (
    "given_names",
    "first_surname",
    "second_surname",
    "known_as",
    "curp",
    "birth_date",
    "phone",
    "phone_rules",
)


class WomanIdentity(models.Model):
    """Encrypted identity of a source record, one cell a field, under the record's own data key."""

    record = models.OneToOneField(Woman, on_delete=models.PROTECT, primary_key=True, related_name="identity")
    state_code = models.CharField(max_length=2, default=state_code)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    shareable = models.BooleanField(default=True)
    given_names = models.BinaryField()
    first_surname = models.BinaryField()
    second_surname = models.BinaryField()
    known_as = models.BinaryField()
    curp = models.BinaryField()
    birth_date = models.BinaryField()
    phone = models.BinaryField()
    phone_rules = models.BinaryField()

    CELLS = IDENTITY_CELLS

    class Privacy:
        scope = "custom"
        read = SHARED
        write = OWN
        app = ("select", "insert", "update")
        fields = {
            "record": "internal",
            "state_code": "public",
            "institution": "internal",
            "shareable": "internal",
            **dict.fromkeys(IDENTITY_CELLS, "personal"),
        }


class SearchCard(models.Model):
    """The compared fields of a record packed in one encrypted cell: a candidate costs one decryption.

    A search compares every card, also of files that it must not show, so that both take the same work; which file may
    be shown is decided by `banevim_files_of`. `changed_at` moves when a compared field changes: it is new evidence.
    """

    record_id = models.UUIDField(primary_key=True)
    state_code = models.CharField(max_length=2, default=state_code)
    institution_id = models.UUIDField()
    changed_at = models.DateTimeField(default=clock.written)
    card = models.BinaryField()

    class Privacy:
        scope = "custom"
        read = f"{LOOKS} OR {OWN} OR banevim_reviews_record(record_id)"
        write = OWN
        app = ("select", "insert", "update")
        fields = {
            "record_id": "internal",
            "state_code": "public",
            "institution_id": "internal",
            "changed_at": "internal",
            "card": "personal",
        }

    class Meta:
        indexes = [models.Index(fields=["state_code", "changed_at", "record_id"])]
