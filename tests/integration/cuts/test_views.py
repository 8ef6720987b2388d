"""From what people capture to the rows of the views: every indicator counted from real records, by hand."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from tests.harness import people
from tests.harness.merging import moved
from tests.integration.care.conftest import consent_data, referral_data
from tests.integration.casefiles.samples import AGGRESSOR, CASE, PROFILE
from tests.integration.cuts.conftest import Bank, at

from banevim.care import actions as care
from banevim.care.terms import ServiceData
from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.casefiles.models import Case
from banevim.casefiles.terms import AggressorData, Answered, CaseData, Identity, Missing, Profile, Way
from banevim.catalogs.rules import business_days_between
from banevim.common import clock
from banevim.cuts.queries import codebook_on, counting
from banevim.cuts.rules.catalogue import codes_of
from banevim.methods.indicators import load_definitions, load_vocabulary
from banevim.vault.context import acting

UNSAID = Missing.UNKNOWN
ANA = replace(PROFILE, age=17, schooling="01", civil_status="SOL", occupation="EST", income_source="FAM")
EVA = Profile(age=None, age_missing=UNSAID)
FIRST = replace(
    CASE,
    facts_on=dt.date(2024, 12, 20),
    learned_on=dt.date(2025, 1, 31),
    weapons="SI",
    drugs="NO",
    authority_knows="FIS",
    aggressors=(AGGRESSOR, replace(AGGRESSOR, link="CON", sex=UNSAID, age=None, age_missing=UNSAID, name="")),
)
SECOND = replace(
    FIRST,
    types=("PSI",),
    facts_on=dt.date(2025, 3, 1),
    learned_on=dt.date(2025, 3, 3),
    municipality="03009",
    place="ESC",
    weapons=UNSAID,
    authority_knows="NIN",
    aggressors=(AGGRESSOR,),
)
SILENT = CaseData(
    modality=UNSAID, types=(), types_missing=UNSAID, municipality=UNSAID, place=UNSAID, precision="se_desconoce",
    authority_knows=UNSAID, known_aggressor=UNSAID, drugs=UNSAID, weapons=UNSAID,
    aggressors=(AggressorData(link=UNSAID),),
)  # fmt: skip


def told(section: str, position: int = 0, **coded: Any) -> Answered:
    return Answered(section, coded, {}, position)


SHEET = (
    told("effects", physical=["DOL", "LES"], psychological=["NIN"], economic=[UNSAID]),
    told("injuries", kind="CON", severity="LEV"),
    told("injuries", 1, kind="FRA", severity="MOD"),
    told("risk", level="ALT"),
    told("investigations", kind="AVE"),
    told("investigations", 1, kind="CAR"),
    told("background", indigenous="SI", afromexican="NO", schooling_status="CUR", income_band="SIN"),
    told("needs", disability=["NIN"], pregnant=UNSAID),
    told("conditions", vulnerability=["MIG"]),
    told("circumstances", organised_crime="SI", reported_before="NOR"),
)


def shown(name: str, by: tuple[str, ...], period: str, closed: str = "2025-12") -> dict[Any, tuple[int, int]]:
    """The cells of a table that are not zero, by label."""
    definition = load_definitions()[name]
    table = next(t for t in definition.tables if t.by == by and len(t.grain) and _fits(t.grain, period))
    with counting(closed, None) as counter:
        found = counter.count(
            definition, table, [period], codes_of((definition, table), codebook_on(clock.today()))
        )
    cells = [cell for cell in found.of_period(period) if cell.value or cell.keys[-1] == "total"]
    return {
        cell.keys[1] if len(cell.keys) == 2 else cell.keys[1:]: (cell.value, cell.women) for cell in cells
    }


def _fits(grain: str, period: str) -> bool:
    return grain == {4: "year", 7: "month" if "T" not in period else "quarter"}[len(period)]


@pytest.fixture
def captured(bank_of_cuts: Bank) -> Bank:
    """Ana tells two cases at two institutions, which are found to be of one woman; Eva tells nothing more."""
    bank = bank_of_cuts
    hospital, police = bank.actor_of("capturer", "hospital"), bank.actor_of("capturer", "police")

    def open_and_register(
        actor: Any, name: str, moment: str, profile: Profile, data: CaseData, sheet: Any
    ) -> None:
        with clock.travel(at(moment)), acting(actor):
            identity = Identity(given_names=f"Prueba {name}", first_surname="Vista")
            record = casefiles.open_file(by=actor, identity=identity, profile=profile)
            casefiles.register_case(by=actor, record_id=record.id, data=data, answered=sheet)
            bank.records[name] = record.id

    open_and_register(hospital, "ana", "2025-02-10T10:00:00", ANA, FIRST, SHEET)
    open_and_register(police, "anew", "2025-03-11T10:00:00", replace(ANA, age=18), SECOND, ())
    open_and_register(hospital, "eva", "2025-03-31T23:59:59", EVA, SILENT, ())
    with acting(hospital):
        file = files.file_of(bank.records["ana"])
    moved(bank.head, bank.records["anew"], file.id)
    for moment, kind, status in (
        ("2025-03-05", "MED", "OTO"),
        ("2025-03-06", "JUR", "CON"),
        ("2025-03-07", "PSI", "NOA"),
    ):
        with clock.travel(at(f"{moment}T09:00:00")), acting(hospital):
            data = ServiceData(kind, dt.date.fromisoformat(moment) - dt.timedelta(days=10), status)
            care.register_service(by=hospital, record_id=bank.records["ana"], data=data)
    return bank


UNTOLD = {"no_especificado": (1, 1)}
BY_HAND: list[tuple[str, tuple[str, ...], str, dict[Any, tuple[int, int]]]] = [
    ("I01", (), "2025-T1", {"total": (2, 2)}),
    ("I02", (), "2025-03", {"total": (2, 2)}),
    ("I02", ("municipality",), "2025", {"total": (2, 1), "03003": (1, 1), "03009": (1, 1), **UNTOLD}),
    ("I03", (), "2024-12", {"total": (1, 1)}),
    ("I03", ("delay",), "2025", {"total": (1, 1), "0": (1, 1)}),
    ("I03", ("delay",), "2024", {"total": (1, 1), "1-3": (1, 1)}),
    ("I04", ("municipality",), "2025", {"total": (1, 1), "03003": (1, 1), "03009": (1, 1), **UNTOLD}),
    ("I05", ("types",), "2025-T1", {"total": (3, 2), "PSI": (2, 1), "FIS": (1, 1), **UNTOLD}),
    ("I06", ("modality",), "2025-T1", {"total": (3, 2), "FAM": (2, 1), **UNTOLD}),
    ("I07", ("several_types",), "2025-T1", {"total": (3, 2), "SI": (1, 1), "NO": (1, 1), **UNTOLD}),
    ("I08", ("age",), "2025", {"total": (2, 2), "18-29": (1, 1), **UNTOLD}),
    ("I08", ("age_sesnsp",), "2025", {"total": (2, 2), "18-29": (1, 1), **UNTOLD}),
    ("I09", ("schooling",), "2025", {"total": (2, 2), "basica": (1, 1), **UNTOLD}),
    ("I09", ("schooling_status",), "2025", {"total": (2, 2), "CUR": (1, 1), **UNTOLD}),
    ("I09", ("civil_status",), "2025", {"total": (2, 2), "SOL": (1, 1), **UNTOLD}),
    ("I09", ("occupation",), "2025", {"total": (2, 2), "no_activa": (1, 1), **UNTOLD}),
    ("I09", ("income",), "2025", {"total": (2, 2), "FAM": (1, 1), **UNTOLD}),
    ("I09", ("income_band",), "2025", {"total": (2, 2), "SIN": (1, 1), **UNTOLD}),
    ("I11", ("links",), "2025-T1", {"total": (3, 2), "ex_pareja": (2, 1), "pareja": (1, 1), **UNTOLD}),
    ("I12", ("sex",), "2025", {"total": (4, 2), "H": (2, 1), "no_especificado": (2, 2)}),
    ("I12", ("age",), "2025", {"total": (4, 2), "30-44": (2, 1), "no_especificado": (2, 2)}),
    (
        "I13",
        ("place",),
        "2025-T1",
        {"total": (3, 2), "particular": (1, 1), "laboral_escolar": (1, 1), **UNTOLD},
    ),
    ("I14", ("weapons",), "2025-T1", {"total": (3, 2), "SI": (1, 1), "no_especificado": (2, 2)}),
    ("I14", ("substances",), "2025-T1", {"total": (3, 2), "NO": (2, 1), **UNTOLD}),
    ("I17", ("second_month",), "2025", {"total": (2, 2), "SI": (1, 1), "NO": (1, 1)}),
    ("I19", ("served_month",), "2025", {"total": (2, 2), "SI": (1, 1), "NO": (1, 1)}),
    ("I18", (), "2025-03", {"total": (2, 1), "registro_tardio": (2, 1)}),
    ("I18", ("service",), "2025-T1", {"total": (2, 1), "salud": (1, 1), "justicia": (1, 1)}),
    ("I24", ("authority",), "2025-T1", {"total": (3, 2), "SI": (1, 1), "NO": (1, 1), **UNTOLD}),
]


def test_every_indicator_from_what_was_captured(captured: Bank) -> None:
    assert [(name, by, period, shown(name, by, period)) for name, by, period, _ in BY_HAND] == BY_HAND


def test_the_sections_of_the_sheet(captured: Bank) -> None:
    """Ana's second record, at the police, has no section: what she told at the hospital is not copied to it."""
    assert shown("I15", ("effects",), "2025-T1") == {
        "total": (3, 2),
        "fisicos": (1, 1),
        "no_especificado": (2, 2),
    }
    assert shown("I15", ("injury",), "2025") == {"total": (3, 2), "MOD": (1, 1), "no_especificado": (2, 2)}
    assert shown("I16", ("risk",), "2025-T1") == {"total": (3, 2), "ALT": (1, 1), "no_especificado": (2, 2)}
    assert shown("I24", ("reported_before",), "2025-T1") == {
        "total": (3, 2),
        "NOR": (1, 1),
        "no_especificado": (2, 2),
    }
    assert shown("I24", ("investigation",), "2025-T1") == {
        "total": (3, 2),
        "SI": (1, 1),
        "NO": (1, 1),
        **UNTOLD,
    }


