"""The sheet (cédula): what is asked in a capture, as data. Screens, paper and storage come from these definitions.

What decides who she is, what happened and who attacked has columns of its own (`models`); every other group of
questions is a section of `data/*.toml`, so a new block of the guidelines (num. 33) is a file, not a form.
"""

from banevim.casefiles.sheet._load import SheetError, load, sections
from banevim.casefiles.sheet._notice import Notice, notice, notice_versions
from banevim.casefiles.sheet._types import CODED, STEPS, Field, Kind, Owner, Section, Sheet, applies, expected

__all__ = [
    "CODED",
    "STEPS",
    "Field",
    "Kind",
    "Notice",
    "Owner",
    "Section",
    "Sheet",
    "SheetError",
    "applies",
    "expected",
    "load",
    "notice",
    "notice_versions",
    "sections",
]
