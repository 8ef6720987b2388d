"""What others publish: frozen with a cut, told under its own indicator with its source and cut, out of the proof."""

import json
from dataclasses import replace

from tests.integration.cuts.conftest import Bank

from banevim.catalogs.models import VictimCount
from banevim.cuts.models import Cut
from banevim.cuts.queries.context import context_table, shown
from banevim.methods.indicators import load_definitions
from datavim import bundle as public

I28 = load_definitions()["I28"]


def test_the_newest_edition_is_frozen_and_published_as_its_source_says(bank_of_cuts: Bank) -> None:
    for number in range(8):
        bank_of_cuts.register(f"w{number}", "2025-12-10T10:00:00", "FIS")
    folder = bank_of_cuts.release("2025-12", site=False)
    made = public.read_bundle(folder)
    table, card = made.table(public.VICTIMS), made.card("I28")
    assert card.tables == (public.VICTIMS,)
    assert table.filter == (
        "SESNSP, víctimas del fuero común, corte del 24 de agosto de 2025. El año 2025 es parcial."
    )
    values = {row.keys: row.value for row in table.rows}
    shipped = VictimCount.objects.filter(sex="Mujer", subtype="Lesiones dolosas", year=2024)
    assert values["2024", "lesiones_dolosas"] == sum(row.victims for row in shipped) == 837
    assert table.dimension("anio").label_of("2025") == "2025 (parcial)"
    assert table.dimension("anio").label_of("2024") == "2024"
    assert made.proof is not None
    spoken = json.dumps(made.proof.publication) + json.dumps(made.proof.certificate)
    assert public.VICTIMS not in spoken
    assert public.verify_bundle(folder) == []


def test_a_cut_without_any_says_nothing_of_it() -> None:
    assert shown(I28, {}) is None
    assert context_table({}) is None
    assert shown(I28, {"source": "x"}) == (public.VICTIMS,)
    assert shown(replace(load_definitions()["I02"]), {}) == ()
    assert Cut._meta.get_field("context").default is dict
