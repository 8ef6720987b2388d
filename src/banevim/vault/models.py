"""Tables of the vault: wrapped data keys, match-keys, the audit trail, its checkpoints and the bank's identity."""

from django.db import models

from banevim.common.models import Stamped, state_code

LOOKS = "(SELECT banevim_searches() OR banevim_compares())"
"""Whether a search or the night is under way: asked first and once a statement, not for each of its thousand rows."""


class DataKey(models.Model):
    """The wrapped key of one source record. Destroying this row makes every cell of the record unreadable."""

    record_id = models.UUIDField(primary_key=True)
    state_code = models.CharField(max_length=2, default=state_code)
    institution_id = models.UUIDField()
    wrapped = models.BinaryField(max_length=40)
    master_version = models.PositiveSmallIntegerField()

    class Privacy:
        scope = "custom"
        read = (
            f"{LOOKS} OR institution_id = banevim_institution()"
            " OR banevim_reads_record(record_id) OR banevim_reviews_record(record_id)"
        )
        write = "institution_id = banevim_institution() AND master_version >= banevim_oldest_master()"
        app = ("select", "insert")
        fields = {
            "record_id": "internal",
            "state_code": "public",
            "institution_id": "internal",
            "wrapped": "internal",
            "master_version": "internal",
        }

    class Meta:
        indexes = [models.Index(fields=["state_code", "master_version"])]


class OldestMaster(models.Model):
    """One row: the oldest master key that may still wrap. Raised when older masters are retired.

    A process that opened the keyring before cannot then keep anything under a key that is about to be destroyed.
    """

    only = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    version = models.PositiveSmallIntegerField()

    class Privacy:
        scope = "internal"
        app = ("select",)
        fields = dict.fromkeys(["only", "version"], "internal")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=1), name="vault_one_oldest_master")]


class MatchKey(models.Model):
    """A keyed digest derived from an identity, and the record it leads to. No foreign key: it is only an index."""

    id = models.BigAutoField(primary_key=True)
    state_code = models.CharField(max_length=2, default=state_code)
    key = models.BigIntegerField()
    record_id = models.UUIDField()

    class Privacy:
        scope = "custom"
        read = LOOKS
        write = "banevim_person() IS NOT NULL OR banevim_role() = 'system'"
        app = ("select", "insert")
        fields = {"id": "internal", "state_code": "public", "key": "internal", "record_id": "internal"}

    class Meta:
        indexes = [
            models.Index(fields=["state_code", "key"], include=["record_id"], name="vault_matchkey_lookup")
        ]


class AuditStream(models.Model):
    """The head of one chain."""

    name = models.CharField(primary_key=True, max_length=8)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    mac = models.CharField(max_length=64, default="")

    class Privacy:
        scope = "internal"
        app = ("select", "update")
        fields = {"name": "internal", "seq": "internal", "hash": "internal", "mac": "internal"}


class AuditRecord(models.Model):
    """One event. No foreign keys: history neither blocks nor follows live rows."""

    id = models.UUIDField(primary_key=True)
    state_code = models.CharField(max_length=2, default=state_code)
    stream = models.CharField(max_length=8)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    event = models.CharField(max_length=80)
    person_id = models.UUIDField(null=True)
    institution_id = models.UUIDField(null=True)
    role = models.CharField(max_length=32)
    purpose = models.CharField(max_length=32)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Privacy:
        scope = "custom"
        read = (
            "institution_id = banevim_institution() OR banevim_is_state_office() OR banevim_role() = 'system'"
        )
        write = "true"
        app = ("select", "insert")
        fields = dict.fromkeys(
            "id state_code stream seq at event person_id institution_id role purpose subject_kind subject_id details"
            " previous hash".split(),
            "internal",
        )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="vault_audit_position")]
        indexes = [
            models.Index(fields=["state_code", "subject_id", "at"]),
            models.Index(fields=["state_code", "institution_id", "at"]),
            models.Index(fields=["state_code", "at"]),
        ]


class AuditCheckpoint(Stamped):
    """Signed heads of all streams at one moment; the same line is kept outside the database."""

    heads = models.JSONField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    signature = models.CharField(max_length=128)

    class Privacy:
        scope = "internal"
        app = ("select", "insert")
        fields = dict.fromkeys(
            ["id", "state_code", "created_at", "heads", "previous", "digest", "signature"], "internal"
        )

    class Meta:
        indexes = [models.Index(fields=["created_at"])]


class BankIdentity(models.Model):
    """One row: which bank this database belongs to, and whether it is for practice. Never changes."""

    only = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    bank_id = models.UUIDField()
    mode = models.CharField(max_length=10, choices=[("practice", "Práctica"), ("production", "Producción")])
    state_code = models.CharField(max_length=2)

    class Privacy:
        scope = "internal"
        app = ("select",)
        fields = dict.fromkeys(["only", "bank_id", "mode", "state_code"], "public")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(only=1), name="vault_one_bank"),
            models.CheckConstraint(
                condition=models.Q(mode__in=["practice", "production"]), name="vault_bank_mode"
            ),
        ]


class SealedBlob(models.Model):
    """Something the bank knows as a whole and keeps in one encrypted cell: it is opened only in memory."""

    id = models.BigAutoField(primary_key=True)
    state_code = models.CharField(max_length=2, default=state_code)
    name = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    master_version = models.PositiveSmallIntegerField()
    cell = models.BinaryField()

    class Privacy:
        scope = "custom"
        read = "banevim_searches() OR banevim_role() = 'system'"
        write = "banevim_role() = 'system'"
        app = ("select", "insert", "update")
        fields = {
            "id": "internal",
            "state_code": "public",
            "name": "internal",
            "made_at": "internal",
            "master_version": "internal",
            "cell": "personal",
        }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["state_code", "name"], name="vault_blob_name")]
