"""The shipped files, before any database: complete, consistent, with known totals."""

import datetime as dt
import unicodedata
from collections import Counter

import pytest

from banevim.catalogs import data, rules
from banevim.catalogs.actions import make
from banevim.catalogs.queries.seeds import institution_seed
from banevim.catalogs.terms import FIRST_DAY, Catalog, Missing, Option

ENTRIES = data.entry_rows("03")
PLACES = data.rows("national/municipalities.csv")
KINDS = {
    "hospital",
    "police",
    "prosecutor",
    "school",
    "shelter",
    "municipal_institute",
    "victims_commission",
} | {
    "state_institute",
    "programme",
    "federal",
    "import",
    "coordination",
    "municipality",
}


def test_every_catalogue_has_rows_and_every_row_a_known_catalogue() -> None:
    assert {row["catalog"] for row in ENTRIES} == {catalog.value for catalog in Catalog}


def test_every_row_says_where_it_comes_from() -> None:
    for row in ENTRIES:
        entry = make.entry(row)
        entry.clean_fields(exclude=["id", "key", "group", "hint", "legal_basis", "valid_to"])
        assert entry.valid_from >= FIRST_DAY
        assert entry.label == unicodedata.normalize("NFC", entry.label)
        if row["catalog"] in ("violence_type", "modality", "interposed_conduct"):
            assert "LGAMVLV art" in row["legal_basis"]


def test_no_option_has_two_readings_on_one_day() -> None:
    versions = [(r["catalog"], make.entry(r)) for r in ENTRIES]
    options = [
        (c, Option(e.code, e.label, valid_from=e.valid_from, valid_to=e.valid_to)) for c, e in versions
    ]
    assert rules.overlapping(options) == []


@pytest.mark.parametrize("catalog", sorted(Catalog))
def test_express_keys_are_unique_and_never_those_of_missing(catalog: str) -> None:
    codes = {(r["key"], r["code"]) for r in ENTRIES if r["catalog"] == catalog and r["key"]}
    assert all(count == 1 for count in Counter(key for key, _ in codes).values())
    if catalog not in (Catalog.MISSING, Catalog.DATE_PRECISION):
        assert not {key for key, _ in codes} & set("0789")


@pytest.mark.parametrize("catalog", ["place", "link", "service", "schooling", "occupation"])
def test_every_group_has_a_label(catalog: str) -> None:
    groups = {r["group"] for r in ENTRIES if r["catalog"] == catalog}
    assert groups <= {r["code"] for r in ENTRIES if r["catalog"] == f"{catalog}_group"}


def test_a_state_file_takes_the_place_of_the_national_row() -> None:
    def office(state: str) -> list[str]:
        return [
            r["label"] for r in data.entry_rows(state) if (r["catalog"], r["code"]) == ("site_text", "office")
        ]

    assert office("30") == ["Oficina estatal del banco de datos"]
    assert office("03") == ["Departamento BANEVIM-BCS, Instituto Sudcaliforniano de las Mujeres"]
    assert len(data.entry_rows("03")) == len(data.entry_rows("30"))


def test_the_kinds_of_missing_are_those_of_the_design() -> None:
    assert [r["code"] for r in ENTRIES if r["catalog"] == "missing"] == [kind.value for kind in Missing]


@pytest.mark.parametrize(
    ("catalog", "code", "first_day"),
    [
        ("violence_type", "INT", "2024-01-18"),
        ("modality", "DIG", "2021-06-02"),
        ("modality", "MED", "2021-06-02"),
        ("modality", "POL", "2020-04-14"),
        ("modality", "ASEP", "2024-01-27"),
        ("modality", "FEM", "2007-02-02"),
    ],
)
def test_reforms_hold_from_the_day_after_their_publication(catalog: str, code: str, first_day: str) -> None:
    days = [r["valid_from"] for r in ENTRIES if (r["catalog"], r["code"]) == (catalog, code)]
    assert min(days) == first_day


def test_municipalities_of_the_country() -> None:
    assert len(PLACES) == len({r["cvegeo"] for r in PLACES}) == 2478
    states = {r["cve_ent"] for r in data.rows("national/states.csv")}
    assert {r["cvegeo"][:2] for r in PLACES} == states
    assert len(states) == 32
    assert {r["cvegeo"]: r["nom_mun"] for r in PLACES if r["cvegeo"].startswith("03")} == {
        "03001": "Comondú",
        "03002": "Mulegé",
        "03003": "La Paz",
        "03008": "Los Cabos",
        "03009": "Loreto",
    }


def test_census_totals() -> None:
    people = make.census(PLACES)
    women = {p.cvegeo: p.people for p in people if p.sex == "mujeres"}
    assert sum(p.people for p in people) == 126_014_024
    assert sum(n for code, n in women.items() if code.startswith("03")) == 392_568
    assert {code: n for code, n in women.items() if code.startswith("03")} == {
        "03001": 36_217,
        "03002": 30_951,
        "03003": 146_438,
        "03008": 170_167,
        "03009": 8_795,
    }
    assert len(women) == 2478 - 9  # nine municipalities are younger than the Census: no denominator, not zero


def test_localities_have_their_accents() -> None:
    names = {r["cvegeo"]: r["nom_loc"] for r in data.rows("state_03/localities.csv")}
    assert len(names) == 29
    assert names["030010001"] == "Ciudad Constitución"
    assert names["030030944"] == "Melitón Albáñez Domínguez"


def test_banavim_mapping_leads_to_existing_codes() -> None:
    codes = {(r["catalog"], r["code"]) for r in ENTRIES}
    for row in data.rows("national/banavim_mapping.csv"):
        where = "missing" if row["code"] in set(Missing) else row["catalog"]
        assert (where, row["code"]) in codes, row


def test_deadlines_of_one_key_do_not_overlap() -> None:
    rows = [make.deadline(r) for r in data.rows("national/deadlines.csv")]
    options = [(r.key, Option("x", "", valid_from=r.valid_from, valid_to=r.valid_to)) for r in rows]
    assert rules.overlapping(options) == []


def test_unconfirmed_days_say_that_they_must_be_verified() -> None:
    for row in data.rows("state_03/holidays.csv"):
        assert dt.date.fromisoformat(row["date"])
        assert row["confirmed"] == "yes" or "Verificar" in row["provenance"]


@pytest.mark.parametrize("state", ["03", "30"])
def test_institutions_of_any_state(state: str) -> None:
    seed = institution_seed(state, practice=False)
    codes = [row["code"] for row in seed]
    assert len(codes) == len(set(codes))
    assert {row["kind"] for row in seed} <= KINDS
    assert not any(row["is_shelter"] for row in seed)
    reserved = next(row for row in seed if row["code"] == "CARGA")
    assert (reserved["name"], reserved["holds_accounts"], reserved["kind"]) == (
        "Carga BANAVIM",
        False,
        "import",
    )


def test_programmes_and_bodies_hold_no_accounts() -> None:
    closed = {row["code"] for row in institution_seed("03", practice=False) if not row["holds_accounts"]}
    assert {"PAIMEF", "PAIBIM", "REF", "SEGOB", "CONAVIM", "SEPASEVM", "PM-003"} <= closed
    assert "IMM-009" not in closed
