"""The page of what another source publishes: its numbers, its cut, its partial year; nothing of the bank."""

import csv
import io
from dataclasses import replace
from pathlib import Path

from tests.unit.datavim import sample
from tests.unit.datavim.reading import read

from datavim.bundle import VICTIMS, Bundle, Code, Dimension, Row, Table, write_bundle
from datavim.site import build_site

YEARS = tuple(
    Code(str(year), f"{year} (parcial)" if year == 2025 else str(year)) for year in range(2018, 2026)
)
CRIMES = (
    Code("feminicidio", "Feminicidio"),
    Code("lesiones_dolosas", "Lesiones dolosas"),
    Code("rapto", "Rapto"),
)
CUT = "Fuente de práctica, corte del 24 de agosto de 2025. El año 2025 es parcial."


def made() -> Bundle:
    rows = [
        Row((year.code, crime.code), 1000 * place + int(year.code) % 100)
        for year in YEARS
        for place, crime in enumerate(CRIMES[:2])
    ]
    rows.append(Row(("2025", "rapto"), 0))
    where = (Dimension("anio", "Año", YEARS), Dimension("delito", "Delito", CRIMES))
    table = Table(VICTIMS, "I28", "Mujeres según la fuente", "como las publica", CUT, where, tuple(rows))
    plain = sample.lean()
    card = sample.card("I28", "contexto", "Cifras de contexto", "como las publica", (VICTIMS,))
    return replace(plain, cards=(*plain.cards, card), tables=(*plain.tables, table))


def test_the_page_tells_the_numbers_of_the_source_with_its_cut_and_its_partial_year(tmp_path: Path) -> None:
    write_bundle(made(), tmp_path / "bundles/2026-10-r1", sample.KEY.sign, sample.PUBLIC)
    root = build_site(tmp_path / "bundles", tmp_path / "site", trusted_key=sample.PUBLIC)
    page = read((root / "indicadores/contexto/index.html").read_bytes())
    assert CUT in page.text
    assert "En 2024, el SESNSP contó mujeres en carpetas de investigación de Baja California Sur" in page.text
    assert "24 de feminicidio y 1,024 de lesiones dolosas" in page.text
    assert "también las pequeñas" in page.text, "0 is printed here: the rule of the bank is not of this table"
    assert sample.bundle().cut.policy.text not in page.text
    assert "Solo incluyen a las mujeres que pidieron apoyo" not in page.text
    recent, earlier = page.tables[:2]
    assert recent[0] == ["Delito", "2021", "2022", "2023", "2024", "2025 (parcial)"]
    assert recent[2] == ["Lesiones dolosas", "1,021", "1,022", "1,023", "1,024", "1,025"]
    assert recent[3] == ["Rapto", "", "", "", "", "0"], "what the source does not say is not 0"
    assert earlier[0] == ["Delito", "2018", "2019", "2020"]
    raw = (root / "v/2026-10-r1/indicadores/contexto/contexto.csv").read_bytes().decode("utf-8-sig")
    sheet = list(csv.DictReader(io.StringIO(raw)))
    assert len(sheet) == 17
    assert {row["anio_etiqueta"] for row in sheet if row["anio"] == "2025"} == {"2025 (parcial)"}
