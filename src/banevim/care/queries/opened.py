"""The read that decrypts. Only the action that leaves an audit record calls it."""

from uuid import UUID

from banevim.care.models import ReferralDetail
from banevim.vault.opening import open_cell
from banevim.vault.sealing import record_key

TABLE = "care_referraldetail"


def told_to_recipient(referral_id: UUID) -> str:
    """The message of a referral; '' when there is none or the context may not read it."""
    row = ReferralDetail.objects.filter(pk=referral_id).first()
    if row is None or not row.has_message:
        return ""
    return open_cell(record_key(row.record_id), TABLE, row.pk, "message", row.message)