def test_what_each_woman_lives_with_is_told_once(captured: Bank) -> None:
    """The latest that she said: at the police nothing, so what the hospital wrote counts."""
    answers = {
        "indigenous": "SI",
        "afromexican": "NO",
        "disability": "NO",
        "organised_crime": "SI",
        "conditions": "MIG",
    }
    for question, said in answers.items():
        assert shown("I10", (question,), "2025") == {"total": (2, 2), said: (1, 1), **UNTOLD}, question
    assert shown("I10", ("pregnant",), "2025") == {"total": (2, 2), "no_especificado": (2, 2)}


def test_how_well_and_how_soon_it_was_captured(captured: Bank) -> None:
    """Known on Friday 31 January and captured on Monday 10 February: five business days, for the 3rd is one of rest.
    Known on Monday 3 March and captured on Tuesday 11: six."""
    assert shown("I25", ("on_time",), "2025-T1") == {
        "total": (3, 2),
        "SI": (1, 1),
        "NO": (1, 1),
        "no_especificado": (1, 1),
    }
    fields = load_vocabulary()["cases"].columns["answered"].fixed
    told_by_ana = {name: (2, 1) for name in fields if name != "ninguno"}
    assert shown("I26", ("answered",), "2025-T1") == {"total": (3, 2), **told_by_ana, "ninguno": (1, 1)}


