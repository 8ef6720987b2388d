"""Which of some answers are municipalities of the country: what the rules need to check places."""

from banevim.catalogs.queries import municipality


def known_places(*codes: str) -> frozenset[str]:
    """Those of the codes that the catalogue of INEGI knows."""
    return frozenset(code for code in codes if municipality(code))
