"""Referrals: what was asked of whom, its details, its steps, and the shelter that the state office picked."""

from uuid import UUID

from django.db import models

from banevim.accounts.models import Institution, Person
from banevim.care.models import scopes
from banevim.care.models.consent import Consent
from banevim.care.terms import Stage, Step
from banevim.casefiles.models import Access, Woman
from banevim.common.models import Stamped, state_code


class Referral(Stamped):
    """One institution asks another for a service. The row says nothing of who she is.

    `recipient` is empty when it goes to a shelter: which one lies in `Routing`, out of the sender's sight.
    """

    record = models.ForeignKey(Woman, on_delete=models.PROTECT, related_name="referrals")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    recipient = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="+")
    to_shelter = models.BooleanField(default=False)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT)
    service = models.CharField(max_length=24)
    urgency = models.CharField(max_length=24)
    stage = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Stage])
    stage_since = models.DateTimeField()
    access = models.ForeignKey(Access, on_delete=models.PROTECT, null=True)
    idempotency_key = models.UUIDField(null=True)
    folio: str | None  # of the file, where a query adds it
    file_id: UUID | None

    class Privacy:
        scope = "custom"
        read = scopes.REFERRAL_READ
        write = scopes.REFERRAL_CHANGE
        app = ("select", "insert", "update")
        fields = {
            "state_code": "public",
            **dict.fromkeys(
                "id created_at record institution sent_by recipient to_shelter consent stage stage_since access"
                " idempotency_key".split(),
                "internal",
            ),
            **dict.fromkeys(["service", "urgency"], "sensitive"),
        }

    class Meta:
        indexes = [
            models.Index(fields=["state_code", "institution", "created_at"], name="care_referral_sent"),
            models.Index(fields=["state_code", "recipient", "created_at"], name="care_referral_received"),
            models.Index(fields=["state_code", "record"], name="care_referral_record"),
            models.Index(
                fields=["state_code", "stage"],
                condition=models.Q(to_shelter=True),
                name="care_referral_shelter",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "idempotency_key"],
                condition=models.Q(idempotency_key__isnull=False),
                name="care_referral_once",
            ),
            models.CheckConstraint(
                condition=models.Q(to_shelter=True, recipient__isnull=True)
                | models.Q(to_shelter=False, recipient__isnull=False),
                name="care_referral_recipient",
            ),
        ]


class ReferralDetail(models.Model):
    """Why she is referred and the message, sealed under the data key of her record. The recipient reads it only once
    it has accepted and while its access holds."""

    referral = models.OneToOneField(
        Referral, on_delete=models.PROTECT, primary_key=True, related_name="detail"
    )
    state_code = models.CharField(max_length=2, default=state_code)
    record = models.ForeignKey(Woman, on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=24)
    has_message = models.BooleanField(default=False)
    message = models.BinaryField()

    class Privacy:
        scope = "custom"
        read = scopes.DETAIL_READ
        write = scopes.OWN
        app = ("select", "insert")
        fields = {
            "referral": "internal",
            "state_code": "public",
            "record": "internal",
            "institution": "internal",
            "reason": "sensitive",
            "has_message": "internal",
            "message": "personal",
        }


class ReferralStep(Stamped):
    """Something that happened to a referral. What a shelter did (`shareable` false) its sender never reads."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    step = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Step])
    code = models.CharField(max_length=24, blank=True)
    shareable = models.BooleanField(default=True)

    class Privacy:
        scope = "custom"
        read = scopes.STEP_READ
        write = scopes.STEP_WRITE
        app = ("select", "insert")
        fields = {
            "state_code": "public",
            **dict.fromkeys(
                ["id", "created_at", "referral", "institution", "by", "step", "shareable"], "internal"
            ),
            "code": "sensitive",
        }

    class Meta:
        indexes = [models.Index(fields=["state_code", "referral", "created_at"], name="care_step_referral")]


class Routing(Stamped):
    """The shelter that was asked, turn after turn; the last turn is the one that counts. Written by the state office,
    read by it and by that shelter."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="routings")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    by_institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    turn = models.PositiveSmallIntegerField()

    class Privacy:
        scope = "custom"
        read = scopes.ROUTING_READ
        write = scopes.ROUTING_WRITE
        app = ("select", "insert")
        fields = {
            "state_code": "public",
            **dict.fromkeys(
                ["id", "created_at", "referral", "institution", "by_institution", "by", "turn"], "internal"
            ),
        }

    class Meta:
        indexes = [models.Index(fields=["state_code", "institution"], name="care_routing_shelter")]
        constraints = [models.UniqueConstraint(fields=["referral", "turn"], name="care_routing_turn")]
