"""The table of the manual: each field that the guidelines ask for, its question on screen, its column, its indicator.

`./banevim docs` writes it again. What the
sheet asks comes from the sheet; `data/table` adds the columns of their own and whose work the rest is.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from banevim.casefiles.sheet._load import DATA, load
from banevim.casefiles.sheet._types import STEPS
from banevim.methods.indicators import load_definitions

PARTS = {
    "euv": "Expediente único (Lineamientos 2018, num. 31 a 35)",
    "special": "Casos especiales (Lineamientos 2018, num. 33)",
    "state": "Ley estatal, art. 3 fr. XX",
}
HEAD = """# Campos: dónde está cada dato

Qué piden los Lineamientos y la ley estatal, en qué pantalla se pregunta, en qué columna se guarda y qué indicador
alimenta. Esta página se genera con `banevim.casefiles.sheet.table`; no la edites a mano. Los Lineamientos de 2018 son
el último texto leído; los sustituyeron los del 16-05-2025 y hay que verificarla contra ellos.

- **Base**: L Lineamientos, X extractos del banco nacional, V y C cédulas en uso, M memoria. La ley estatal no la lleva.
- **Columna**: `casefiles_answers.sección.pregunta` está en los datos de la cédula; las demás son `tabla.columna`.
- **Indicador**: una raya dice que el dato sirve para atenderla y no alimenta ninguno. Los nombres están al final.
- Nunca se pregunta el estatus ni los documentos migratorios."""
TITLES = ("Grupo", "Dato", "Base", "Pantalla", "Pregunta", "Columna", "Indicador")


@dataclass(frozen=True)
class Place:
    """Where one answer is asked and kept."""

    screen: str
    question: str
    column: str
    indicator: str


@dataclass(frozen=True)
class Row:
    """One field of the guidelines or of the law: its places, or whose work it is."""

    part: str
    group: str
    item: str
    basis: str
    places: tuple[Place, ...]
    later: str


@cache
def rows() -> tuple[Row, ...]:
    """Every field, in the order of the guidelines. Raises KeyError when one names a place that does not exist."""
    known = places()
    return tuple(
        Row(
            each["part"],
            each["group"],
            each["item"],
            each["basis"],
            tuple(known[name] for names in each["columns"].split() for name in _named(names)),
            each["later"],
        )
        for each in _read("fields")
    )


def places() -> dict[str, Place]:
    """By name: `section.key` of the sheet, `table.column` of the rest."""
    own = {each["column"]: _own(each) for each in _read("columns")}
    asked = {
        f"{section.key}.{field.key}": Place(
            _screen(section.step, section.title),
            field.label,
            f"casefiles_answers.{section.key}.{field.key}",
            field.indicator,
        )
        for section in load().sections
        for field in section.fields
    }
    return own | asked


def indicators() -> dict[str, str]:
    """Name of every indicator."""
    return {key: definition.name for key, definition in load_definitions().items()}


def render() -> str:
    """The page of the manual."""
    parts = [HEAD]
    for part, title in PARTS.items():
        parts += [f"## {title}", "\n".join(_lines(part))]
    names = [f"| {key} | {name} |" for key, name in indicators().items()]
    parts += ["## Indicadores", "\n".join(["| Clave | Nombre |", "|---|---|", *names])]
    return "\n\n".join(parts) + "\n"


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / "table" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _own(each: dict[str, str]) -> Place:
    screen = _screen(int(each["step"]), each["place"]) if each["step"] else each["place"]
    return Place(screen, each["question"], each["column"], each["indicator"])


def _screen(step: int, title: str) -> str:
    return f"{step} {STEPS[step]}" + (f" · {title}" if title != STEPS[step] else "")


def _named(names: str) -> list[str]:
    """`section.*` stands for every question of a section."""
    section, _, key = names.partition(".")
    if key != "*":
        return [names]
    return [f"{section}.{field.key}" for field in load().section(section).fields]


def _lines(part: str) -> Iterator[str]:
    yield f"| {' | '.join(TITLES)} |"
    yield "|" + "---|" * len(TITLES)
    for row in rows():
        if row.part != part:
            continue
        what = [(row.group, row.item, " ".join(row.basis) or "—"), *[("", "", "")] * len(row.places)]
        where = [(p.screen, p.question, f"`{p.column}`", p.indicator or "—") for p in row.places]
        where += [(row.later, "—", "—", "—")] if row.later else []
        yield from (_line(*left, *right) for left, right in zip(what, where, strict=False))


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
