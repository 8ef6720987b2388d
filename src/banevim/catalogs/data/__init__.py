"""Reader of the CSV files shipped with the catalogues (UTF-8, header in the first line)."""

import csv
import datetime as dt
import hashlib
import pathlib

from banevim.common.errors import Invalid

FOLDER = pathlib.Path(__file__).parent
Row = dict[str, str]


def read(path: pathlib.Path) -> list[Row]:
    """Rows of a CSV file, values stripped; a leading BOM is tolerated. Raises Invalid when it is not UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(lines)]
    except UnicodeDecodeError as error:
        raise Invalid(
            f"«{path.name}» no está en UTF-8. Guárdalo como CSV UTF-8 y vuelve a cargarlo."
        ) from error


def rows(name: str) -> list[Row]:
    """Rows of a shipped file, such as `national/states.csv`; empty when the state ships none."""
    path = FOLDER / name
    return read(path) if path.exists() else []


def victims_editions(state: str) -> dict[dt.date, list[Row]]:
    """The SESNSP victims series of a state by the day of its cut, which is in the name of the file."""
    files = (FOLDER / f"state_{state}").glob("sesnsp-victimas-*.csv")
    return {dt.date.fromisoformat(path.stem[-10:]): read(path) for path in sorted(files)}


def entry_rows(state: str = "", *, practice: bool = False) -> list[Row]:
    """Coded options of every file; a row of the state's own file takes the place of the national one, and in a practice
    bank a fictitious one that of both."""
    files = [*sorted((FOLDER / "entries").glob("*.csv")), FOLDER / f"state_{state}" / "entries.csv"]
    files += [FOLDER / "practice" / "entries.csv"] if practice else []
    found = [row for path in files if path.exists() for row in read(path)]
    return list({(row["catalog"], row["code"], row["valid_from"]): row for row in found}.values())


def digest(*context: str) -> str:
    """SHA-256 of every shipped file and the context of the load: tells whether there is something new."""
    total = hashlib.sha256("|".join(context).encode())
    for path in sorted(FOLDER.rglob("*.csv")):
        total.update(path.relative_to(FOLDER).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()
