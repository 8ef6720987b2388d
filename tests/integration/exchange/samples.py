"""Small extracts in the public layout, row by row: the sample answers hold, a test changes one at a time."""

import csv
import io

from banevim.exchange.rules.reading import COLUMNS
from banevim.exchange.terms import Kind

COMMON = {"id": "B1", "registered": "2024-02-10", "state": "Baja California Sur", "municipality": "Comondú"}
ROWS = {
    Kind.CASES: {
        **COMMON,
        "facts": "2024-02-01",
        "place": "Espacio particular",
        "modality": "1 - Familiar",
        "known_aggressor": "SI",
        "drugs": "NO",
        "weapons": "SE DESCONOCE",
        **dict.fromkeys(("FIS", "SEX", "PAT", "ECO", "OTR"), "0"),
        "PSI": "1",
    },
    Kind.VICTIMS: {
        **COMMON,
        "schooling": "Preparatoria",
        "age": "31",
        "civil_status": "Casada/o",
        "children": "2",
        "income_source": "Trabajo",
    },
    Kind.AGGRESSORS: {
        **COMMON,
        "schooling": "Licenciatura",
        "age": "40",
        "civil_status": "Casada/o",
        "sex": "Hombre",
        "link": "Cónyuge o pareja",
    },
}


def table(kind: Kind, *changes: dict[str, str], encoding: str = "utf-8") -> bytes:
    """One file: a row for each set of changes to the sample row."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS[kind].values())
    for change in changes:
        row = ROWS[kind] | change
        assert set(row) == set(COLUMNS[kind])
        writer.writerow(row[name] for name in COLUMNS[kind])
    return text.getvalue().encode(encoding)


def cases(*changes: dict[str, str]) -> dict[Kind, bytes]:
    return {Kind.CASES: table(Kind.CASES, *changes)}


def victims(*changes: dict[str, str]) -> dict[Kind, bytes]:
    return {Kind.VICTIMS: table(Kind.VICTIMS, *changes)}


def aggressors(*changes: dict[str, str]) -> dict[Kind, bytes]:
    return {Kind.AGGRESSORS: table(Kind.AGGRESSORS, *changes)}


def three(n: int) -> dict[Kind, bytes]:
    """n women, each with a case and an aggressor."""
    ids = [{"id": f"B{i}"} for i in range(n)]
    return cases(*ids) | victims(*ids) | aggressors(*ids)
