"""The capture as a whole: its forms by step, the rules over all of them, and what the actions take."""

from banevim.casefiles.forms.capture.blocks import Block, Cluster, Start
from banevim.casefiles.forms.capture.page import Capture

__all__ = ["Block", "Capture", "Cluster", "Start"]
