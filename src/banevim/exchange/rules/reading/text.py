"""From the bytes of a file to its text: encodings as they come in the wild, and letters damaged on the way."""

import re

_BROKEN_PAIR = re.compile("([\u00c2\u00c3])(.)", re.DOTALL)
NUL = 0


def decode(raw: bytes) -> str:
    """UTF-16 with or without mark, UTF-8 with or without mark, else Windows-1252, of which Latin-1 is a part.

    A UTF-8 file with a few broken bytes stays UTF-8: the rest of its letters must not be lost for them.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = raw.decode("utf-16", errors="replace")
    elif half := _without_mark(raw):
        text = raw.decode(half, errors="replace")
    else:
        text = _eight_bits(raw)
    return mend(text.replace("\x00", "").removeprefix("\ufeff"))


def _without_mark(raw: bytes) -> str:
    """UTF-16 leaves a zero in every other byte of plain letters."""
    head = raw[:400]
    if head[1::2].count(NUL) > len(head) // 3:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(NUL) > len(head) // 3 else ""


def _eight_bits(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("utf-8-sig", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for c in text if c > "\x7f") - broken
    return text if whole > broken else raw.decode("cp1252", errors="replace")


def mend(text: str) -> str:
    """`FÃ­sica` → `Física`: UTF-8 that some program read as Latin-1 and wrote again."""
    return _BROKEN_PAIR.sub(_whole, text) if "\u00c3" in text or "\u00c2" in text else text


def _whole(pair: re.Match[str]) -> str:
    try:
        return (pair[1].encode("latin-1") + _byte(pair[2])).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return pair[0]


def _byte(letter: str) -> bytes:
    return letter.encode("latin-1" if letter < "\u0100" else "cp1252")
