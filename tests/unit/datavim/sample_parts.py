"""Invented tables of one column: by quarter and by year, with and without municipalities, some cells withheld."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tests.unit.datavim import sample

from datavim.bundle import CONTEXT_TABLES, Bundle, CellState, Code, Dimension, Row, Table
from datavim.words import period_name, sentence_start

QUARTERS = ("2026-T1", "2026-T2", "2026-T3")
YEARS = ("2024", "2025")
MODALITIES = (
    ("FAM", "Familiar", 62),
    ("COM", "En la comunidad", 15),
    ("LAB", "Laboral", 9),
    ("DIG", "Digital y mediática", 6),
    ("INS", "Institucional", 3),
    ("POL", "Política", 0),
    ("FEM", "Feminicida", 0),
)
AGES = (
    ("00-05", "0 a 5 años", 1),
    ("06-11", "6 a 11 años", 2),
    ("12-17", "12 a 17 años", 9),
    ("18-29", "18 a 29 años", 31),
    ("30-44", "30 a 44 años", 38),
    ("45-59", "45 a 59 años", 14),
    ("60+", "60 años o más", 5),
)
SEVERAL = (("SI", "Dos o más tipos", 58), ("NO", "Un solo tipo", 42))
SERVICES = (("psi", "Atención psicológica", 44), ("jur", "Asesoría jurídica", 33), ("ref", "Refugio", 0))
SIZES = {"03": 1660, "03001": 113, "03002": 96, "03003": 598, "03008": 812, "03009": 24, "otra_entidad": 12}
UNKNOWN_PLACE = "no_especificado"

Codes = Sequence[tuple[str, str, int]]
CARDS: tuple[tuple[str, str, str, str, tuple[str, ...], dict[str, object]], ...] = (
    (
        "I06",
        "casos-por-modalidad",
        "Casos por modalidad de la violencia",
        "casos",
        ("casos-por-modalidad", "casos-por-modalidad-y-municipio"),
        {"denominator": "Casos con modalidad conocida.", "base": "known"},
    ),
    (
        "I07",
        "casos-con-mas-de-un-tipo",
        "Casos con más de un tipo de violencia",
        "casos",
        ("casos-con-mas-de-un-tipo",),
        {"denominator": "Casos con tipo conocido.", "base": "known", "answers": ("SI",)},
    ),
    (
        "I08",
        "edad-de-las-mujeres",
        "Edad de las mujeres registradas",
        "mujeres",
        ("edad-de-las-mujeres",),
        {
            "denominator": "Mujeres con edad conocida.",
            "base": "known",
            "theme": "Número de víctimas. Ley de ejemplo",
        },
    ),
    (
        "I01",
        "mujeres-registradas",
        "Mujeres registradas",
        "mujeres",
        ("mujeres-por-trimestre", "mujeres-registradas-por-municipio"),
        {"theme": "Número de víctimas. Ley de ejemplo"},
    ),
    ("I18", "servicios-otorgados", "Servicios otorgados", "servicios", ("servicios-por-tipo",), {}),
)


def column(name: str, label: str, codes: Codes, total: str) -> Dimension:
    known = (Code(code, words) for code, words, _ in codes)
    return Dimension(
        name, label, (*known, Code(UNKNOWN_PLACE, "No especificado"), Code("total", total, total=True))
    )


def cells(keys: tuple[str, ...], whole: int, codes: Codes) -> Iterator[Row]:
    """Parts of a whole that add up to it; those under 5 are withheld, and one more so that none can be worked out."""
    missing = whole // 12
    known = whole - missing
    numbers = [known * share // 100 for _, _, share in codes]
    numbers[0] += known - sum(numbers)
    for (code, _, _), number in zip(codes, numbers, strict=True):
        yield Row((*keys, code), *_shown(number))
    hidden = missing < 5
    yield Row(
        (*keys, UNKNOWN_PLACE),
        None if hidden else missing,
        CellState.WITHHELD if hidden else CellState.UNSPECIFIED,
    )
    yield Row((*keys, "total"), whole)


def _shown(number: int) -> tuple[int | None, CellState]:
    return (None, CellState.WITHHELD) if number < 5 else (number, CellState.PUBLISHED)


def periods(name: str, label: str, codes: Sequence[str]) -> Dimension:
    return Dimension(name, label, tuple(Code(code, sentence_start(period_name(code))) for code in codes))


def tables(municipalities: Dimension) -> tuple[Table, ...]:
    quarter = periods("trimestre", "Trimestre de registro", QUARTERS)
    year = periods("anio", "Año de registro", YEARS)
    modality = column("modalidad", "Modalidad de la violencia", MODALITIES, "Casos registrados")
    several = column("varios_tipos", "Más de un tipo de violencia", SEVERAL, "Casos registrados")
    age = column("edad", "Edad de ella", AGES, "Mujeres con al menos un caso")
    service = column("servicio", "Servicio", SERVICES, "Servicios otorgados")
    sizes = {each: 380 + 30 * n for n, each in enumerate(QUARTERS)}
    by_place = [
        row
        for n, each in enumerate(YEARS)
        for place, size in SIZES.items()
        for row in cells((each, place), size + 7 * n, MODALITIES)
    ]
    women = [
        Row((each, place), *_shown(size - 9 + n))
        for n, each in enumerate(YEARS)
        for place, size in SIZES.items()
    ]
    return (
        _table("casos-por-modalidad", "I06", "casos", (quarter, modality), _each(sizes, MODALITIES)),
        _table("casos-por-modalidad-y-municipio", "I06", "casos", (year, municipalities, modality), by_place),
        _table("casos-con-mas-de-un-tipo", "I07", "casos", (quarter, several), _each(sizes, SEVERAL)),
        _table(
            "edad-de-las-mujeres", "I08", "mujeres", (year, age), _each({"2024": 1541, "2025": 1662}, AGES)
        ),
        _table(
            "mujeres-por-trimestre",
            "I01",
            "mujeres",
            (quarter,),
            [Row((q,), 300 + n) for n, q in enumerate(sizes)],
        ),
        _table("mujeres-registradas-por-municipio", "I01", "mujeres", (year, municipalities), women),
        _table("servicios-por-tipo", "I18", "servicios", (quarter, service), _each(sizes, SERVICES)),
    )


def _each(sizes: dict[str, int], codes: Codes) -> list[Row]:
    return [row for period, size in sizes.items() for row in cells((period,), size, codes)]


def _table(id_: str, indicator: str, unit: str, where: tuple[Dimension, ...], rows: list[Row]) -> Table:
    return Table(id_, indicator, indicator, unit, "Todos", where, tuple(rows))


def bundle(version: str = "2026-10-r1", **more: object) -> Bundle:
    """That of `sample`, with these tables too."""
    made = sample.bundle(version, **more)
    cards = tuple(sample.card(*each[:5], **each[5]) for each in CARDS)
    found = (*made.tables, *tables(sample.municipalities()))
    proven = tuple(table for table in found if table.id not in CONTEXT_TABLES)
    return replace(made, cards=(*made.cards, *cards), tables=found, proof=sample.proof_of(proven))


def write_all(home: Path) -> tuple[Path, Path]:
    return sample.write_all(home, bundle("2026-09-r1"), bundle())
