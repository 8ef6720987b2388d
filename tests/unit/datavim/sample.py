"""A realistic invented bundle: five municipalities, 24 months, some withheld cells. Figures are fictitious."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from banevim.methods import disclosure
from datavim.bundle import (
    CASES_BY_MONTH,
    COVERAGE,
    WOMEN_BY_MUNICIPALITY,
    WOMEN_POPULATION,
    Bundle,
    Card,
    CellState,
    Code,
    CutInfo,
    Dimension,
    Policy,
    Proof,
    Row,
    Table,
    policy_digest,
    policy_text,
    rule_text,
    write_bundle,
)
from datavim.bundle.names import CONTEXT_TABLES, key_of
from datavim.bundle.verifier import FIRST_FORMAT
from datavim.helplines import Centre, HelpData, HelpLine, write_help
from datavim.words import month_name, quarter_name, sentence_start

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()

POLICY = (
    "Dato protegido por confidencialidad: menos de 5 mujeres, o necesario para que no se deduzca otro."
    " Un dato protegido puede ser cualquier número, también cero."
)
SIGNED = Policy(
    5,
    rule_text(5),
    number=1,
    signed=policy_text(5, "table"),
    digest=policy_digest(number=1, valid_from=date(2026, 1, 1), text=policy_text(5, "table")),
    in_force_from=date(2026, 1, 1),
    demand="table",
)
MONTHLY = [85, 88, 94, 101, 97, 112, 118, 109, 121, 117, 125, 131, 120]
MONTHLY += [96, 108, 119, 125, 164, 151, 143, 155, 131, 145, 156, 141]
TYPES = (
    ("psicologica", "Psicológica", 71),
    ("fisica", "Física", 52),
    ("sexual", "Sexual", 16),
    ("patrimonial", "Patrimonial", 11),
    ("economica", "Económica", 28),
    ("interposita", "A través de interpósita persona", 3),
    ("politica", "Violencia política contra las mujeres en razón de género", 0),
)
PLACES = (
    ("03001", "Comondú", 36217, {"2024": 101, "2025": 113}),
    ("03002", "Mulegé", 30951, {"2024": 118, "2025": None}),
    ("03003", "La Paz", 146438, {"2024": 561, "2025": 598}),
    ("03008", "Los Cabos", 170167, {"2024": 744, "2025": 812}),
    ("03009", "Loreto", 8795, {"2024": 17, "2025": None}),
)
WHOLE = ("03", "Baja California Sur", 392568, {"2024": 1541, "2025": 1662})


def months(last: str, count: int = 24) -> list[str]:
    year, month = int(last[:4]), int(last[5:])
    index = year * 12 + month - 1
    return [f"{i // 12}-{i % 12 + 1:02d}" for i in range(index - count + 1, index + 1)]


def cell(keys: tuple[str, ...], value: int | None) -> Row:
    return Row(keys, value, CellState.WITHHELD if value is None else CellState.PUBLISHED)


def by_month(last: str, count: int = 24) -> Table:
    known = months(last, count)
    counted = dict(zip(months("2026-10", 25), MONTHLY, strict=True))
    codes = tuple(Code(code, month_name(code)) for code in known)
    rows = tuple(cell((code,), counted.get(code, 80)) for code in known)
    where = (Dimension("mes", "Mes de registro", codes),)
    return Table(CASES_BY_MONTH, "I02", "Casos registrados por mes", "casos", "Todos los casos", where, rows)


def by_type() -> Table:
    quarters = ["2026-T1", "2026-T2", "2026-T3"]
    rows: list[Row] = []
    for step, quarter in enumerate(quarters):
        base = 380 + 30 * step
        rows.append(cell((quarter, "base"), base))
        for place, (code, _, share) in enumerate(TYPES):
            value = None if share == 0 else max(5, base * (share + (step - 1) * (place % 3)) // 100)
            rows.append(cell((quarter, code), value))
        rows.append(Row((quarter, "no_especificado"), 14 - 2 * step, CellState.UNSPECIFIED))
    kinds = (
        Code("base", "Casos registrados", total=True),
        *(Code(code, label) for code, label, _ in TYPES),
        Code("no_especificado", "No especificado"),
    )
    periods = tuple(Code(item, sentence_start(quarter_name(item))) for item in quarters)
    where = (
        Dimension("trimestre", "Trimestre", periods),
        Dimension("tipo", "Tipo de violencia", kinds, several=True),
    )
    return Table("casos-por-tipo", "I05", "Casos por tipo", "casos", "Casos con tipo", where, tuple(rows))


def municipalities() -> Dimension:
    whole = Code(WHOLE[0], WHOLE[1], total=True)
    inside = (Code(code, name, parent="03") for code, name, _, _ in PLACES)
    apart = (Code("no_especificado", "No especificado"), Code("otra_entidad", "Hechos en otra entidad"))
    return Dimension("municipio", "Municipio", (whole, *inside, *apart))


def by_place() -> Table:
    years = ("2024", "2025")
    rows = [cell((year, code), counts[year]) for year in years for code, _, _, counts in (WHOLE, *PLACES)]
    rows += [Row((year, "no_especificado"), 21, CellState.UNSPECIFIED) for year in years]
    rows += [cell((year, "otra_entidad"), None) for year in years]
    where = (Dimension("anio", "Año", tuple(Code(year, year) for year in years)), municipalities())
    title = "Mujeres con al menos un caso registrado"
    return Table(WOMEN_BY_MUNICIPALITY, "I04", title, "mujeres", "Años cerrados", where, tuple(rows))


def population() -> Table:
    rows = tuple(cell(("2020", code), women) for code, _, women, _ in (WHOLE, *PLACES))
    where = (Dimension("anio", "Año", (Code("2020", "2020"),)), municipalities())
    return Table(
        WOMEN_POPULATION, "I04", "Mujeres que viven en el estado", "mujeres", "Censo 2020", where, rows
    )


INSTITUTIONS = (
    ("SEG", "Secretaría de Seguridad Pública (práctica)", 12),
    ("CJM", "Centro de Justicia para las Mujeres (práctica)", 12),
    ("SAL", "Servicios de salud (práctica)", 9),
    ("MUN", "Instancia municipal de las mujeres de Comondú (práctica)", 4),
)
"""Code, name, and how many of the last months each one had closed; the last one began five months before."""


def coverage(last: str) -> Table:
    known = months(last, 12)
    rows = [
        Row((month, code), 1)
        if place < closed or code == "MUN"
        else Row((month, code), None, CellState.NOT_CAPTURED)
        for code, _, closed in INSTITUTIONS
        for place, month in enumerate(known)
        if code != "MUN" or place >= 7
    ]
    where = (
        Dimension("mes", "Mes", tuple(Code(month, month) for month in known)),
        Dimension("institucion", "Institución", tuple(Code(code, name) for code, name, _ in INSTITUTIONS)),
    )
    title = "Instituciones que cerraron su mes"
    return Table(COVERAGE, "", title, "meses cerrados", "Al congelar el corte", where, tuple(rows))


def card(id_: str, slug: str, name: str, unit: str, tables: tuple[str, ...], **more: object) -> Card:
    plain = {
        "theme": "Casos o incidencia. Ley estatal de ejemplo, artículo 3, fracción XX",
        "definition": f"{name}, según lo anotó la institución que atendió.",
        "formula": "Suma de casos distintos registrados en el periodo.",
        "numerator": "Casos distintos.",
        "denominator": "",
        "period_rule": "Por fecha de registro.",
        "missing_policy": "Lo no especificado se muestra aparte y se cuenta.",
        "limits": (
            "Lo que falte se suma en cortes siguientes.",
            "No compares instituciones ni municipios con esta gráfica: registran de forma distinta.",
        ),
        "how_to_read": "",
    }
    return Card(id=id_, slug=slug, name=name, unit=unit, tables=tables, **{**plain, **more})  # type: ignore[arg-type]


def cut(version: str = "2026-10-r1", **more: object) -> CutInfo:
    plain: dict[str, object] = {
        "version": version,
        "month": version[:7],
        "state_code": "03",
        "state_name": "Baja California Sur",
        "practice": True,
        "provisional": True,
        "published_on": date(2026, 11, 13),
        "next_cut_on": date(2026, 12, 15),
        "replaces": None,
        "policy": Policy(5, POLICY),
        "contact": "Dirección de contacto de práctica",
        "office": "Banco Estatal de Datos (práctica)",
        "population_sources": ("INEGI, Censo de Población y Vivienda 2020",),
        "audit_checkpoint": "5f" * 32,
        "catalogue_version": "2026-01",
        "definition_version": '{"I02": 1, "I04": 1, "I05": 1}',
    }
    return CutInfo(**{**plain, **more})  # type: ignore[arg-type]


def proof_of(tables: tuple[Table, ...]) -> Proof:
    """The proof of tables between which nothing adds up, as in the first bundles: of each blank alone."""
    rows = [((t.id, *row.keys), row.value or 0, row.value is None) for t in tables for row in t.rows]
    cells = tuple(disclosure.Cell(key, value, value) for key, value, _ in rows)
    withheld = [key for key, _, blank in rows if blank]
    publication = disclosure.System(cells, ()).publish(withheld, disclosure.Policy())
    certificate = disclosure.certificate_document(disclosure.prove(publication))
    return Proof({**disclosure.publication_document(publication), "format": FIRST_FORMAT}, certificate)


def bundle(version: str = "2026-10-r1", **more: object) -> Bundle:
    cards = (
        card(
            "I02",
            "casos-registrados",
            "Casos registrados",
            "casos",
            (CASES_BY_MONTH,),
            how_to_read="Cada columna es un mes. Cuenta los casos que las instituciones registraron ese mes.",
        ),
        card(
            "I05",
            "casos-por-tipo",
            "Casos por tipo de violencia",
            "casos",
            ("casos-por-tipo",),
            multi_response=True,
            base="all",
        ),
        card(
            "I04",
            "mujeres-por-municipio",
            "Mujeres con al menos un caso registrado",
            "mujeres",
            (WOMEN_BY_MUNICIPALITY, WOMEN_POPULATION),
            theme="Regionalización, número de víctimas. Ley estatal de ejemplo, artículo 3, fracción XX",
            denominator="Mujeres que viven en el municipio, Censo 2020.",
            base="external",
        ),
    )
    info = cut(version, **more)
    tables = (by_month(info.month), by_type(), by_place())
    return Bundle(info, cards, (*tables, population(), coverage(info.month)), {}, proof_of(tables))


def real() -> Bundle:
    """Figures that are not of practice: the months alone, with the proof that real figures need."""
    made = bundle(practice=False, policy=SIGNED)
    months = made.table(CASES_BY_MONTH)
    rows = [(key_of(months.unit, ["mes"], row.keys), row.value or 0) for row in months.rows]
    cells = tuple(disclosure.Cell(key, value, value) for key, value in rows)
    withheld = [key for (key, _), row in zip(rows, months.rows, strict=True) if row.value is None]
    publication = disclosure.System(cells, ()).publish(withheld, disclosure.Policy())
    certificate = disclosure.certificate_document(disclosure.prove(publication))
    context = [table for table in made.tables if table.id in CONTEXT_TABLES]
    return replace(
        made,
        tables=(months, *context),
        cards=tuple(each for each in made.cards if each.tables == (CASES_BY_MONTH,)),
        proof=Proof(disclosure.publication_document(publication), certificate),
    )


def lean(version: str = "2026-10-r1", **more: object) -> Bundle:
    """The first indicator alone and without its proof, for tests of many versions."""
    made = bundle(version, **more)
    tables = tuple(table for table in made.tables if table.id in made.cards[0].tables)
    return replace(made, cards=made.cards[:1], tables=tables, proof=None)


def help_data(**more: object) -> HelpData:
    checked: dict[str, object] = {"verified_on": date(2026, 11, 3), "verified_by": "Oficina (práctica)"}
    lines = (
        _line(
            "Emergencias",
            "911",
            "",
            "Si hay peligro en este momento. Di dónde estás, aunque no puedas decir más.",
        ),
        _line(
            "Línea de las Mujeres",
            "079",
            "opción 1",
            "Si quieres hablar con alguien, también por otra persona.",
        ),
    )
    centres = tuple(
        Centre(
            name="Instancia municipal de las mujeres (práctica)",
            municipality=code,
            municipality_name=name,
            address="dirección de práctica",
            hours="Lunes a viernes, 8 a 15 horas",
            phone="",
            **checked,  # type: ignore[arg-type]
        )
        for code, name, _, _ in PLACES
    )
    made = HelpData(
        version="2026-11-03",
        issued_on=date(2026, 11, 3),
        state_name="Baja California Sur",
        practice=True,
        exit_url="https://smn.conagua.gob.mx/es/",
        lines=lines,
        centres=centres,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def _line(name: str, number: str, option: str, what: str) -> HelpLine:
    return HelpLine(
        name=name,
        number=number,
        tel=number,
        option=option,
        hours="A cualquier hora",
        free=True,
        territory="Todo México",
        what=what,
        verified_on=date(2026, 11, 3),
        verified_by="Oficina (práctica)",
    )


def write_all(home: Path, *versions: Bundle) -> tuple[Path, Path]:
    """Bundles and help file under `home`; their two paths."""
    bundles = home / "bundles"
    for made in versions or (bundle("2026-09-r1", published_on=date(2026, 10, 14)), bundle()):
        write_bundle(made, bundles / made.cut.version, KEY.sign, PUBLIC)
    path = home / "help.json"
    write_help(help_data(), path, KEY.sign, PUBLIC)
    return bundles, path
