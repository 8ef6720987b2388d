"""One compulsory code of a catalogue, told with its field."""

import datetime as dt

from banevim.catalogs.rules import check_code
from banevim.catalogs.terms import Catalog, Codebook
from banevim.common.errors import Invalid


def check_chosen(
    book: Codebook, catalog: Catalog, code: str, on: dt.date, field: str, sentence: str = "Elige una opción."
) -> None:
    """Raises Invalid at the field: nothing was chosen, or it is not in the catalogue that day."""
    if not code:
        raise Invalid(sentence, field=field)
    try:
        check_code(book, catalog, code, on, missing=False, imported=False)
    except Invalid as exc:
        raise Invalid(str(exc), field=field) from exc
