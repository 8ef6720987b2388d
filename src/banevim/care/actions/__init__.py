"""The only writes of the attention: each is atomic, says who does it and leaves a record on the audit trail."""

from banevim.care.actions.answering import (
    accept_referral,
    attend_referral,
    close_referral,
    decline_referral,
    open_message,
    open_referral,
    receive_referral,
)
from banevim.care.actions.closing import close_month, reopen_month
from banevim.care.actions.consents import record_consent
from banevim.care.actions.exporting import export_list
from banevim.care.actions.follow_ups import open_contact, record_attempt, schedule_follow_up
from banevim.care.actions.moving import follow_record
from banevim.care.actions.sending import end_search, revoke_referral, route_referral, send_referral
from banevim.care.actions.services import register_service, register_services
from banevim.care.actions.visits import add_services

__all__ = [
    "accept_referral",
    "add_services",
    "attend_referral",
    "close_month",
    "close_referral",
    "decline_referral",
    "end_search",
    "export_list",
    "follow_record",
    "open_contact",
    "open_message",
    "open_referral",
    "receive_referral",
    "record_attempt",
    "record_consent",
    "register_service",
    "register_services",
    "reopen_month",
    "revoke_referral",
    "route_referral",
    "schedule_follow_up",
    "send_referral",
]
