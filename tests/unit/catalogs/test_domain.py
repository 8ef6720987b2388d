"""The lists that the law and the sources give: each option is there, with its article and the day it holds from."""

import datetime as dt

import pytest

from banevim.catalogs import data

ENTRIES = data.entry_rows("03")


def labels(catalog: str) -> dict[str, str]:
    return {r["code"]: r["label"] for r in ENTRIES if r["catalog"] == catalog}


def in_force(catalog: str, on: str = "2026-11-01") -> dict[str, dict[str, str]]:
    rows = [r for r in ENTRIES if r["catalog"] == catalog]
    return {
        r["code"]: r for r in rows if r["valid_from"] <= on and (not r["valid_to"] or on <= r["valid_to"])
    }


TYPES = {
    "PSI": "art. 6 fr. I ",
    "FIS": "art. 6 fr. II (ref. DOF 18-10-2022)",
    "PAT": "art. 6 fr. III ",
    "ECO": "art. 6 fr. IV ",
    "SEX": "art. 6 fr. V (ref. DOF 26-01-2024)",
    "INT": "art. 6 fr. VI (ref. DOF 17-01-2024)",
    "OTR": "art. 6 fr. VII (ref. DOF 17-01-2024)",
}
MODALITIES = {
    "FAM": "art. 7 (ref. DOF 08-05-2023)",
    "LAB": "arts. 10 y 11",
    "DOC": "arts. 10 y 12",
    "COM": "art. 16 ",
    "ASEP": "art. 16 Bis (ref. DOF 26-01-2024)",
    "INS": "art. 18 (ref. DOF 25-04-2023)",
    "POL": "arts. 20 Bis y 20 Ter (ref. DOF 13-04-2020)",
    "DIG": "art. 20 Quáter (ref. DOF 01-06-2021)",
    "MED": "art. 20 Quinquies (ref. DOF 01-06-2021)",
    "FEM": "art. 21 (ref. DOF 29-04-2022)",
}


@pytest.mark.parametrize(("catalog", "expected"), [("violence_type", TYPES), ("modality", MODALITIES)])
def test_types_and_modalities_of_the_law_in_force(catalog, expected):
    rows = in_force(catalog)
    assert set(rows) == set(expected)
    assert {c: r["legal_basis"] for c, r in rows.items() if expected[c] not in f"{r['legal_basis']} "} == {}
    assert all(r["provenance"] for r in rows.values())


def test_every_reform_opens_the_day_after_it_was_published_and_closes_what_it_replaces():
    dated = [r for r in ENTRIES if "ref. DOF" in r["legal_basis"]]
    assert len(dated) > 15
    for row in dated:
        day, month, year = row["legal_basis"].split("ref. DOF ")[1][:10].split("-")
        published = dt.date(int(year), int(month), int(day))
        assert row["valid_from"] == (published + dt.timedelta(days=1)).isoformat(), row
        before = [
            r for r in ENTRIES if (r["catalog"], r["code"]) == (row["catalog"], row["code"]) and r is not row
        ]
        ends = {r["valid_to"] for r in before if r["valid_from"] < row["valid_from"]}
        assert ends <= {published.isoformat()}, row


def test_eight_conducts_through_another_person():
    rows = in_force("interposed_conduct")
    assert sorted(rows) == list("ABCDEFGH")
    assert all(f"inciso {code.lower()})" in row["legal_basis"] for code, row in rows.items())
    assert in_force("interposed_conduct", "2024-01-17") == {}


def test_link_with_who_attacked():
    groups: dict[str, set[str]] = {}
    for row in in_force("link").values():
        groups.setdefault(row["group"], set()).add(row["code"])
    assert groups == {
        "pareja": {"CON", "COB", "NOV", "CYP"},
        "ex_pareja": {"EXC", "EXP"},
        "familia": {"PAD", "MAD", "PAS", "HIJ", "HER", "SUE", "TIA", "OFA", "TUT"},
        "comunidad": {"AMI", "VEC", "CND"},
        "laboral_docente": {"CMP", "JEF", "DCN"},
        "institucional": {"SPU", "POM"},
        "desconocida": {"DSC", "NIN"},
        "otra": {"OTR"},
    }
    assert labels("link")["DSC"] == "Persona desconocida", "a known stranger is not a missing answer"


@pytest.mark.parametrize(
    ("catalog", "codes"),
    [
        ("place", "DOM DAG DCO VIA TRA DIG EPA OCA TPU TPR ESC HOS IPU IPR BAR COM TEM PAR DES OTR"),
        ("schooling", "00 01 02 03 04 05 06 07 08 09 10 11 12 13 14"),
        ("civil_status", "SOL CAS ULI DIV SEP VIU"),
        ("sex", "M H X"),
        ("yes_no", "SI NO"),
        ("occupation", "1 2 3 4 5 6 7 8 9 HOG EST JUB BUS NOT INC"),
        ("service", "MED PSI JUR TSO REF ACO PSQ MIN PER NNA POL INT CAP BOL ALI REE ORI OTR"),
        ("search_reason", "ATE SEG OFI"),
        ("access_reason", "ATE SEG CAN OFI"),
    ],
)
def test_working_lists_are_whole_and_say_where_they_come_from(catalog, codes):
    rows = in_force(catalog)
    assert list(rows) == codes.split()
    assert all(r["provenance"] for r in rows.values())
    missing = {
        "se desconoce",
        "no especificado",
        "no se preguntó",
        "no aplica",
        "seleccione",
        "prefiere no responder",
    }
    assert not missing & {r["label"].lower() for r in rows.values()}, (
        "missing is said apart, never as an option"
    )
