"""Which pages a version has and what each one is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from datavim.bundle.signing import key_id
from datavim.charts.geography import Geography
from datavim.helplines import HelpData
from datavim.present import Indicator
from datavim.site.downloads import Download, bundle_files, citation, downloads, indicator_files, whole_zip
from datavim.site.edition import Edition
from datavim.site.places import places_block
from datavim.site.render import Pages
from datavim.words import in_words, size

MOST_HEADLINES = 4


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
    for path, template in (
        ("ayuda/index.html", "help"),
        ("acerca-de/index.html", "about"),
        ("accesibilidad/index.html", "accessibility"),
        ("privacidad/index.html", "privacy"),
        ("404.html", "missing"),
    ):
        yield path, pages.html(template, **shared)
    if current is None:
        yield "index.html", pages.html("waiting", **shared)


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

    def pages(self, pages: Pages, prefix: str) -> Iterator[tuple[str, bytes]]:
        """The pages under `prefix`: the permanent address, or the root for the current version."""
        root = f"{prefix}/"[1:]
        shared = {
            "edition": self.edition,
            "editions": self.editions,
            "prefix": prefix,
            "archived": self.edition is not self.editions[0],
            "zip": Download("Todo junto, ZIP", f"/{self.zip_path}", size(len(self.whole))),
        }
        block = places_block(self.edition, self.settings.area, "mapa")
        home = self._home()
        yield f"{root}index.html", pages.html("home", **shared, block=block, **home)
        yield f"{root}indicadores/index.html", pages.html("indicators", **shared)
        yield f"{root}municipios/index.html", pages.html("municipalities", **shared, block=block)
        files = self._open_files()
        yield f"{root}datos-abiertos/index.html", pages.html("open_data", **shared, files=files)
        yield f"{root}metodologia/index.html", pages.html("methodology", **shared, key=self._key())
        for item in self.edition.indicators:
            path = f"{root}indicadores/{item.card.slug}/index.html"
            shown = block if block is not None and block.slug == item.card.slug else None
            yield path, pages.html("indicator", **shared, item=item, block=shown, **self._indicator(item))

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
