"""Publication and certificate as plain JSON values, in the format that the independent checker documents."""

from typing import Any

from .._types import Policy
from ..tables._system import Publication
from ._witness import Certificate


def publication_document(publication: Publication) -> dict[str, Any]:
    """Everything public: the rule, cells with their numbers, relations by place, classifications."""
    place = publication.place
    return {
        "format": "datavim-publication-5",
        "k": publication.k,
        "rule": Policy(publication.k).rule_es,
        "cells": [{"key": list(c.key), "kind": c.kind, "number": c.number} for c in publication.cells],
        "relations": [
            {"left": [place[key] for key in r.left], "right": [place[key] for key in r.right]}
            for r in publication.relations
        ],
        "classifications": [
            {
                "prefix": list(c.prefix),
                "names": {attribute: list(names) for attribute, names in c.names.items()},
                "sums": {name: list(parts) for name, parts in c.sums.items()},
                "impossible": [list(names) for names in c.impossible],
                "cliques": [list(clique) for clique in c.cliques],
            }
            for c in publication.classifications
        ],
    }


def certificate_document(certificate: Certificate) -> dict[str, Any]:
    """The printed numbers, the witnesses, and bounds [place in `unknown`, lowest, in which, highest, in which]."""
    places = {key: i for i, key in enumerate(certificate.unknown)}
    printed = [[list(c.key), c.number] for c in certificate.publication.cells if c.number is not None]
    return {
        "format": "datavim-certificate-2",
        "printed": printed,
        "unknown": [list(key) for key in certificate.unknown],
        "witnesses": [{"records": w.records, "values": list(w.values)} for w in certificate.witnesses],
        "bounds": [
            [places[key], bound.low, bound.low_in, bound.high, bound.high_in]
            for key, bound in certificate.bounds.items()
        ],
    }
