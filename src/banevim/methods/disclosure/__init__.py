"""Disclosure control of the published tables: what to withhold, and a check that it is enough."""

from ._audit import audit, audit_hierarchy, audit_multi_response
from ._protect import (
    CannotProtect,
    protect_additive,
    protect_hierarchy,
    protect_multi_response,
    protect_overlapping,
)
from ._types import Count, Decision, Group, Key, Policy, Reason

__all__ = [
    "CannotProtect",
    "Count",
    "Decision",
    "Group",
    "Key",
    "Policy",
    "Reason",
    "audit",
    "audit_hierarchy",
    "audit_multi_response",
    "protect_additive",
    "protect_hierarchy",
    "protect_multi_response",
    "protect_overlapping",
]