def test_the_views_can_be_made_again_over_themselves(captured: Bank, committed: Any) -> None:
    """After every migration they are: the same rows give the same numbers."""
    before = shown("I05", ("types",), "2025-T1")
    assert committed.order("secure_schema").returncode == 0
    assert shown("I05", ("types",), "2025-T1") == before


def test_weekdays_are_those_of_the_calendar(bank: Any) -> None:
    """The closed form of the views against the rule of the calendar, day by day, around two changes of year."""
    start = dt.date(2023, 12, 20)
    days = [start + dt.timedelta(days=n) for n in range(0, 400, 3)]
    pairs = [(a, b) for a in days[:12] for b in days]
    with psycopg.connect(bank.url("owner")) as owner:
        found = owner.execute(
            "SELECT stats.weekdays(a, b) FROM unnest(%s::date[], %s::date[]) p (a, b)",
            [[a for a, _ in pairs], [b for _, b in pairs]],
        ).fetchall()
    assert [n for (n,) in found] == [business_days_between(a, b, ()) for a, b in pairs]


def test_institutions_that_capture(bank_of_cuts: Bank) -> None:
    """Those with an account to capture, since it was opened; only the hospital registered a case this month."""
    bank_of_cuts.register("una", clock.now().astimezone(clock.zone()).replace(tzinfo=None).isoformat(), "PSI")
    month = f"{clock.today():%Y-%m}"
    with_accounts = sum(place.code != people.OFFICE for place in people.INSTITUTIONS.values())
    assert shown("I27", ("captured",), month, month) == {
        "total": (with_accounts, 0),
        "SI": (1, 0),
        "NO": (with_accounts - 1, 0),
    }
    assert shown("I27", ("captured",), "2025-01", month) == {"total": (0, 0)}


