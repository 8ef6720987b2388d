"""`datavim build`: from published bundles and the help file to a static site."""

from __future__ import annotations

import json
from pathlib import Path

from datavim.bundle import BundleError, unproven
from datavim.charts.geography import Geography, read_geography
from datavim.helplines import HelpData, HelpError, read_help, verify_help
from datavim.site.assets import collect
from datavim.site.edition import Edition, read_editions
from datavim.site.headers import HEADERS_FILE, headers_file
from datavim.site.index import for_programs
from datavim.site.pages import Settings, VersionFiles, common_pages
from datavim.site.render import Pages
from datavim.site.switch import install

DATA = Path(__file__).parent.parent / "data"
NATIONAL_HELP = DATA / "help-national.json"


def build_site(
    bundles: Path | str,
    site: Path | str,
    *,
    help_file: Path | str | None = None,
    trusted_key: bytes | None = None,
    geography: Path | str | None = None,
    address: str = "",
) -> Path:
    """Build every version and put the site in place in one step; return the folder of the build."""
    lines = trusted_help(help_file, trusted_key)
    editions = read_editions(Path(bundles), trusted_key)
    if editions and lines.practice and not editions[0].cut.practice:
        raise BundleError("Las líneas de ayuda son de práctica y los cortes no: no se publican juntos.")
    for edition in editions:
        if problems := unproven(edition.bundle):
            raise BundleError(f"No se publica «{edition.cut.version}». {problems[0]}")
    settings = Settings(lines, _area(editions, geography), address.rstrip("/"), trusted_key)
    return install(site_files(editions, settings), Path(site))


def trusted_help(help_file: Path | str | None, trusted_key: bytes | None) -> HelpData:
    """The signed help file, or the national lines while the office has not issued one."""
    if help_file is None:
        return read_help(NATIONAL_HELP)
    if problems := verify_help(help_file, trusted_key):
        raise HelpError(" ".join(problems))
    return read_help(help_file)


def _area(editions: tuple[Edition, ...], geography: Path | str | None) -> Geography | None:
    if geography is not None:
        return read_geography(Path(geography))
    path = DATA / f"{editions[0].cut.state_code}.geojson" if editions else None
    return read_geography(path) if path is not None and path.is_file() else None


def site_files(editions: tuple[Edition, ...], settings: Settings) -> dict[str, bytes]:
    """Every file of the site by its path. Same bundles and help, same bytes."""
    assets, files = collect()
    current = editions[0] if editions else None
    pages = Pages(
        {
            "help": settings.help,
            "assets": assets,
            "practice": current.cut.practice if current else settings.help.practice,
            "state_name": current.cut.state_name if current else settings.help.state_name,
            "current": current,
            "address": settings.site_address,
        }
    )
    files |= dict(common_pages(pages, editions, settings))
    for edition in editions:
        version = VersionFiles.make(edition, editions, settings)
        files |= version.data()
        files |= dict(version.pages(pages, edition.prefix))
        if edition is current:
            files |= dict(version.pages(pages, "")) | version.data_in_force()
    files |= for_programs(editions, files, settings.site_address)
    files[HEADERS_FILE] = (json.dumps(headers_file(), indent=2) + "\n").encode()
    return files
