"""A table that leaves the catalogue stays in later cuts as it was printed: what was said once is never unsaid."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from tests.integration.cuts.conftest import Bank

from banevim.cuts.queries import bundling, freezing
from banevim.methods.indicators import Definition, published_definitions
from banevim.vault import keyring
from datavim import bundle as public

KEPT, TABLE, WHOLE = "casos-por-tipo", "casos-por-tipo-y-municipio", "casos-por-modalidad"


@pytest.fixture
def bank(bank_of_cuts: Bank) -> Bank:
    for month in ("2025-12", "2026-01", "2026-02", "2026-03"):
        for number in range(8):
            bank_of_cuts.register(f"w{number}", f"{month}-10T10:00:00", "PSI")
    return bank_of_cuts


def without(day: dt.date | None = None) -> dict[str, Definition]:
    """The definitions with one table less, and without another indicator."""
    found = dict(published_definitions(day))
    types = found["I05"]
    tables = tuple(dataclasses.replace(t, published=t.published and t.name != TABLE) for t in types.tables)
    del found["I06"]
    return found | {"I05": dataclasses.replace(types, tables=tables)}


def rows(folder: Path, name: str) -> tuple[public.Row, ...]:
    return public.read_bundle(folder).table(name).rows


def test_it_stays_as_it_was_and_gains_nothing(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    first = bank.release("2025-12", site=False)
    for place in (freezing, bundling):
        monkeypatch.setattr(place, "published_definitions", without)
    second, third = bank.release("2026-01", site=False), bank.release("2026-03", site=False)
    assert rows(first, TABLE)
    assert rows(first, WHOLE)
    for folder in (second, third):
        assert rows(folder, TABLE) == rows(first, TABLE)
        assert rows(folder, WHOLE) == rows(first, WHOLE)
        cards = {card.id: card.tables for card in public.read_bundle(folder).cards}
        assert "I06" not in cards
        assert TABLE in cards["I05"]
    assert {row.keys[0] for row in rows(third, KEPT)} > {row.keys[0] for row in rows(first, KEPT)}
    shelf = Path(settings.HOME) / "bundles"
    assert public.verify_shelf(shelf, keyring.current().public_key) == []


def test_a_bundle_that_leaves_it_out_is_refused(bank: Bank) -> None:
    first, second = bank.release("2025-12", site=False), bank.release("2026-01", site=False)
    made = public.read_bundle(second)
    made = dataclasses.replace(
        made,
        tables=tuple(table for table in made.tables if table.id != WHOLE),
        cards=tuple(card for card in made.cards if WHOLE not in card.tables),
    )
    ring, other = keyring.current(), second.with_name("otra")
    public.write_bundle(made, other, ring.signer.sign, ring.public_key)
    assert public.staying_problems([first, second]) == []
    assert any("calla lo que dijo 2025-12-r1" in each for each in public.staying_problems([first, other]))
