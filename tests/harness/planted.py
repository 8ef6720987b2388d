"""Invented people planted in a whole bank, and the search that would see any of their data lie about in clear."""

import base64
import html
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from urllib.parse import quote


@dataclass(frozen=True)
class Planted:
    """What nobody may find outside an encrypted cell. No word of it is a word of the product."""

    given: str
    first: str
    second: str
    curp: str
    phone: str
    aggressor: str

    def words(self) -> dict[str, str]:
        """Each planted datum by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


PERSON = Planted(
    "Tlanextlícuitl", "Ñoñohuátlpan", "Güémezcóyotl", "NOGT900512MBSXXL04", "6127749183", "Quauhpíltzintli"
)
CANARY = Planted(
    "Xiuhnéliztliac", "Ñahuitochtlí", "Güilotzínpa", "NAGX910623MBSXXL07", "6128850294", "Yaotlámaniztli"
)


def plain(text: str) -> str:
    """Without accents or tildes."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def spellings(text: str) -> set[str]:
    """As typed, in small letters, in capitals, without accents, decomposed; a telephone with its usual breaks."""
    found = {text, plain(text), unicodedata.normalize("NFD", text)}
    if text.isdecimal():
        found |= {f"{text[:3]}{sep}{text[3:6]}{sep}{text[6:]}" for sep in " -."}
    return found | {each.lower() for each in found} | {each.upper() for each in found}


def _inside_base64(raw: bytes) -> Iterator[bytes]:
    """What the text looks like anywhere inside a longer one in base64: three ways to fall on its groups of three."""
    for before in range(3):
        for encode in (base64.standard_b64encode, base64.urlsafe_b64encode):
            text = encode(bytes(before) + raw)
            yield text[-(-before * 4 // 3) + (before > 0) : len(text) - 4]


def encodings(text: str) -> set[bytes]:
    """Every form in which a text may lie in a file, a log, an address or a dump; base64 apart."""
    raw, escaped = text.encode(), text.encode("ascii", "backslashreplace")
    wrong = raw.decode("latin-1")
    return {
        *(raw, text.encode("utf-16-le")[:-1], wrong.encode(), text.encode("latin-1", "xmlcharrefreplace")),
        *(
            escaped,
            escaped.replace(b"\\", b"\\\\"),
            json.dumps(text)[1:-1].encode(),
            json.dumps(wrong)[1:-1].encode(),
        ),
        *(quote(text).encode(), html.escape(text).encode(), raw.hex().encode(), raw.hex(" ").encode()),
        "".join(f"\\{b:03o}" if b > 127 else chr(b) for b in raw).encode(),
    }


@dataclass(frozen=True)
class _Needles:
    """What to look for: `folded` in the small letters of a text, `exact` in the text as it is."""

    folded: frozenset[bytes]
    exact: frozenset[bytes]

    @classmethod
    def of(cls, word: str) -> "_Needles":
        ways = spellings(word)
        folded = {form.lower() for way in ways for form in encodings(way)}
        exact = {form for way in ways for form in _inside_base64(way.encode()) if len(form) >= 8}
        return cls(frozenset(folded), frozenset(exact))

    def within(self, raw: bytes, small: bytes) -> bool:
        return any(each in small for each in self.folded) or any(each in raw for each in self.exact)


class Finder:
    """Looks for every planted datum of a person in bytes of any kind."""

    def __init__(self, person: Planted) -> None:
        self.needles = {name: _Needles.of(word) for name, word in person.words().items()}

    def find(self, raw: bytes) -> set[str]:
        """Names of the data found."""
        small = raw.lower()
        return {name for name, needles in self.needles.items() if needles.within(raw, small)}
