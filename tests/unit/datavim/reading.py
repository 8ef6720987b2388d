"""Reads a built page the way a person would: its tables, its links, its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "input", "rect", "path", "circle", "line"}


@dataclass
class Page(HTMLParser):
    tables: list[list[list[str]]] = field(default_factory=list)
    links: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    drawings: list[list[str]] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append((tag, known))
        self.links += [(known[name] or "", known) for name in ("href", "src", "action") if name in known]
        if known.get("id"):
            self.ids.append(known["id"] or "")
        if tag == "table":
            self.tables.append([])
        if tag == "tr" and self.tables:
            self.tables[-1].append([])
        if tag in ("td", "th") and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("")
        if tag == "svg":
            self.drawings.append([])
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            continue

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if ("td" in self._open or "th" in self._open) and self.tables and self.tables[-1]:
            self.tables[-1][-1][-1] += data.strip()
        if self._open and self._open[-1] == "text" and self.drawings:
            self.drawings[-1].append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


def read(raw: bytes | str) -> Page:
    page = Page()
    page.feed(raw.decode() if isinstance(raw, bytes) else raw)
    return page
