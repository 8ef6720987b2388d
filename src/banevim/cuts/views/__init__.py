"""Pages of the cuts."""

from banevim.cuts.views.correcting import correct
from banevim.cuts.views.cuts import approve, cut_list, detail, evaluation, publish, reject, take
from banevim.cuts.views.policy import policy, sign
from banevim.cuts.views.quality import quality

__all__ = [
    "approve",
    "correct",
    "cut_list",
    "detail",
    "evaluation",
    "policy",
    "publish",
    "quality",
    "reject",
    "sign",
    "take",
]
