"""`datavim build`: from published bundles and the help file to a static site."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from datavim.bundle import BundleError
from datavim.charts.geography import Geography, read_geography
from datavim.helplines import HelpData, HelpError, read_help, verify_help
from datavim.parts import Store, each, with_twins
from datavim.site.edition import Edition, read_editions
from datavim.site.pages import Settings
from datavim.site.plan import Work, placed, plan
from datavim.site.switch import held, install

DATA = Path(__file__).parent.parent / "data"
NATIONAL_HELP = DATA / "help-national.json"
PARTS = "parts"


def build_site(
    bundles: Path | str,
    site: Path | str,
    *,
    help_file: Path | str | None = None,
    trusted_key: bytes | None = None,
    geography: Path | str | None = None,
    address: str = "",
    workers: int | None = None,
) -> Path:
    """Make what changed since the build in place and put the site in place in one step; return the folder of the build.

    Same bundles and help, same bytes, whether they came at once or one by one. `workers`: processes, as many as
    processors unless told. Raises BundleError, HelpError, GeographyError, PieceError; the site in place stays.
    """
    lines = trusted_help(help_file, trusted_key)
    editions = read_editions(Path(bundles), trusted_key)
    planned = plan(editions, _settings(editions, lines, geography, address.rstrip("/"), trusted_key))
    root = Path(site)
    with held(root):
        store = Store(root / PARTS)
        for stage in planned.stages:
            missing = [work for work in stage if store.find(work.key) is None]
            each(partial(_make, store), missing, workers)
        target = install(placed(planned, store), root)
        store.keep(planned.keys)
    return target


def _make(store: Store, work: Work) -> None:
    store.write(work.key, with_twins(work.make(work, store)))


def trusted_help(help_file: Path | str | None, trusted_key: bytes | None) -> HelpData:
    """The signed help file, or the national lines while the office has not issued one."""
    if help_file is None:
        return read_help(NATIONAL_HELP)
    if problems := verify_help(help_file, trusted_key):
        raise HelpError(" ".join(problems))
    return read_help(help_file)


def _settings(
    editions: tuple[Edition, ...],
    lines: HelpData,
    geography: Path | str | None,
    address: str,
    trusted_key: bytes | None,
) -> Settings:
    """What every page of this build shares. Raises BundleError: lines of practice would stand on real figures."""
    current = editions[0].cut if editions else None
    if current and lines.practice and not current.practice:
        raise BundleError("Las líneas de ayuda son de práctica y los cortes no: no se publican juntos.")
    area = _area(current.state_code if current else "", geography)
    practice = current.practice if current else lines.practice
    state_name = current.state_name if current else lines.state_name
    return Settings(lines, area, address, trusted_key, practice, state_name)


def _area(state_code: str, geography: Path | str | None) -> Geography | None:
    if geography is not None:
        return read_geography(Path(geography))
    path = DATA / f"{state_code}.geojson"
    return read_geography(path) if path.is_file() else None
