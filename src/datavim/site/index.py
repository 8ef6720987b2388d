"""What programs read: the index of every version, the map of the site and the rules for crawlers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape
from typing import Any

from datavim.bundle.codec import to_bytes
from datavim.site.downloads import PACKAGE, parquet_path, permanent, share_path, zip_path
from datavim.site.edition import Edition

INDEX, SITEMAP, ROBOTS = "datos-abiertos/indice.json", "sitemap.xml", "robots.txt"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def for_programs(
    editions: tuple[Edition, ...], entries: Sequence[dict[str, Any]], paths: Collection[str], address: str
) -> dict[str, bytes]:
    """The files by their path; `entries`: what `entry` says of each version. Without the public address of the site
    there is no map: it holds whole addresses."""
    told = zip(editions, entries, strict=True)
    index = {
        "sitio": address,
        "actual": editions[0].cut.version if editions else None,
        "versiones": [{**each, "reemplazada_por": edition.replaced_by} for edition, each in told],
    }
    files = {ROBOTS: _robots(address), INDEX: to_bytes(index)}
    if address:
        files[SITEMAP] = _sitemap(_pages(editions, paths), address)
    return files


def entry(edition: Edition) -> dict[str, Any]:
    """What the index says of a version, which never changes again."""
    cut = edition.cut
    return {
        "version": cut.version,
        "mes": cut.month,
        "publicada_el": cut.published_on.isoformat(),
        "provisional": cut.provisional,
        "practica": cut.practice,
        "direccion": f"{edition.prefix}/",
        "paquete": f"{edition.prefix}/{PACKAGE}/datapackage.json",
        "zip": f"/{zip_path(edition)}",
        "parquet": f"/{parquet_path(edition)}",
        "indicadores": [
            {
                "id": item.card.id,
                "nombre": item.card.name,
                "hallazgo": item.finding,
                "direccion": permanent(edition, item),
                "csv": f"{permanent(edition, item)}{item.card.slug}.csv",
                "metadatos": f"{permanent(edition, item)}{item.card.slug}.metadata.json",
                "imagen": f"/{share_path(edition, item)}",
            }
            for item in edition.indicators
        ],
    }


def _pages(editions: tuple[Edition, ...], paths: Collection[str]) -> list[str]:
    """The folders of the pages, each once: those of the version in force are the ones at the root."""
    twice = f"{editions[0].prefix[1:]}/" if editions else None
    folders = [path.removesuffix("index.html") for path in paths if path.rpartition("/")[2] == "index.html"]
    return sorted(folder for folder in folders if twice is None or not folder.startswith(twice))


def _sitemap(folders: list[str], address: str) -> bytes:
    found = [f"  <url><loc>{escape(f'{address}/{folder}')}</loc></url>" for folder in folders]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<urlset xmlns="{NAMESPACE}">',
        *found,
        "</urlset>",
        "",
    ]
    return "\n".join(lines).encode()


def _robots(address: str) -> bytes:
    lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {address}/{SITEMAP}"] if address else []), ""]
    return "\n".join(lines).encode()
