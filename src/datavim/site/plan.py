"""Which parts a site is made of and what each is made from. A part whose inputs did not change is not made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

from datavim.bundle import BundleError, unproven, verify_bundle
from datavim.bundle.codec import from_bytes, to_bytes
from datavim.charts.render import Drawing, remember
from datavim.parts import Part, Store, key_of
from datavim.site.assets import collect
from datavim.site.downloads import in_force, version_files
from datavim.site.edition import Edition
from datavim.site.headers import HEADERS_FILE, headers_file
from datavim.site.index import entry, for_programs
from datavim.site.pages import Settings, VersionPages, common_pages, publication_files
from datavim.site.render import Pages
from datavim.site.switch import Placed

PROGRAM = Path(__file__).parent.parent
DRAWN_WITH = ("duckdb", "jinja2", "markupsafe", "typst", "vl-convert-python")
ENTRY, DRAWN = "indice.json", "drawn"
Files: TypeAlias = Iterable[tuple[str, bytes]]


@dataclass(frozen=True)
class Work:
    """One part to make: by what, of which versions (the first is the one it shows), and the parts it reads.
    `inputs`: everything its files depend on. `prefix`: where its pages stand, "" for the root of the site."""

    make: Callable[[Work, Store], Files]
    editions: tuple[Edition, ...]
    settings: Settings
    inputs: tuple[object, ...]
    needs: tuple[Work, ...] = ()
    prefix: str = ""

    @cached_property
    def key(self) -> str:
        return key_of(program(), self.make.__name__, self.inputs, [each.key for each in self.needs])


@dataclass(frozen=True, slots=True)
class Plan:
    """The works of a site. Those of a stage need only what stages before it made; what is `drawn` stands in the pages
    and has no address of its own."""

    drawn: tuple[Work, ...]
    files: tuple[Work, ...]
    framed: tuple[Work, ...]
    common: Work

    @property
    def stages(self) -> tuple[tuple[Work, ...], ...]:
        return (*self.drawn, *self.files), self.framed, (self.common,)

    @property
    def shown(self) -> tuple[Work, ...]:
        return *self.files, *self.framed, self.common

    @property
    def keys(self) -> list[str]:
        return [work.key for stage in self.stages for work in stage]


def plan(editions: tuple[Edition, ...], settings: Settings) -> Plan:
    """`editions` newest first. A page shows the versions up to its own: a new cut leaves the old pages as they are."""
    drawn, files, framed = [], [], []
    for place, edition in enumerate(editions):
        known = editions[place:]
        own = Work(files_of, known[:1], settings, (edition.manifest, settings.site_address))
        framing = (_heads(known), settings)
        drawings = _drawings(known, settings)
        drawn.append(drawings)
        files.append(own)
        framed += [
            Work(make, known, settings, (*framing, prefix), (own, drawings), prefix)
            for make, prefix in _framings(edition)
        ]
    common = Work(common_of, editions, settings, (_heads(editions), settings), (*files, *framed))
    return Plan(tuple(drawn), tuple(files), tuple(framed), common)


def _drawings(known: tuple[Edition, ...], settings: Settings) -> Work:
    return Work(drawings_of, known, settings, (known[0].manifest,))


def _framings(edition: Edition) -> list[tuple[Callable[[Work, Store], Files], str]]:
    if edition.archived:
        return [(pages_of, edition.prefix)]
    return [(pages_of, edition.prefix), (pages_of, ""), (publications_of, "")]


def _heads(editions: tuple[Edition, ...]) -> list[tuple[object, ...]]:
    return [(each.manifest, each.replaced_by, each.archived) for each in editions]


@cache
def program() -> str:
    """The digest of this program, its templates and its data, and of what draws and writes for it."""
    digest = hashlib.sha256("\n".join(f"{name} {version(name)}" for name in DRAWN_WITH).encode())
    for path in sorted(PROGRAM.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(PROGRAM).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def files_of(work: Work, store: Store) -> Iterator[tuple[str, bytes]]:
    """What never changes of a version, once its content and its proof are verified. Raises BundleError."""
    edition = work.editions[0]
    if problems := verify_bundle(edition.folder) or unproven(edition.bundle):
        raise BundleError(f"No se publica «{edition.cut.version}». {' '.join(problems)}")
    yield from version_files(edition, work.settings.site_address)
    yield f"{edition.prefix[1:]}/{ENTRY}", to_bytes(entry(edition))


def drawings_of(work: Work, store: Store) -> Iterator[tuple[str, bytes]]:
    """What the pages of a version show, which are made by several processes. What an earlier version showed too is
    taken from there."""
    for place in range(1, len(work.editions)):
        if part := store.find(_drawings(work.editions[place:], work.settings).key):
            remember(_read(part))
            break
    charts = [view.chart for item in work.editions[0].indicators for view in item.views if view.chart]
    made = {each.key: asdict(each) for chart in charts for each in (chart.wide, chart.narrow)}
    yield DRAWN, to_bytes(list(made.values()))


def _read(part: Part) -> Iterator[Drawing]:
    return (Drawing(**each) for each in from_bytes(part.place(DRAWN).read_bytes(), DRAWN))


def pages_of(work: Work, store: Store) -> Iterator[tuple[str, bytes]]:
    own, drawings = (store.take(each.key) for each in work.needs)
    remember(_read(drawings))
    sizes = own.sizes
    version = VersionPages(work.editions[0], work.editions, work.settings, sizes)
    return version.pages(_pages(work.settings), work.prefix)


def publications_of(work: Work, store: Store) -> Iterator[tuple[str, bytes]]:
    return publication_files(_pages(work.settings), work.editions, work.settings)


def common_of(work: Work, store: Store) -> Iterator[tuple[str, bytes]]:
    """What no version owns: it always shows what is in force now."""
    made = dict(common_pages(_pages(work.settings), work.editions, work.settings))
    parts = [store.take(each.key) for each in work.needs]
    entries = [
        from_bytes(part.place(path).read_bytes(), ENTRY)
        for edition, part in zip(work.editions, parts, strict=False)
        for path in [f"{edition.prefix[1:]}/{ENTRY}"]
    ]
    paths = [*made, *(path for part in parts for path in part.listed)]
    yield from made.items()
    yield from collect()[1].items()
    yield from for_programs(work.editions, entries, paths, work.settings.site_address).items()
    yield HEADERS_FILE, (json.dumps(headers_file(), indent=2) + "\n").encode()


def _pages(settings: Settings) -> Pages:
    return Pages(
        {
            "help": settings.help,
            "assets": collect()[0],
            "practice": settings.practice,
            "state_name": settings.state_name,
            "address": settings.site_address,
        }
    )


def placed(planned: Plan, store: Store) -> Placed:
    """Every file of the site by its path. The files of the version in force stand at a second address too."""
    where: dict[str, tuple[Part, str]] = {}
    for work in planned.shown:
        part = store.take(work.key)
        where |= {path: (part, path) for path in part.listed}
    for work in planned.files[:1]:
        part = store.take(work.key)
        where |= {in_force(work.editions[0], path): (part, path) for path in part.listed}
    return where
