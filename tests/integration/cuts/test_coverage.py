"""Which institutions had closed their month is frozen with the cut and published: never a shelter, never a number."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from tests.integration.cuts.conftest import at

from banevim.care import actions as care
from banevim.common import clock
from banevim.vault.context import acting
from datavim import bundle as public


@pytest.fixture
def close(bank_of_cuts, actor_of):
    def act(month, place, moment, said=0):
        by = actor_of("institutional_liaison", place)
        with clock.travel(at(moment)), acting(by):
            care.close_month(by=by, month=month, said=said)

    return act


def test_a_cut_publishes_who_had_closed_and_no_more(bank_of_cuts, close):
    for number in range(6):
        bank_of_cuts.register(f"w{number}", "2026-03-10T10:00:00", "PSI")
    for place in ("hospital", "shelter"):
        close("2026-02", place, "2026-03-02T09:00:00", said=77)
    close("2026-03", "police", "2026-04-01T09:00:00")
    close("2026-03", "hospital", "2026-04-01T09:00:00", said=78)
    folder = bank_of_cuts.release("2026-03", site=False)
    bundle = public.read_bundle(folder)
    table = bundle.table(public.COVERAGE)
    told = {row.keys: (row.value, row.state.value) for row in table.rows}
    assert told == {
        ("2026-02", "T-hospital"): (1, "publicado"),
        ("2026-03", "T-hospital"): (1, "publicado"),
        ("2026-03", "T-police"): (1, "publicado"),
    }
    whole = "".join(path.read_text("utf-8-sig") for path in folder.rglob("*.*") if path.is_file())
    assert "shelter" not in whole
    assert "77" not in json.dumps([row.value for row in table.rows])
    assert public.verify_bundle(folder, None) == []


def test_a_month_that_was_not_closed_has_no_number_and_what_came_later_changes_nothing(bank_of_cuts, close):
    for number in range(6):
        bank_of_cuts.register(f"w{number}", "2026-03-10T10:00:00", "PSI")
    close("2026-01", "hospital", "2026-02-02T09:00:00")
    cut = bank_of_cuts.take("2026-03")
    frozen = cut.coverage
    close("2026-03", "hospital", "2026-04-20T09:00:00")
    bank_of_cuts.approve(cut)
    bank_of_cuts.publish(cut)
    bank_of_cuts.put_in_place()
    with acting(bank_of_cuts.head):
        cut.refresh_from_db()
    assert cut.coverage == frozen
    table = public.read_bundle(Path(settings.HOME) / "bundles" / cut.version).table(public.COVERAGE)
    rows = {row.keys[0]: (row.value, row.state) for row in table.rows if row.keys[1] == "T-hospital"}
    assert rows == {
        "2026-01": (1, public.CellState.PUBLISHED),
        "2026-02": (None, public.CellState.NOT_CAPTURED),
        "2026-03": (None, public.CellState.NOT_CAPTURED),
    }
