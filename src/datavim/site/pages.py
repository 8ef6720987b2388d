"""Which pages a version has and what each one is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from datavim.bundle.signing import key_id
from datavim.charts.geography import Geography
from datavim.helplines import HelpData
from datavim.method import checker, checker_digest, coverage_of, example, protection_of
from datavim.pieces import FORMATS, Piece, piece_of, typeset
from datavim.present import Indicator, Poster
from datavim.site.downloads import (
    PACKAGE,
    Download,
    citation,
    downloads,
    in_force,
    permanent,
    share_path,
    zip_path,
)
from datavim.site.edition import Edition
from datavim.site.places import places_block
from datavim.site.render import Pages
from datavim.words import in_words, size

MOST_HEADLINES, PUBLICATIONS = 4, "publicaciones/"
PROTECTION = "metodologia/proteccion/"
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
    practice: bool
    state_name: str


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
        yield f"{PROTECTION}witness.py", checker()
    if current is None:
        yield "index.html", pages.html("waiting", here="/", **shared)


def publication_files(
    pages: Pages, editions: tuple[Edition, ...], settings: Settings
) -> Iterator[tuple[str, bytes]]:
    """The infographics of the version in force and the page that lists them. Raises PieceError: one does not fit."""
    pieces = published(editions[0], settings)
    shared = {"edition": editions[0], "prefix": "", "archived": False, "editions": editions}
    yield (
        f"{PUBLICATIONS}index.html",
        pages.html("publications", here=f"/{PUBLICATIONS}", pieces=pieces, **shared),
    )
    for each in pieces:
        yield from each.files.items()


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
class VersionPages:
    """The pages that frame the files of one version. `editions`: this one and those before it; `sizes`: bytes of each
    file of `version_files` by its path."""

    edition: Edition
    editions: tuple[Edition, ...]
    settings: Settings
    sizes: Mapping[str, int]

    @property
    def root(self) -> str:
        return self.edition.prefix[1:]

    def pages(self, pages: Pages, prefix: str) -> Iterator[tuple[str, bytes]]:
        """The pages under `prefix`: the permanent address, or the root for the current version."""
        shared = {
            "edition": self.edition,
            "editions": self.editions,
            "prefix": prefix,
            "archived": self.edition.archived,
            "zip": Download("Todo junto, ZIP", f"/{self._whole}", size(self.sizes[self._whole])),
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
        yield (
            "datos-abiertos/",
            "open_data",
            {"files": self._open_files(), "always": f"/{in_force(self.edition, self._whole)}"},
        )
        yield "metodologia/", "methodology", self._methodology()
        yield PROTECTION, "protection", self._protection()
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
        others = [other for other in self.editions if any(c.slug == item.card.slug for c in other.cards)]
        return {
            "wide": wide,
            "narrow": narrow,
            "files": downloads(self._beside(item)),
            "share": f"/{share_path(self.edition, item)}",
            "cite": citation(self.edition, item, self.settings.site_address),
            "others": others,
        }

    @property
    def _whole(self) -> str:
        return zip_path(self.edition)

    def _beside(self, item: Indicator) -> dict[str, int]:
        """The files of the folder of an indicator, not of those below it."""
        folder = permanent(self.edition, item)[1:-1]
        return {path: each for path, each in self.sizes.items() if path.rpartition("/")[0] == folder}

    def _open_files(self) -> tuple[Download, ...]:
        base = f"{self.root}/{PACKAGE}"
        made = [(table.title, f"data/{table.id}.csv") for table in self.edition.bundle.tables]
        made += [
            ("Diccionario de las tablas, JSON", "tables.json"),
            ("Fichas de los indicadores, JSON", "cards.json"),
            ("Data Package (Frictionless), JSON", "datapackage.json"),
            ("Lista firmada de archivos con SHA-256", "manifest.json"),
            ("Firma electrónica", "signature"),
        ]
        return tuple(
            Download(label, f"/{base}/{name}", size(self.sizes[f"{base}/{name}"])) for label, name in made
        )

    def _methodology(self) -> dict[str, object]:
        return {"key": self._key(), "coverage": coverage_of(self.edition.bundle)}

    def _protection(self) -> dict[str, object]:
        return {
            "protection": protection_of(self.edition.bundle),
            "example": example(),
            "digest": checker_digest(),
            "checker_lines": checker().count(b"\n"),
        }

    def _key(self) -> str:
        return key_id(self.settings.trusted_key) if self.settings.trusted_key else ""
