"""Disclosure control of the published tables: what to withhold, and a proof that it is enough."""

from ._catalog import Record, tabulate
from ._dimension import Dimension
from ._system import Cell, Classification, Publication, Relation, Shown, System
from ._types import Count, Decision, Group, Key, Policy, Reason
from .alone import (
    CannotProtect,
    audit,
    audit_hierarchy,
    audit_multi_response,
    protect_additive,
    protect_hierarchy,
    protect_multi_response,
    protect_overlapping,
)
