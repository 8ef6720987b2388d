"""One table at a time, without a solver: for the caller that does not build a joint system yet."""

from ._audit import audit, audit_hierarchy, audit_multi_response
from ._protect import (
    CannotProtect,
    protect_additive,
    protect_hierarchy,
    protect_multi_response,
    protect_overlapping,
)

__all__ = [
    "CannotProtect",
    "audit",
    "audit_hierarchy",
    "audit_multi_response",
    "protect_additive",
    "protect_hierarchy",
    "protect_multi_response",
    "protect_overlapping",
]
