"""A crawl of a built site without a browser: where links lead, what is asked of others, what the headers say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from datavim.serve.files import headers_for

TAG = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s+[^\s=>/]+(?:=\"[^\"]*\")?)*)\s*/?>")
ATTRIBUTE = re.compile(r"([^\s=]+)=\"([^\"]*)\"")
LOADS, LEADS = frozenset({"src", "srcset", "data", "poster", "action"}), frozenset({"href", "xlink:href"})
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
CALLS = re.compile(r"@import|url\((?!#)|https?:", re.I)


@dataclass
class Crawl:
    """`away`: the only address outside that a link may lead to. `address`: the public one of the site, which pages name
    and never ask for."""

    root: Path
    away: str
    address: str = ""
    pages: int = 0
    links: int = 0
    problems: list[str] = field(default_factory=list)
    _ids: dict[str, set[str]] = field(default_factory=dict)
    _anchors: list[tuple[str, str, str]] = field(default_factory=list)

    def run(self) -> Crawl:
        for path in sorted(self.root.rglob("*")):
            where = path.relative_to(self.root).as_posix()
            if path.suffix == ".html":
                self._page(where, path.read_text(encoding="utf-8"))
            elif path.suffix in (".css", ".js") and CALLS.search(path.read_text(encoding="utf-8")):
                self._say(where, "calls something by an address")
            elif path.suffix == ".svg":
                self._tags(where, path.read_text(encoding="utf-8"))
        self.problems += [
            f"{page}: no place {place} in {target}"
            for page, target, place in self._anchors
            if place not in self._ids.get(target, ())
        ]
        self._told()
        return self

    def _say(self, where: str, problem: str) -> None:
        self.problems.append(f"{where}: {problem}")

    def _page(self, where: str, text: str) -> None:
        self.pages += 1
        policy = headers_for(self.root, f"/{where.removesuffix('index.html')}").get(
            "Content-Security-Policy", ""
        )
        if "default-src 'none'" not in policy or "unsafe" in policy or "http" in policy:
            self._say(where, "no strict policy in the headers file")
        self._ids[where] = self._tags(where, text)

    def _tags(self, where: str, text: str) -> set[str]:
        """Judges every address of a text; the names of its places."""
        ids = set()
        for name, told in TAG.findall(text):
            given = {key: unescape(value) for key, value in ATTRIBUTE.findall(told)}
            ids.add(given.get("id", ""))
            if "style" in given or any(key.startswith("on") for key in given):
                self._say(where, f"<{name}> holds a style or a script of its own")
            for key in LOADS & given.keys():
                self._asked(where, name, given[key])
            for key in LEADS & given.keys():
                canonical = name == "link" and given.get("rel") == "canonical"
                if canonical or name == "a":
                    self._led(where, given[key], named=canonical)
                else:
                    self._asked(where, name, given[key])
        return ids

    def _asked(self, where: str, name: str, target: str) -> None:
        if urlsplit(target).scheme or target.startswith("//"):
            self._say(where, f"<{name}> asks for {target}")
        else:
            self._found(where, target)

    def _led(self, where: str, target: str, *, named: bool) -> None:
        self.links += 1
        if named and self.address and target.startswith(self.address):
            self._found(where, target.removeprefix(self.address))
        elif urlsplit(target).scheme == "tel" or (target == self.away and not named):
            return
        elif urlsplit(target).scheme or target.startswith("//"):
            self._say(where, f"leads outside: {target}")
        else:
            self._found(where, target)

    def _found(self, where: str, target: str) -> None:
        parts = urlsplit(target)
        path = parts.path[1:] if parts.path else where
        if parts.path and not parts.path.startswith("/"):
            self._say(where, f"an address that is not of the root: {target}")
            return
        path += "index.html" if not path or path.endswith("/") else ""
        if not (self.root / path).is_file():
            self._say(where, f"leads to nothing: {target}")
        elif parts.fragment:
            self._anchors.append((where, path, parts.fragment))

    def _told(self) -> None:
        """What the index and the map name is there."""
        index = self.root / "datos-abiertos/indice.json"
        for target in _addresses(json.loads(index.read_bytes())):
            self._found("datos-abiertos/indice.json", target)
        sitemap = self.root / "sitemap.xml"
        if sitemap.is_file():
            for each in ET.fromstring(sitemap.read_bytes()).iter(LOC):  # noqa: S314 (our own)
                self._found("sitemap.xml", (each.text or "").removeprefix(self.address))


def _addresses(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _addresses(each)
    elif isinstance(value, str) and value.startswith("/"):
        yield value
