"""Files that are no CSV at all: the sentence says what to do with each."""

from banevim.exchange.terms import UnknownLayout

BOOK = "Es un libro de cálculo, no un CSV. Ábrelo y guarda cada hoja como «CSV UTF-8»."
PACKED = "Es un archivo comprimido. Ábrelo y carga por separado los CSV que contiene."
OTHER = "El archivo no es un archivo CSV, o está dañado."
PACKERS = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ")
OLD_BOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKS_OF_BOOKS = (b"xl/", b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis")
LOOKED_AT = 4096
TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1a\x00")


def check_is_text(raw: bytes) -> None:
    """Raises UnknownLayout for a workbook, a packed file, or bytes that no text has."""
    head = raw[:LOOKED_AT]
    if head.startswith(OLD_BOOK):
        raise UnknownLayout(BOOK)
    if head.startswith(PACKERS):
        raise UnknownLayout(BOOK if any(mark in head for mark in MARKS_OF_BOOKS) else PACKED)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if head.startswith(b"%PDF") or (not wide and any(b < 32 and b not in TEXT_CONTROLS for b in head)):
        raise UnknownLayout(OTHER)
