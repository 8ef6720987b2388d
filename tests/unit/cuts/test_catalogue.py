"""The catalogue of the tables of a cut: how their columns are named to whoever opens the file."""

import pytest

from banevim.cuts.rules.catalogue import period_of
from banevim.methods.indicators import published_definitions


@pytest.mark.parametrize(
    ("grain", "code", "words"),
    [
        ("month", "2026-10", "octubre de 2026"),
        ("quarter", "2026-T3", "julio a septiembre de 2026"),
        ("year", "2025", "2025"),
    ],
)
def test_a_period_is_named_in_words_beside_its_code(grain: str, code: str, words: str) -> None:
    """The label of the CSV is for who reads it, the code for programs."""
    tables = [table for each in published_definitions().values() for table in each.tables]
    table = next(table for table in tables if table.grain == grain)
    assert period_of(table, [code]).codes == ((code, words, False),)
