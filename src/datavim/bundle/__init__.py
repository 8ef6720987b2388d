"""The bundle: the contract between the private bank, which writes it, and the public site, which reads it.

A bundle is a folder written once per published cut and never edited: a Frictionless Data Package with one
tidy CSV per table, the definitions, the indicator cards, a manifest of SHA-256 hashes and a signature.
"""

from datavim.bundle.chain import (
    bundles_in,
    chain_problems,
    is_shelf,
    staying_problems,
    verify_shelf,
)
from datavim.bundle.codec import card_from, flat
from datavim.bundle.model import (
    Bundle,
    BundleError,
    Card,
    CellState,
    Code,
    CutInfo,
    Dimension,
    Policy,
    Proof,
    Row,
    Table,
)
from datavim.bundle.names import (
    CASES_BY_MONTH,
    CONTEXT_TABLES,
    CORRECTION,
    COVERAGE,
    PRACTICE_NOTE,
    VICTIMS,
    WOMEN_BY_MUNICIPALITY,
    WOMEN_POPULATION,
)
from datavim.bundle.reader import read_bundle, read_head, read_tables
from datavim.bundle.rules import LEAST_K, policy_digest, policy_text, rule_text
from datavim.bundle.signing import Signer, key_id
from datavim.bundle.verifier import (
    intact_problems,
    manifest_digest,
    proof_problems,
    unproven,
    verify_bundle,
)
from datavim.bundle.writer import bundle_files, manifest_of, write_bundle

__all__ = [
    "CASES_BY_MONTH",
    "CONTEXT_TABLES",
    "CORRECTION",
    "COVERAGE",
    "LEAST_K",
    "PRACTICE_NOTE",
    "VICTIMS",
    "WOMEN_BY_MUNICIPALITY",
    "WOMEN_POPULATION",
    "Bundle",
    "BundleError",
    "Card",
    "CellState",
    "Code",
    "CutInfo",
    "Dimension",
    "Policy",
    "Proof",
    "Row",
    "Signer",
    "Table",
    "bundle_files",
    "bundles_in",
    "card_from",
    "chain_problems",
    "flat",
    "intact_problems",
    "is_shelf",
    "key_id",
    "manifest_digest",
    "manifest_of",
    "policy_digest",
    "policy_text",
    "proof_problems",
    "read_bundle",
    "read_head",
    "read_tables",
    "rule_text",
    "staying_problems",
    "unproven",
    "verify_bundle",
    "verify_shelf",
    "write_bundle",
]
