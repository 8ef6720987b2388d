"""The only writes of the cuts."""

from banevim.cuts.actions.export import Exported, export_evaluation
from banevim.cuts.actions.policy import sign_policy
from banevim.cuts.actions.publish import publish_cut
from banevim.cuts.actions.rebuild import Rebuilt, rebuild_cut
from banevim.cuts.actions.site import build_site, load_geography
from banevim.cuts.actions.steps import approve_cut, reject_cut
from banevim.cuts.actions.take import take_cut

__all__ = [
    "Exported",
    "Rebuilt",
    "approve_cut",
    "build_site",
    "export_evaluation",
    "load_geography",
    "publish_cut",
    "rebuild_cut",
    "reject_cut",
    "sign_policy",
    "take_cut",
]
