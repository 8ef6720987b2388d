"""Which pages a version has and what each one is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from datavim.bundle.signing import key_id
from datavim.charts.geography import Geography, draw_position
from datavim.helplines import HelpData
from datavim.method import checker, checker_digest, coverage_of, example, protection_of
from datavim.pieces import FORMATS, Piece, piece_of, typeset
from datavim.present import Indicator, Poster, Profile, View, front, profiles
from datavim.site.downloads import (
    DATA,
    PACKAGE,
    Download,
    citation,
    cited,
    downloads,
    in_force,
    parquet_path,
    permanent,
    place_folder,
    share_path,
    together_path,
    zip_path,
)
from datavim.site.edition import Edition
from datavim.site.places import mix_of, places_block
from datavim.site.render import Pages
from datavim.words import in_words, plain_letters, size

MOST_HEADLINES, MOST_PIECES, MOST_POSTERS, MOST_OLDER = 4, 6, 3, 12
PUBLICATIONS = "publicaciones/"
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
    """The infographics of a version, with the help lines of today: those of the indicators that say most to most
    people. Raises PieceError: one does not fit."""
    made: list[Published] = []
    for item in front(edition.indicators):
        if len(made) == MOST_PIECES:
            break
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
        block, known = (
            places_block(self.edition, self.settings.area, "mapa"),
            profiles(self.edition.indicators),
        )
        yield "", "home", {"block": block, **self._home()}
        yield "indicadores/", "indicators", {"names": by_name(self.edition.indicators)}
        yield "municipios/", "municipalities", {"block": block, "profiles": known}
        yield (
            "datos-abiertos/",
            "open_data",
            {"files": self._open_files(), "always": self._always()},
        )
        yield "metodologia/", "methodology", self._methodology()
        yield PROTECTION, "protection", self._protection()
        for item in self.edition.indicators:
            for view in item.views:
                mapped = block if block and block.slug == item.card.slug and not view.path else None
                folder = f"indicadores/{item.card.slug}/{view.path}"
                yield folder, "indicator", {"block": mapped, **self._view(item, view)}
        for profile in known:
            others = [other for other in known if other is not profile]
            context = {"block": block, "others": others, **self._profile(profile)}
            yield place_folder(profile), "municipality", context

    def _home(self) -> dict[str, object]:
        """The first number of each indicator before the second of any."""
        chosen = front(self.edition.indicators)
        ranked = [(place, line) for item in chosen for place, line in enumerate(item.headlines)]
        headlines = [line for _, line in sorted(ranked, key=lambda pair: pair[0])][:MOST_HEADLINES]
        posters = [item for item in chosen if item.poster is not None][:MOST_POSTERS]
        return {"headlines": headlines, "posters": posters, "how_many": in_words(len(headlines))}

    def _view(self, item: Indicator, view: View) -> dict[str, object]:
        name, chart = f"g-{item.card.slug}", view.chart
        wide = chart.wide.svg(f"{name}-a", chart.title, chart.description, "only-wide") if chart else ""
        narrow = chart.narrow.svg(f"{name}-b", chart.title, chart.description, "only-narrow") if chart else ""
        older = [each for each in self.editions[1:] if any(c.slug == item.card.slug for c in each.cards)]
        return {
            "item": item,
            "view": view,
            "wide": wide,
            "narrow": narrow,
            "files": (
                *downloads(self._beside(permanent(self.edition, item, view.path))),
                *self._tables(item, view),
            ),
            "share": f"/{share_path(self.edition, item)}",
            "cite": cited(self.edition, item, view, self.settings.site_address),
            "older": older[:MOST_OLDER],
            "oldest": older[MOST_OLDER:],
        }

    def _tables(self, item: Indicator, view: View) -> Iterator[Download]:
        """What a page is a part of: the whole tables behind it, as the bundle holds them, and all of its indicator."""
        for name in view.sources:
            path = f"{self.root}/{PACKAGE}/data/{name}.csv"
            yield Download(f"Tabla completa «{name}», CSV", f"/{path}", size(self.sizes[path]))
        if view.path:
            path = together_path(self.edition, item)
            yield Download("Todo el indicador, ZIP", f"/{path}", size(self.sizes[path]))

    def _profile(self, profile: Profile) -> dict[str, object]:
        edition, area = self.edition, self.settings.area
        address = f"{edition.prefix}/{place_folder(profile)}"
        return {
            "profile": profile,
            "mix": mix_of(front(edition.indicators), profile.code),
            "where": draw_position(area, profile.code, profile.name) if area is not None else "",
            "files": downloads(self._beside(address)),
            "cite": citation(edition, f"Perfil de {profile.name}", f"{self.settings.site_address}{address}"),
        }

    @property
    def _whole(self) -> str:
        return zip_path(self.edition)

    def _beside(self, address: str) -> dict[str, int]:
        """The files of a folder, not of those below it."""
        return self._by_folder.get(address[1:-1], {})

    @cached_property
    def _by_folder(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for path, each in self.sizes.items():
            found.setdefault(path.rpartition("/")[0], {})[path] = each
        return found

    def _always(self) -> tuple[str, ...]:
        """The addresses of the files of the last version, whichever it is."""
        return tuple(f"/{in_force(self.edition, path)}" for path in (self._whole, parquet_path(self.edition)))

    def _open_files(self) -> tuple[Download, ...]:
        base = f"{self.root}/{PACKAGE}"
        made = [
            ("Todas las tablas en una, para programas, Parquet", parquet_path(self.edition)),
            ("Qué dice cada columna del Parquet, JSON", f"{self.root}/{DATA}.metadata.json"),
        ]
        made += [(table.title, f"{base}/data/{table.id}.csv") for table in self.edition.bundle.tables]
        made += [
            ("Diccionario de las tablas, JSON", f"{base}/tables.json"),
            ("Fichas de los indicadores, JSON", f"{base}/cards.json"),
            ("Data Package (Frictionless), JSON", f"{base}/datapackage.json"),
            ("Lista firmada de archivos con SHA-256", f"{base}/manifest.json"),
            ("Firma electrónica", f"{base}/signature"),
        ]
        return tuple(Download(label, f"/{path}", size(self.sizes[path])) for label, path in made)

    def _methodology(self) -> dict[str, object]:
        bundle = self.edition.bundle
        told = {"coverage": coverage_of(bundle), "protection": protection_of(bundle)}
        return {"key": self._key(), **told}

    def _protection(self) -> dict[str, object]:
        return {
            "protection": protection_of(self.edition.bundle),
            "example": example(),
            "digest": checker_digest(),
            "checker_lines": checker().count(b"\n"),
        }

    def _key(self) -> str:
        return key_id(self.settings.trusted_key) if self.settings.trusted_key else ""


def by_name(indicators: Iterable[Indicator]) -> list[Indicator]:
    """From A to Z, as a dictionary orders them: accents aside."""
    return sorted(indicators, key=lambda item: plain_letters(item.card.name))
