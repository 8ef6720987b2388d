"""What is counted, from hand-made records to the numbers of the three indicators."""

import datetime as dt
from dataclasses import replace

import pytest
from tests.harness.merging import Bank as Desk
from tests.harness.merging import moved
from tests.integration.casefiles.samples import CASE, PROFILE
from tests.integration.cuts.conftest import Bank, at, counted

from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.casefiles.terms import ImportedCase, ImportedWoman
from banevim.common import clock
from banevim.common.errors import Conflict, Invalid
from banevim.cuts.queries import counting
from banevim.exchange.models import Import
from banevim.methods.indicators import load_definitions
from banevim.vault.context import acting


def a_year(bank: Bank) -> None:
    """2025 by hand. «anew» is a woman of January who was captured again under a file of her own."""
    for number in range(6):
        bank.register(f"ene{number}", "2025-01-01T00:00:00", "PSI FIS")
    bank.register("ene0", "2025-02-10T10:00:00", "PSI")
    for number in range(6):
        bank.register(f"feb{number}", "2025-02-28T23:59:59.9", "FIS", "03008")
    for number in range(5):
        bank.register(f"mar{number}", "2025-03-15T12:00:00", "PSI SEX")
    bank.register("mar5", "2025-03-31T23:59:59.999999", "")
    bank.register("abr", "2025-04-01T00:00:00", "PSI", "14039")
    bank.register("anew", "2025-12-31T23:59:59", "PAT")
    bank.register("next", "2026-01-01T00:00:00", "PSI")


def merge(bank: Bank, name: str, into: str) -> None:
    with acting(bank.actor_of("capturer", "hospital")):
        file = files.file_of(bank.records[into])
    moved(bank.actor_of("state_liaison"), bank.records[name], file.id)


def test_three_indicators_of_a_year_made_by_hand(bank_of_cuts: Bank) -> None:
    a_year(bank_of_cuts)
    merge(bank_of_cuts, "anew", "ene0")
    cut = bank_of_cuts.take("2025-12")
    assert (cut.rows_in, cut.problems) == (21, [])
    months = counted(cut, "casos-por-mes")
    assert [months[f"2025-{n:02d}",][:2] for n in (1, 2, 3)] == [(6, 6), (7, 7), (6, 6)]
    assert months["2025-04",] == (1, 1, False)
    assert [months[f"2025-{n:02d}",] for n in (5, 12)] == [(0, 0, False), (1, 1, False)]
    assert len(months) == 12
    types = counted(cut, "casos-por-tipo")
    large = [types["2025-T1", code][:2] for code in ("total", "PSI", "FIS", "SEX")]
    assert large == [(19, 18), (12, 11), (12, 12), (5, 5)]
    assert [types["2025-T1", code] for code in ("PAT", "no_especificado")] == [(0, 0, False), (1, 1, False)]
    women = counted(cut, "mujeres-por-municipio")
    assert women["2025", "03003"][:2] == (12, 12)
    assert women["2025", "03008"][:2] == (6, 6)
    assert women["2025", "03"][:2] == (18, 18)
    assert women["2025", "otra_entidad"] == (1, 1, False)
    assert women["2025", "no_especificado"] == (0, 0, False)
    assert cut.population["women"][-1] == ["03", 392568]


def test_the_month_ends_at_midnight_in_la_paz_and_an_open_one_waits(bank_of_cuts: Bank) -> None:
    bank_of_cuts.register("a", "2026-10-31T23:59:59.999999", "PSI")
    bank_of_cuts.register("b", "2026-11-01T00:00:00", "PSI")
    with clock.travel(at("2026-10-31T23:59:59")), pytest.raises(Invalid, match="todavía no termina"):
        bank_of_cuts.take("2026-10")
    with clock.travel(at("2026-11-01T00:00:01")):
        cut = bank_of_cuts.take("2026-10")
    empty = {(f"2026-{n:02d}",): (0, 0, False) for n in range(1, 10)}
    assert counted(cut, "casos-por-mes") == {**empty, ("2026-10",): (1, 1, False)}
    for wrong in ("2026-13", "2026-1", "octubre", ""):
        with pytest.raises(Invalid, match="año y mes"):
            bank_of_cuts.take(wrong)


