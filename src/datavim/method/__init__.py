"""What the pages of methodology show, from a bundle alone: coverage, and how the numbers are protected."""

from datavim.method.coverage import Coverage, coverage_of
from datavim.method.example import example
from datavim.method.protection import Protection, checker, checker_digest, protection_of

__all__ = ["Coverage", "Protection", "checker", "checker_digest", "coverage_of", "example", "protection_of"]
