"""Looks for the office's banned terms in a text: whole words, whatever their capitals and accents, in one sentence."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TERMS = Path(__file__).parent / "terms.toml"
_GAP = r"[^\w.;:!?/]+"
"""What may stand between two words of a term: never the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Text:
    """Something that is published: where it stands, what it says, and whether it is read alone (finding, caption)."""

    where: str
    words: str
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """What is not published, what to write instead, and why.

    `banned`: phrases; a `*` at the end of a word stands for any ending. `inside`: phrases that hold it and are right,
    such as a name in law. `beside`: words that make it right when they stand anywhere in the same text. `headlines`:
    it counts in findings and captions alone.
    """

    banned: tuple[str, ...]
    use: str
    why: str
    source: str
    inside: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    headlines: bool = False


def read_terms(path: Path) -> tuple[Term, ...]:
    """The list of the office, from its TOML. Raises TypeError or KeyError when an entry is not whole."""
    with path.open("rb") as file:
        entries: list[dict[str, Any]] = tomllib.load(file)["terms"]
    return tuple(Term(**{name: _frozen(value) for name, value in entry.items()}) for entry in entries)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@cache
def terms() -> tuple[Term, ...]:
    """The list in force."""
    return read_terms(TERMS)


def _plain(text: str) -> str:
    """Lower case and without accents: who writes «FEMINAS» means the same."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    words = (re.escape(word).replace(r"\*", r"\w*") for word in _plain(phrase).split())
    return re.compile(rf"(?<![\w/]){_GAP.join(words)}(?![\w/])")


def _spans(phrases: tuple[str, ...], text: str) -> Iterator[tuple[int, int]]:
    for phrase in phrases:
        for found in _pattern(phrase).finditer(text):
            yield found.span()


def said(text: Text, term: Term) -> str | None:
    """The banned words as the text says them; None if it does not, or says them where they are right."""
    if term.headlines and not text.headline:
        return None
    plain = _plain(text.words)
    if any(True for _ in _spans(term.beside, plain)):
        return None
    right = list(_spans(term.inside, plain))
    for start, end in sorted(_spans(term.banned, plain)):
        if not any(first <= start and end <= last for first, last in right):
            return plain[start:end]
    return None