def load(bank: Bank, moment: str, months: list[str], start: int) -> None:
    """An extract registered at a moment, one woman and one case for each source month."""
    made = [
        ImportedWoman(
            "prueba",
            f"m{start + n}",
            PROFILE,
            cases=(ImportedCase(f"c{start + n}", replace(CASE, facts_on=day), day),),
        )
        for n, day in enumerate(dt.date.fromisoformat(f"{month}-15") for month in months)
    ]
    with clock.travel(at(moment)), acting(bank.aide):
        casefiles.register_imported(by=bank.aide, items=made)


def test_the_historical_load_counts_where_it_comes_from_and_later_loads_where_they_enter(
    bank_of_cuts: Bank,
) -> None:
    load(bank_of_cuts, "2026-10-20T10:00:00", ["2026-08"] * 6 + ["2026-09"] * 7, 0)
    with clock.travel(at("2026-10-25T10:00:00")):
        first = bank_of_cuts.take("2026-09")
    load(bank_of_cuts, "2026-10-25T11:00:00", ["2026-08"] * 5, 100)
    with clock.travel(at("2026-10-26T10:00:00")):
        bank_of_cuts.approve(first)
        bank_of_cuts.publish(first)
    load(bank_of_cuts, "2026-10-27T11:00:00", ["2026-09"] * 3 + ["2026-10"] * 2, 200)
    second = bank_of_cuts.take("2026-10")
    empty = {(f"2026-{n:02d}",): 0 for n in range(1, 8)}
    assert [n for n, *_ in counted(first, "casos-por-mes").values()] == [*empty.values(), 6, 7]
    assert {k: n for k, (n, *_) in counted(second, "casos-por-mes").items()} == {
        **empty,
        ("2026-08",): 6,
        ("2026-09",): 7,
        ("2026-10",): 10,
    }
    assert (first.late_in, second.late_in) == (0, 8), "five loaded after freezing, three of September"


def test_nothing_is_frozen_while_a_load_is_half_way(bank_of_cuts: Bank, person_of, institutions) -> None:
    with acting(bank_of_cuts.aide):
        running = Import.objects.create(
            institution_id=institutions.hospital.id, source="prueba", digest="0" * 64, progress="running"
        )
    with pytest.raises(Conflict, match="carga en curso"):
        bank_of_cuts.take("2026-09")
    with acting(bank_of_cuts.aide):
        Import.objects.filter(pk=running.pk).update(progress="done")
    assert bank_of_cuts.take("2026-09").version == "2026-09-r1"


def test_a_merged_woman_is_counted_once_and_an_unmerged_one_as_two(bank_of_cuts: Bank) -> None:
    """By the memberships of the moment of the cut; the cases stay with their records."""
    bank_of_cuts.register("una", "2025-01-10T10:00:00", "PSI")
    bank_of_cuts.register("otra", "2025-01-11T10:00:00", "FIS")
    desk = Desk(
        bank_of_cuts.head, *(bank_of_cuts.actor_of("capturer", code) for code in ("hospital", "police"))
    )
    desk.records = [bank_of_cuts.records["una"], bank_of_cuts.records["otra"]]

    def counts() -> tuple[int, int]:
        definition = load_definitions()["I02"]
        with counting("2025-01", None) as counter:
            cell = counter.count(definition, definition.tables[0], ["2025-01"]).cell("2025-01", "total")
        return cell.value, cell.women

    assert counts() == (2, 2)
    assert desk.act("same", 0, 1)
    assert counts() == (2, 1)
    assert desk.act("undo", 0, 1)
    assert counts() == (2, 2)
