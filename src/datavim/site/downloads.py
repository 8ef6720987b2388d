"""The files beside each indicator, and the words to cite it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datavim.bundle import PRACTICE_NOTE
from datavim.bundle.codec import flat, to_bytes
from datavim.bundle.names import CSV_ENCODING
from datavim.charts.framed import framed, png
from datavim.charts.share import share
from datavim.present import Indicator
from datavim.site.edition import Edition
from datavim.words import month_name, size

SHARED, PACKAGE, IN_FORCE = "/compartir.png", "paquete", "actual"
COLUMNS = {
    "estado": "publicado, protegido, sin_captura, no_especificado o cero_estructural",
    "nota": "Advertencias que acompañan al dato",
    "base": "El denominador: casos registrados en el trimestre, según la ficha del indicador",
    "por_cada_100": "Casos con ese tipo por cada 100 de la base; vacío si la base es menor que 30",
    "por_100_mil": "Mujeres con al menos un caso registrado por cada 100 mil mujeres",
    "casos": "Casos registrados",
    "mujeres": "Mujeres distintas con al menos un caso registrado",
    "poblacion_mujeres": "Mujeres que viven en el municipio o el estado",
}


@dataclass(frozen=True, slots=True)
class Download:
    label: str
    address: str
    size: str


def permanent(edition: Edition, indicator: Indicator) -> str:
    return f"{edition.prefix}/indicadores/{indicator.card.slug}/"


def citation(edition: Edition, indicator: Indicator, site_address: str) -> str:
    cut, card = edition.cut, indicator.card
    state = ", provisional" if cut.provisional else ""
    note = f" {PRACTICE_NOTE}." if cut.practice else ""
    where = f"{site_address}{permanent(edition, indicator)}"
    return (
        f"DATAVIM, {cut.state_name}. «{card.id} {card.name}». Corte de {month_name(cut.month)},"
        f" versión {cut.version}{state}.{note} {where}"
    )


def sheet_bytes(indicator: Indicator) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(indicator.sheet.columns)
    writer.writerows(indicator.sheet.rows)
    return text.getvalue().encode(CSV_ENCODING)


def metadata(edition: Edition, indicator: Indicator, site_address: str) -> dict[str, Any]:
    named = {name: COLUMNS[name] for name in indicator.sheet.columns if name in COLUMNS}
    return {
        "indicador": flat(indicator.card),
        "hallazgo": indicator.finding,
        "periodo": indicator.period,
        "corte": flat(edition.cut),
        "columnas": named,
        "cita": citation(edition, indicator, site_address),
        "direccion_permanente": permanent(edition, indicator),
        "nota": PRACTICE_NOTE if edition.cut.practice else "",
    }


def indicator_files(edition: Edition, indicator: Indicator, site_address: str) -> dict[str, bytes]:
    stem = f"{permanent(edition, indicator)[1:]}{indicator.card.slug}"
    files = {
        f"{stem}.csv": sheet_bytes(indicator),
        f"{stem}.metadata.json": to_bytes(metadata(edition, indicator, site_address)),
    }
    if indicator.chart is not None:
        chart = indicator.chart
        source = f"{chart.base} {edition.source}".strip()
        image = framed(chart.wide, indicator.finding, f"{chart.title}. {chart.subtitle}", source)
        files[f"{stem}.svg"] = image.encode()
        files[f"{stem}.png"] = png(image)
    drawing = indicator.chart.wide if indicator.chart else None
    shared = share(drawing, indicator.finding, f"{indicator.card.id} {indicator.card.name}", edition.source)
    files[share_path(edition, indicator)] = png(shared, 1.0)
    return files


def share_path(edition: Edition, indicator: Indicator) -> str:
    """The image that stands beside a link to the indicator where it is shared."""
    return f"{permanent(edition, indicator)[1:-1]}{SHARED}"


_LABELS = {
    "csv": "Lo que ves, CSV",
    "json": "Ficha técnica, JSON",
    "svg": "Gráfica, SVG",
    "png": "Gráfica, PNG",
}


def downloads(sizes: Mapping[str, int]) -> tuple[Download, ...]:
    """Those of the files of a folder, with their bytes, that a reader may want."""
    return tuple(
        Download(_LABELS[path.rsplit(".", 1)[1]], f"/{path}", size(length))
        for path, length in sizes.items()
        if path.rsplit(".", 1)[1] in _LABELS and not path.endswith(SHARED)
    )


def version_files(edition: Edition, site_address: str) -> Iterator[tuple[str, bytes]]:
    """Everything of a version that never changes again: its bundle, the files of each indicator, all in one ZIP."""
    package = bundle_files(edition.folder)
    yield from ((f"{edition.prefix[1:]}/{PACKAGE}/{path}", raw) for path, raw in package.items())
    for indicator in edition.indicators:
        yield from indicator_files(edition, indicator, site_address).items()
    yield zip_path(edition), whole_zip(edition, package)


def zip_path(edition: Edition) -> str:
    return f"{edition.prefix[1:]}/datavim-{edition.cut.state_code}-{edition.cut.version}.zip"


def in_force(edition: Edition, path: str) -> str:
    """The address of a file of the last version that stays when another comes out, for programs that want the last."""
    moved = path.replace(edition.prefix[1:], IN_FORCE, 1)
    return moved.replace(f"-{edition.cut.version}.zip", ".zip")


def bundle_files(folder: Path) -> dict[str, bytes]:
    """The signed bundle exactly as it was published."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def whole_zip(edition: Edition, files: dict[str, bytes]) -> bytes:
    """All of the bundle in one file; the same bytes on every build."""
    day = edition.cut.published_on
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as box:
        for path, raw in files.items():
            entry = zipfile.ZipInfo(f"{edition.cut.version}/{path}", (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            box.writestr(entry, raw)
    return packed.getvalue()