@pytest.fixture
def refer(bank_of_cuts: Bank) -> Callable[[], UUID]:
    """A referral of a new woman from the hospital to the police, which receives and accepts it."""
    hospital = bank_of_cuts.actor_of("capturer", "hospital")
    police = bank_of_cuts.actor_of("capturer", "police")

    def make() -> UUID:
        record = bank_of_cuts.open(f"canalizada{uuid4().hex[:6]}")
        with acting(hospital):
            words = {"data": referral_data(), "consent": consent_data(), "idempotency_key": uuid4()}
            sent = care.send_referral(by=hospital, file_id=files.file_of(record).id, **words)
        with acting(police):
            care.accept_referral(by=police, referral_id=sent.id)
        key: UUID = sent.id
        return key

    return make


def test_referrals_and_how_they_ended(bank_of_cuts: Bank, refer: Callable[[], UUID]) -> None:
    """Three were accepted; two ended, one of them taken back by who sent it. The open one is not counted."""
    closed, revoked, _ = refer(), refer(), refer()
    with acting(bank_of_cuts.actor_of("capturer", "police")) as police:
        care.close_referral(by=police, referral_id=closed, outcome="PAR")
    with acting(bank_of_cuts.actor_of("capturer", "hospital")) as hospital:
        care.revoke_referral(by=hospital, referral_id=revoked, reason="ERR")
    month = f"{clock.today():%Y-%m}"
    assert shown("I20", ("outcome",), month[:4], month) == {"total": (2, 2), "PAR": (1, 1), "REV": (1, 1)}
    assert shown("I20", ("service", "outcome"), month[:4], month) == {
        ("total", "total"): (2, 2),
        ("total", "PAR"): (1, 1),
        ("total", "REV"): (1, 1),
        ("justicia", "total"): (2, 2),
        ("justicia", "PAR"): (1, 1),
        ("justicia", "REV"): (1, 1),
    } | {
        (group, "total"): (0, 0)
        for group in ("salud", "social", "proteccion", "economico", "otro", "no_especificado")
    }


def test_a_corrected_case_counts_as_it_says_now(captured: Bank) -> None:
    """The last version of the case, of her record and of its sections; nothing of what they said before."""
    hospital = captured.actor_of("capturer", "hospital")
    with acting(hospital):
        case_id = Case.objects.get(record_id=captured.records["ana"]).id
        row, kept = casefiles.open_to_correct(by=hospital, case_id=case_id, reason="ATE")
        draft = casefiles.start_draft(by=hospital, way=Way.EXPRESS, typed={}, corrects=row)
        again = [a for a in kept.answered if a.section != "risk"] + [told("risk", level="BAJ")]
        casefiles.correct_case(
            by=hospital, draft_id=draft.id, reason="Se anotó mal.", changes={"types": (["FIS", "PSI"], ["SEX"])},
            identity=kept.identity, profile=kept.profile, data=replace(kept.data, types=("SEX",)), answered=again,
        )  # fmt: skip
    assert shown("I05", ("types",), "2025-T1") == {
        "total": (3, 2),
        "PSI": (1, 1),
        "SEX": (1, 1),
        "no_especificado": (1, 1),
    }
    assert shown("I16", ("risk",), "2025-T1") == {"total": (3, 2), "BAJ": (1, 1), "no_especificado": (2, 2)}


def test_the_views_hold_nothing_but_coarse_codes(bank: Any) -> None:
    """No identifier, no day, no age in years, no text, no institution: what every view has, and the vocabulary."""
    common = {
        "state_code": "character varying",
        "number": "bigint",
        "woman": "bigint",
        "month": "text",
        "late": "boolean",
    }
    with psycopg.connect(bank.url("stats")) as stats:
        for source in load_vocabulary().values():
            columns = dict(
                stats.execute(
                    "SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a"
                    " WHERE a.attrelid = %s::regclass AND a.attnum > 0",
                    [source.relation],
                ).fetchall()
            )
            own = {name: kind for name, kind in columns.items() if name not in common}
            assert common.items() <= columns.items()
            assert set(own) - {"facts_month"} == {
                name for name, each in source.columns.items() if not each.sql
            }
            kinds = {
                n: "text[]" if n in source.columns and source.columns[n].kind == "codes" else "text"
                for n in own
            }
            assert own == kinds


def test_nobody_reads_the_views_without_saying_where_and_until_when(captured: Bank, committed: Any) -> None:
    with psycopg.connect(committed.url("stats")) as stats:
        for view in ("cases", "aggressors", "services", "institutions"):
            with pytest.raises(psycopg.errors.UndefinedObject, match=r"stats\.(zone|closed|history_ends)"):
                stats.execute(f"SELECT month FROM stats.{view}".encode())
            stats.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            stats.execute("SELECT * FROM stats.memberships")
