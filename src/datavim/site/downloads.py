"""The files beside each indicator, and the words to cite it."""

from __future__ import annotations

import csv
import hashlib
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
from datavim.parquet import DATA_WORDS, MADE_WITH, open_data
from datavim.present import Indicator, Profile, Sheet, View, profiles
from datavim.site.edition import Edition
from datavim.words import month_name, size

SHARED, PACKAGE, IN_FORCE, DATA = "/compartir.png", "paquete", "actual", "datos"
COLUMNS = {
    "estado": "publicado, protegido, sin_captura, no_especificado o cero_estructural",
    "nota": "Advertencias que acompañan al dato",
    "base": "El denominador de «por cada 100», según la ficha del indicador; vacío si no se publica",
    "por_cada_100": "Cuántos de cada 100 de la base; vacío si la base es menor que 30",
    "por_100_mil": "Mujeres con al menos un caso registrado por cada 100 mil mujeres",
    "por_100_mil_desde": "Límite inferior de la tasa: intervalo exacto de 95 % de una cuenta de Poisson (Garwood)",
    "por_100_mil_hasta": "Límite superior de la tasa: intervalo exacto de 95 % de una cuenta de Poisson (Garwood)",
    "casos": "Casos registrados",
    "mujeres": "Mujeres distintas con al menos un caso registrado",
    "poblacion_mujeres": "Mujeres que viven en el municipio o el estado",
    "valor": "El número del municipio, o vacío si no se publica",
    "valor_entidad": "El número de todo el estado, o vacío si no se publica",
    "medida": "En qué se mide: un número, o por cada cuántos",
}
READ_ME = """{name}
{cite}

{slug}.csv            lo que muestra la página del indicador
{slug}.metadata.json  su ficha técnica
datos/                las tablas completas del corte que usa el indicador, con todos sus periodos y municipios

Una celda «protegido» no tiene valor: puede ser cualquier número pequeño, también cero, o uno mayor que serviría
para calcularlo. {policy}
"""


@dataclass(frozen=True, slots=True)
class Download:
    label: str
    address: str
    size: str


def permanent(edition: Edition, indicator: Indicator, path: str = "") -> str:
    """The address of a page of an indicator that no later cut changes."""
    return f"{edition.prefix}/indicadores/{indicator.card.slug}/{path}"


def stem(indicator: Indicator, view: View) -> str:
    """The name of the files of a page: «casos-por-tipo-03001-2025»."""
    named = [part for part in view.path.split("/") if part not in ("", "por", "municipio", "periodo")]
    return "-".join([indicator.card.slug, *named])


def citation(edition: Edition, title: str, address: str) -> str:
    cut = edition.cut
    state = ", provisional" if cut.provisional else ""
    note = f" {PRACTICE_NOTE}." if cut.practice else ""
    return (
        f"DATAVIM, {cut.state_name}. «{title}». Corte de {month_name(cut.month)},"
        f" versión {cut.version}{state}.{note} {address}"
    )


def cited(edition: Edition, indicator: Indicator, view: View, site_address: str) -> str:
    """The words to cite a page of an indicator."""
    of = [f"{indicator.card.id} {indicator.card.name}", view.place_name, view.period if view.path else ""]
    where = f"{site_address}{permanent(edition, indicator, view.path)}"
    return citation(edition, ", ".join(filter(None, of)), where)


def sheet_bytes(sheet: Sheet) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    writer.writerows(sheet.rows)
    return text.getvalue().encode(CSV_ENCODING)


def metadata(edition: Edition, indicator: Indicator, view: View, site_address: str) -> dict[str, Any]:
    named = {name: COLUMNS[name] for name in view.sheet.columns if name in COLUMNS}
    return {
        "indicador": flat(indicator.card),
        "hallazgo": view.finding,
        "lugar": view.place_name or edition.cut.state_name,
        "periodo": view.period,
        "corte": flat(edition.cut),
        "columnas": named,
        "tablas": list(view.sources),
        "cita": cited(edition, indicator, view, site_address),
        "direccion_permanente": permanent(edition, indicator, view.path),
        "nota": PRACTICE_NOTE if edition.cut.practice else "",
    }


def view_files(edition: Edition, indicator: Indicator, view: View, site_address: str) -> dict[str, bytes]:
    """What every page has: what it shows, and what it means."""
    name = f"{permanent(edition, indicator, view.path)[1:]}{stem(indicator, view)}"
    return {
        f"{name}.csv": sheet_bytes(view.sheet),
        f"{name}.metadata.json": to_bytes(metadata(edition, indicator, view, site_address)),
    }


