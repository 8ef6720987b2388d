"""Loads denominators. One source and version is one closed set: other figures need another version."""

import pathlib

from banevim.catalogs import data
from banevim.catalogs.actions import make
from banevim.catalogs.actions.load import new_version
from banevim.catalogs.actions.parsing import parsed
from banevim.catalogs.models import Municipality, Population, State
from banevim.common.errors import Conflict, Invalid
from banevim.vault import audit
from banevim.vault.context import Actor, acting


def load_population(*, path: pathlib.Path, by: Actor) -> int:
    """Load `cvegeo,anio,sexo,edad_min,edad_max,poblacion,fuente,version`; returns the new rows.

    A set already loaded with the same figures is left as it is; with others, the load is refused.
    """
    rows = parsed(data.read(path), make.population, path.name)
    _check(rows)
    with acting(by):
        new = [row for key, cells in _sets(rows).items() if _is_new(key, cells) for row in cells]
        Population.objects.bulk_create(new, batch_size=1000)
        new_version()
        audit.record("catalogs.population.loaded", details={"rows": len(rows), "new": len(new)})
    return len(new)


def _figure(cell: Population) -> tuple[object, ...]:
    return (cell.year, cell.sex, cell.cvegeo, cell.age_from, cell.age_to, cell.people)


def _sets(rows: list[Population]) -> dict[tuple[str, str], list[Population]]:
    found: dict[tuple[str, str], list[Population]] = {}
    for row in rows:
        found.setdefault((row.source, row.edition), []).append(row)
    return found


def _check(rows: list[Population]) -> None:
    """No cell twice, ages in order, only places that exist."""
    if len({(r.source, r.edition, *_figure(r)[:-1]) for r in rows}) != len(rows):
        raise Invalid(
            "El archivo repite una celda (lugar, año, sexo y edad). Deja una sola y vuelve a cargarlo."
        )
    if any(r.age_from is not None and r.age_to is not None and r.age_from > r.age_to for r in rows):
        raise Invalid(
            "Hay una fila con la edad mínima mayor que la máxima. Corrígela y vuelve a cargar el archivo."
        )
    known = {
        *State.objects.values_list("code", flat=True),
        *Municipality.objects.values_list("cvegeo", flat=True),
    }
    if unknown := sorted({r.cvegeo for r in rows} - known):
        raise Invalid(f"El archivo trae lugares que no están en el catálogo: {', '.join(unknown[:5])}.")


def _is_new(key: tuple[str, str], cells: list[Population]) -> bool:
    current = {_figure(cell) for cell in Population.objects.filter(source=key[0], edition=key[1])}
    if current and current != {_figure(cell) for cell in cells}:
        raise Conflict(f"Ya hay otras cifras de «{key[0]}», versión {key[1]}. Cárgalas con otra versión.")
    return not current
