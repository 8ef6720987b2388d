"""Which pages a version has and what each one is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from datavim.bundle.signing import key_id
from datavim.charts.geography import Geography
from datavim.helplines import HelpData
from datavim.pieces import FORMATS, Piece, piece_of, typeset
from datavim.present import Indicator, Poster
from datavim.site.downloads import (
    Download,
    bundle_files,
    citation,
    downloads,
    indicator_files,
    share_path,
    whole_zip,
)
from datavim.site.edition import Edition
from datavim.site.places import places_block
from datavim.site.render import Pages
from datavim.words import in_words, size

MOST_HEADLINES, IN_FORCE, PUBLICATIONS = 4, "actual", "publicaciones/"
COMMON = {
    "ayuda/": "help",
    "acerca-de/": "about",
    "accesibilidad/": "accessibility",
    "privacidad/": "privacy",
}
"""The pages that no version owns, by their folder."""


@dataclass(frozen=True, slots=True)
class Settings:
    help: HelpData
    area: Geography | None
    site_address: str
    trusted_key: bytes | None


def common_pages(
    pages: Pages, editions: tuple[Edition, ...], settings: Settings
) -> Iterator[tuple[str, bytes]]:
    """Pages that no version owns: they always show what is in force now."""
    current = editions[0] if editions else None
    shared = {"edition": current, "prefix": "", "archived": False, "editions": editions}
    for folder, template in COMMON.items():
        yield f"{folder}index.html", pages.html(template, here=f"/{folder}", **shared)
    yield "404.html", pages.html("missing", here="", **shared)
    if current is not None:
        pieces = published(current, settings)
        yield (
            f"{PUBLICATIONS}index.html",
            pages.html("publications", here=f"/{PUBLICATIONS}", pieces=pieces, **shared),
        )
        for each in pieces:
            yield from each.files.items()
    if current is None:
        yield "index.html", pages.html("waiting", here="/", **shared)


@dataclass(frozen=True, slots=True)
class Published:
    """An infographic of the cut in force, its files by path and where to download each."""

    piece: Piece
    poster: Poster
    files: dict[str, bytes]
    downloads: tuple[Download, ...]


def published(edition: Edition, settings: Settings) -> tuple[Published, ...]:
    """The infographics of a version, with the help lines of today. Raises PieceError: one does not fit."""
    made = []
    for item in edition.indicators:
        piece = piece_of(edition, item, settings.help, settings.site_address)
        if piece is None or item.poster is None:
            continue
        files = {f"{PUBLICATIONS}{piece.slug}/{name}": raw for name, raw in typeset(piece)}
        labels = [
            *(f"{frame.label}, {kind}" for frame in FORMATS for kind in frame.kinds),
            "Texto para publicar, TXT",
        ]
        listed = zip(labels, files.items(), strict=True)
        links = tuple(Download(label, f"/{path}", size(len(raw))) for label, (path, raw) in listed)
        made.append(Published(piece, item.poster, files, links))
    return tuple(made)


@dataclass(frozen=True)
class VersionFiles:
    """Everything of one version that never changes again, and the pages that frame it."""

    edition: Edition
    editions: tuple[Edition, ...]
    settings: Settings
    bundle: dict[str, bytes]
    by_indicator: dict[str, dict[str, bytes]]
    whole: bytes

    @classmethod
    def make(cls, edition: Edition, editions: tuple[Edition, ...], settings: Settings) -> VersionFiles:
        made = {
            item.card.id: indicator_files(edition, item, settings.site_address) for item in edition.indicators
        }
        bundle = bundle_files(edition.folder)
        return cls(edition, editions, settings, bundle, made, whole_zip(edition, bundle))

    @property
    def root(self) -> str:
        return self.edition.prefix[1:]

    @property
    def zip_path(self) -> str:
        cut = self.edition.cut
        return f"{self.root}/datavim-{cut.state_code}-{cut.version}.zip"

    def data(self) -> dict[str, bytes]:
        files = {f"{self.root}/paquete/{path}": raw for path, raw in self.bundle.items()}
        for made in self.by_indicator.values():
            files |= made
        files[self.zip_path] = self.whole
        return files

    def data_in_force(self) -> dict[str, bytes]:
        """The same under addresses that stay when another cut comes out, for programs that want the last one."""
        files = {path: raw for path, raw in self.data().items() if path != self.zip_path}
        made = {path.replace(self.root, IN_FORCE, 1): raw for path, raw in files.items()}
        return {**made, self.zip_in_force: self.whole}

    @property
    def zip_in_force(self) -> str:
        return f"{IN_FORCE}/datavim-{self.edition.cut.state_code}.zip"

    def pages(self, pages: Pages, prefix: str) -> Iterator[tuple[str, bytes]]:
        """The pages under `prefix`: the permanent address, or the root for the current version."""
        shared = {
            "edition": self.edition,
            "editions": self.editions,
            "prefix": prefix,
            "archived": self.edition is not self.editions[0],
            "zip": Download("Todo junto, ZIP", f"/{self.zip_path}", size(len(self.whole))),
        }
        for folder, template, context in self._wanted():
            here = f"{self.edition.prefix if shared['archived'] else ''}/{folder}"
            yield f"{prefix}/{folder}index.html"[1:], pages.html(template, here=here, **shared, **context)

    def _wanted(self) -> Iterator[tuple[str, str, dict[str, object]]]:
        """The folder of each page, its template and what only that page is given."""
        block = places_block(self.edition, self.settings.area, "mapa")
        yield "", "home", {"block": block, **self._home()}
        yield "indicadores/", "indicators", {}
        yield "municipios/", "municipalities", {"block": block}
        yield "datos-abiertos/", "open_data", {"files": self._open_files(), "always": f"/{self.zip_in_force}"}
        yield "metodologia/", "methodology", {"key": self._key()}
        for item in self.edition.indicators:
            shown = block if block is not None and block.slug == item.card.slug else None
            yield (
                f"indicadores/{item.card.slug}/",
                "indicator",
                {"item": item, "block": shown, **self._indicator(item)},
            )

    def _home(self) -> dict[str, object]:
        headlines = [line for item in self.edition.indicators for line in item.headlines][:MOST_HEADLINES]
        posters = [item for item in self.edition.indicators if item.poster is not None][:3]
        return {"headlines": headlines, "posters": posters, "how_many": in_words(len(headlines))}

    def _indicator(self, item: Indicator) -> dict[str, object]:
        name = f"g-{item.card.slug}"
        chart = item.chart
        wide = chart.wide.svg(f"{name}-a", chart.title, chart.description, "only-wide") if chart else ""
        narrow = chart.narrow.svg(f"{name}-b", chart.title, chart.description, "only-narrow") if chart else ""
        others = [
            other for other in self.editions if any(c.slug == item.card.slug for c in other.bundle.cards)
        ]
        return {
            "wide": wide,
            "narrow": narrow,
            "files": downloads(self.by_indicator[item.card.id]),
            "share": f"/{share_path(self.edition, item)}",
            "cite": citation(self.edition, item, self.settings.site_address),
            "others": others,
        }

    def _open_files(self) -> tuple[Download, ...]:
        base = f"/{self.root}/paquete"
        made = [
            Download(
                table.title, f"{base}/data/{table.id}.csv", size(len(self.bundle[f"data/{table.id}.csv"]))
            )
            for table in self.edition.bundle.tables
        ]
        for label, name in (
            ("Diccionario de las tablas, JSON", "tables.json"),
            ("Fichas de los indicadores, JSON", "cards.json"),
            ("Data Package (Frictionless), JSON", "datapackage.json"),
            ("Lista firmada de archivos con SHA-256", "manifest.json"),
            ("Firma electrónica", "signature"),
        ):
            made.append(Download(label, f"{base}/{name}", size(len(self.bundle[name]))))
        return tuple(made)

    def _key(self) -> str:
        return key_id(self.settings.trusted_key) if self.settings.trusted_key else ""