def indicator_files(
    edition: Edition, indicator: Indicator, bundle: Mapping[str, bytes], site_address: str
) -> dict[str, bytes]:
    """What the first page has besides: everything together, its drawing and the image that stands for it."""
    name = f"{permanent(edition, indicator)[1:]}{indicator.card.slug}"
    files = {together_path(edition, indicator): _together(edition, indicator, bundle, site_address)}
    chart = indicator.chart
    if chart is not None:
        source = f"{chart.base} {edition.source}".strip()
        image = framed(chart.wide, indicator.finding, f"{chart.title}. {chart.subtitle}", source)
        files[f"{name}.svg"] = image.encode()
        files[f"{name}.png"] = png(image)
    drawing = chart.wide if chart else None
    shared = share(drawing, indicator.finding, f"{indicator.card.id} {indicator.card.name}", edition.source)
    files[share_path(edition, indicator)] = png(shared, 1.0)
    return files


def together_path(edition: Edition, indicator: Indicator) -> str:
    return f"{permanent(edition, indicator)[1:]}{indicator.card.slug}.zip"


def _together(
    edition: Edition, indicator: Indicator, bundle: Mapping[str, bytes], site_address: str
) -> bytes:
    """The page, what it means and the whole tables behind the indicator, in one file."""
    first, slug = indicator.first, indicator.card.slug
    made = view_files(edition, indicator, first, site_address)
    files = {path.rpartition("/")[2]: raw for path, raw in made.items()}
    files |= {f"datos/{name}.csv": bundle[f"data/{name}.csv"] for name in indicator.card.tables}
    told = READ_ME.format(
        name=f"{indicator.card.id} {indicator.card.name}",
        cite=cited(edition, indicator, first, site_address),
        slug=slug,
        policy=first.rule(edition.cut.policy.text),
    )
    return zipped(edition, slug, {"LEEME.txt": told.encode(), **files})


def share_path(edition: Edition, indicator: Indicator) -> str:
    """The image that stands beside a link to the indicator where it is shared."""
    return f"{permanent(edition, indicator)[1:-1]}{SHARED}"


_LABELS = {
    "csv": "Lo que ves, CSV",
    "json": "Ficha técnica, JSON",
    "svg": "Gráfica, SVG",
    "png": "Gráfica, PNG",
    "zip": "Todo el indicador, ZIP",
}


def place_folder(profile: Profile) -> str:
    """Where the page of a municipality is, below its version."""
    return f"municipios/{profile.code}/"


def profile_file(edition: Edition, profile: Profile) -> tuple[str, bytes]:
    note = PRACTICE_NOTE if edition.cut.practice else ""
    name = f"{edition.prefix[1:]}/{place_folder(profile)}perfil-{profile.code}.csv"
    return name, sheet_bytes(profile.sheet(note))


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
        for view in indicator.views:
            yield from view_files(edition, indicator, view, site_address).items()
        yield from indicator_files(edition, indicator, package, site_address).items()
    for profile in profiles(edition.indicators):
        yield profile_file(edition, profile)
    yield from data_files(edition, site_address)
    yield zip_path(edition), whole_zip(edition, package)


def parquet_path(edition: Edition) -> str:
    """Every table of the version in one file."""
    return f"{edition.prefix[1:]}/{DATA}.parquet"


def data_files(edition: Edition, site_address: str) -> Iterator[tuple[str, bytes]]:
    """Every table in one file for programs, and what it means. They are made from the bundle and are no part of it: its
    bytes are signed, and these change with the release of the engine."""
    raw, path = open_data(edition.bundle), parquet_path(edition)
    told = {
        "titulo": f"Todas las tablas publicadas, corte {edition.cut.version}",
        "archivo": f"{DATA}.parquet",
        "formato": "Apache Parquet",
        "hecho_con": MADE_WITH,
        "bytes": len(raw),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "hecho_de": f"El paquete firmado cuya lista de archivos tiene la huella SHA-256 {edition.manifest}",
        "columnas": dict(DATA_WORDS),
        "cita": citation(edition, "Datos abiertos", f"{site_address}/{path}"),
        "direccion_permanente": f"/{path}",
        "nota": PRACTICE_NOTE if edition.cut.practice else "",
    }
    yield path, raw
    yield f"{edition.prefix[1:]}/{DATA}.metadata.json", to_bytes(told)


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
    """All of the bundle in one file."""
    return zipped(edition, edition.cut.version, files)


def zipped(edition: Edition, folder: str, files: Mapping[str, bytes]) -> bytes:
    """Files in a folder, dated as the cut; the same bytes on every build."""
    day = edition.cut.published_on
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as box:
        for path, raw in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{path}", (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            box.writestr(entry, raw)
    return packed.getvalue()
