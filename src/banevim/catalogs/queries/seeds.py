"""What other rooms load at the start: institutions of a state. And whether the shipped files are loaded."""

import pathlib
from typing import Any

from banevim.catalogs import data
from banevim.catalogs.models import CatalogVersion
from banevim.catalogs.queries.places import largest_municipalities
from banevim.common.errors import Invalid


def institution_seed(state_code: str, practice: bool) -> list[dict[str, Any]]:
    """Institutions of a state (the minimal set when it ships no file), and the fictitious ones in a practice bank.

    Keys: code, name, kind, municipality, holds_accounts, is_shelter, is_active, provenance.
    """
    own = data.rows(f"state_{state_code}/institutions.csv") or data.rows("state_default/institutions.csv")
    return [_institution(row) for row in own + (_practice_rows(state_code) if practice else [])]


def institutions_in(path: pathlib.Path) -> list[dict[str, Any]]:
    """Institutions of a file of the office, with the columns of the shipped ones: shelters are opened this way.

    Raises Invalid naming the line that cannot be read.
    """
    rows = data.read(path)
    for number, row in enumerate(rows, start=2):
        if not _whole(row):
            raise Invalid(
                f"La línea {number} de «{path.name}» no se puede leer: lleva clave, nombre y tipo, y yes o no en "
                "holds_accounts, is_shelter y active."
            )
    return [_institution(row) for row in rows]


def _whole(row: dict[str, str]) -> bool:
    said = all(row.get(name) for name in ("code", "name", "kind"))
    flags = {row.get(name) for name in ("holds_accounts", "is_shelter", "active")}
    return said and flags <= {"yes", "no"} and {"municipality", "provenance"} <= row.keys()


def practice_places(state_code: str, name: str) -> list[dict[str, str]]:
    """Rows of a practice file placed in the most populous municipalities of the state."""
    rows = data.rows(f"practice/{name}.csv")
    places = largest_municipalities(state_code, max(int(row["rank"]) for row in rows))
    return [_placed(row, places[int(row["rank"]) - 1]) for row in rows if int(row["rank"]) <= len(places)]


def shipped_digest(state_code: str, practice: bool) -> str:
    """Digest of what `load_catalogs` would load for this bank."""
    return data.digest(state_code, "practice" if practice else "production")


def is_loaded(state_code: str, practice: bool) -> bool:
    """True when the shipped files are already in the database."""
    return CatalogVersion.objects.filter(digest=shipped_digest(state_code, practice)).exists()


def _practice_rows(state_code: str) -> list[dict[str, str]]:
    return practice_places(state_code, "institutions")


def _placed(row: dict[str, str], place: Any) -> dict[str, str]:
    return {**row, "municipality": place.code, "name": row["name"].format(municipality=place.name)}


def _institution(row: dict[str, str]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "name": row["name"],
        "kind": row["kind"],
        "municipality": row["municipality"],
        "holds_accounts": row["holds_accounts"] == "yes",
        "is_shelter": row["is_shelter"] == "yes",
        "is_active": row["active"] == "yes",
        "provenance": row["provenance"],
    }
