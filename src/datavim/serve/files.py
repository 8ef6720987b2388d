"""From the path of a request to a file of the site, never outside of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from datavim.site.headers import HEADERS_FILE, headers_file
from datavim.site.switch import CURRENT

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".zip": "application/zip",
    ".pdf": "application/pdf",
    ".py": "text/plain; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
}

_PAGE_IN_FORCE = re.compile(r"/actual/((?:[\w-]+/)*)", re.ASCII)
"""Under /actual/ are the files of the last cut; its pages are those of the site. nginx has the same line."""


@dataclass(frozen=True, slots=True)
class Found:
    path: Path
    address: str
    redirect: bool = False


def site_root(folder: Path) -> Path | None:
    """The build in place: `folder/current`, or `folder` itself, or nothing yet."""
    for candidate in (folder / CURRENT, folder):
        if (candidate / "index.html").is_file():
            return candidate.resolve()
    return None


def find(root: Path, target: str) -> Found | None:
    """The file of a request target, or nothing. A folder without its slash is a redirect, and so is a page asked for as
    that of the cut in force."""
    try:
        address = unquote(urlsplit(target).path, errors="strict")
    except (UnicodeDecodeError, ValueError):
        return None
    parts = address.split("/")
    if not address.startswith("/") or any(_unsafe(part) for part in parts):
        return None
    path = root.joinpath(*parts)
    if page := _PAGE_IN_FORCE.fullmatch(address):
        return Found(path, f"/{page[1]}", redirect=True)
    if path.is_dir():
        if not address.endswith("/"):
            return Found(path, address + "/", redirect=True)
        path, address = path / "index.html", address
    elif address.endswith("/"):
        return None
    inside = path.resolve().is_relative_to(root)
    return Found(path, address) if inside and path.is_file() else None


def _unsafe(part: str) -> bool:
    return part.startswith((".", "_")) or "\\" in part or any(ord(sign) < 32 for sign in part)


def headers_for(root: Path, address: str) -> dict[str, str]:
    """What the build says about this address."""
    try:
        rules = json.loads((root / HEADERS_FILE).read_bytes())
    except (OSError, ValueError):
        rules = headers_file()
    headers = dict(rules["always"])
    for rule in rules["rules"]:
        if address.startswith(rule["prefix"]):
            return headers | dict(rule["headers"])
    return headers


def content_type(path: Path) -> str:
    return TYPES.get(path.suffix, "application/octet-stream")
