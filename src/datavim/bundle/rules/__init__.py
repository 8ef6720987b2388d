"""What a bundle must be whatever it says of itself: stated here and believed from no file of it."""

from datavim.bundle.rules.policy import LEAST_K, policy_digest, policy_problems, policy_text, rule_text
from datavim.bundle.rules.records import record_problems
from datavim.bundle.rules.shape import shape_problems

__all__ = [
    "LEAST_K",
    "policy_digest",
    "policy_problems",
    "policy_text",
    "record_problems",
    "rule_text",
    "shape_problems",
]
