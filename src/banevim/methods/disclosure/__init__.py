"""Disclosure control of the published tables: what to withhold, and a proof that it is enough."""

from ._types import Decision, Key, Policy, Reason
from .hiding._shield import Protection, Unprotectable, protect
from .proof._attack import attack
from .proof._document import certificate_document, publication_document
from .proof._gate import NotProven, Verdict, judge
from .proof._pieces import Unsolvable
from .proof._witness import Bound, Certificate, Witness, prove
from .tables._catalog import Record, assemble, tabulate
from .tables._cliques import classify
from .tables._dimension import Dimension
from .tables._history import increment, join, settle
from .tables._reader import DeclarationError, read_declaration, read_microdata, read_tables
from .tables._system import Cell, Classification, Kind, Publication, Relation, Shown, System

__all__ = [
    "Bound",
    "Cell",
    "Certificate",
    "Classification",
    "Decision",
    "DeclarationError",
    "Dimension",
    "Key",
    "Kind",
    "NotProven",
    "Policy",
    "Protection",
    "Publication",
    "Reason",
    "Record",
    "Relation",
    "Shown",
    "System",
    "Unprotectable",
    "Unsolvable",
    "Verdict",
    "Witness",
    "assemble",
    "attack",
    "certificate_document",
    "classify",
    "increment",
    "join",
    "judge",
    "protect",
    "prove",
    "publication_document",
    "read_declaration",
    "read_microdata",
    "read_tables",
    "settle",
    "tabulate",
]
