"""The automatic checks and the differences of a cut, from what was captured to what who approves must have seen."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from tests.harness.merging import moved
from tests.integration.casefiles.samples import CASE, PROFILE
from tests.integration.cuts.conftest import Bank, at

from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.casefiles.models import Case
from banevim.casefiles.terms import ImportedCase, ImportedWoman, Way
from banevim.common import clock
from banevim.common.errors import Invalid
from banevim.cuts import actions, queries
from banevim.cuts.models import Cut
from banevim.vault.context import acting

MONTHS = ("2025-09", "2025-10", "2025-11", "2025-12")


@pytest.fixture
def bank(bank_of_cuts: Bank) -> Bank:
    """Four months of eight women in the hospital."""
    for month in MONTHS:
        for number in range(8):
            bank_of_cuts.register(f"w{number}", f"{month}-10T10:00:00", "PSI")
    return bank_of_cuts


def checks(cut: Cut) -> dict[str, dict[str, Any]]:
    return {check["key"]: check for check in cut.checks}


def flood(bank: Bank, moment: str, source_on: dt.date, count: int) -> None:
    """A load of the police: women of its own, known to it on a day."""
    made = [
        ImportedWoman(
            "prueba",
            f"p{moment}{n}",
            PROFILE,
            cases=(ImportedCase(f"c{moment}{n}", replace(CASE, facts_on=source_on), source_on),),
        )
        for n in range(count)
    ]
    police = bank.actor_of("capturer", "police")
    with clock.travel(at(moment)), acting(police):
        casefiles.register_imported(by=police, items=made)


def test_a_quiet_month_gives_nothing_to_look_at_but_what_is_missing(bank: Bank) -> None:
    found = checks(bank.take("2025-12"))
    assert {key for key, check in found.items() if check["look"]} == set()
    assert found["totals"]["sentence"] == (
        "Diciembre de 2025 tiene 8 casos; los 6 meses anteriores van de 0 a 8. Es lo esperable."
    )
    assert found["last"]["sentence"].startswith("Es el primer corte")


def test_what_moved_is_named_by_institution_and_must_be_seen_to_approve(bank: Bank) -> None:
    bank.release("2025-11", site=False)
    for number in range(40):
        bank.register(f"n{number}", "2025-12-11T10:00:00", "" if number < 12 else "PSI")
    flood(bank, "2025-12-20T10:00:00", dt.date(2025, 12, 19), 7)
    cut = bank.take("2025-12")
    found = checks(cut)
    assert {key for key, check in found.items() if check["look"]} == {
        "totals",
        "missing",
        "sudden",
        "capture",
    }
    assert found["totals"]["sentence"].startswith("Diciembre de 2025 tiene 55 casos")
    assert found["last"]["sentence"] == "Este corte cuenta 79 casos en total; el anterior, 24."
    assert found["missing"]["lines"] == ["Tipo de violencia: falta en 12 de 55 casos (21 %)"]
    assert found["sudden"]["lines"] == [
        "Institución de prueba hospital: 48 casos; los meses anteriores, de 0 a 8"
    ]
    assert found["capture"]["lines"] == ["Institución de prueba police empezó a registrar: 7 casos"]
    with acting(bank.watch), pytest.raises(Invalid, match="respuestas que faltan"):
        actions.approve_cut(by=bank.watch, cut_id=cut.id, seen=["totals", "sudden", "capture"])
    step = bank.approve(cut)
    assert step.details == {"seen": ["totals", "missing", "sudden", "capture"]}


def test_the_checks_never_block_the_freeze_and_the_sum_by_institution_is_the_count(bank: Bank) -> None:
    for number in range(40):
        bank.register(f"n{number}", "2025-12-11T10:00:00", "PSI")
    cut = bank.take("2025-12")
    assert (cut.problems, checks(cut)["totals"]["look"]) == ([], True)
    assert "deben ser iguales" not in checks(cut)["totals"]["sentence"]


def test_an_institution_that_stops_is_told(bank: Bank) -> None:
    found = checks(bank.take("2026-01"))
    assert found["capture"]["lines"] == [
        "Institución de prueba hospital dejó de registrar: en los tres meses anteriores tuvo 24 casos"
    ]


def correct(bank: Bank, name: str) -> None:
    hospital = bank.actor_of("capturer", "hospital")
    with acting(hospital):
        case_id = Case.objects.filter(record_id=bank.records[name]).order_by("registered_at").last().id  # type: ignore[union-attr]
        row, kept = casefiles.open_to_correct(by=hospital, case_id=case_id, reason="ATE")
        draft = casefiles.start_draft(by=hospital, way=Way.EXPRESS, typed={}, corrects=row)
        casefiles.correct_case(
            by=hospital, draft_id=draft.id, reason="Se anotó mal.", changes={"types": (["PSI"], ["SEX"])},
            identity=kept.identity, profile=kept.profile, data=replace(kept.data, types=("SEX",)),
            answered=kept.answered,
        )  # fmt: skip


def test_differences_are_explained_in_counts(bank: Bank) -> None:
    """December printed eight: three come late from a load, one is corrected, and two women turn out to be one."""
    with clock.travel(at("2026-01-05T10:00:00")):
        bank.release("2025-12", site=False)
    flood(bank, "2026-01-15T10:00:00", dt.date(2025, 12, 20), 3)
    correct(bank, "w0")
    with acting(bank.actor_of("capturer", "hospital")):
        file = files.file_of(bank.records["w1"])
    moved(bank.head, bank.records["w2"], file.id)
    cut = bank.take("2026-01")
    told = {(row["period"], row["unit"]): row for row in cut.differences}
    assert told["2025-12", "casos"]["sentence"] == (
        "Diciembre de 2025 subió 3 casos: 3 registros tardíos."
        " También hay 1 corrección y 1 registro unido a otro expediente."
    )
    assert told["2025-T4", "casos"]["change"] == 3
    assert told["2025", "mujeres"]["sentence"] == (
        "2025 bajó 1 mujer: 1 corrección y 1 registro unido a otro expediente."
    )
    assert ("2025-08", "casos") not in told
    assert not {"w0", "w1", "w2"} & set(str(cut.differences).split())


def test_cases_of_another_state_are_no_difference(bank: Bank) -> None:
    """The whole of a period is every case, wherever it happened: not what the table by municipality sums."""
    for number in range(8):
        bank.register(f"w{number}", "2025-10-11T10:00:00", "PSI", "02004")
    with clock.travel(at("2026-01-05T10:00:00")):
        bank.release("2025-12", site=False)
    assert bank.take("2026-01").differences == []


def test_a_first_cut_and_one_where_nothing_happened_have_none(bank: Bank) -> None:
    cut = bank.take("2025-11")
    assert cut.differences == []
    bank.approve(cut)
    bank.publish(cut)
    assert bank.take("2025-12").differences == []


def test_only_the_office_counts_by_institution(bank: Bank) -> None:
    for role in ("capturer", "institutional_liaison", "statistics_reader"):
        with acting(bank.actor_of(role)):
            assert queries.checking.captured("2025-01", "2026-12") == []
    with acting(bank.aide):
        assert sum(row.cases for row in queries.checking.captured("2025-01", "2026-12")) == 32
