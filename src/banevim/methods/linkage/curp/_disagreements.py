"""Where a CURP and the captured data differ. Warnings only: they never stop a capture.

A trans woman, a late registration, a birth abroad or a corrected record give true differences.
No sentence repeats a value: the person who typed both has them in front of her.
"""

from datetime import date

from ._parse import Curp, parse
from ._root import root
from ._tables import letters_of_state

_PLACEHOLDER = date(2000, 1, 1)


def disagreements(
    curp: str | Curp,
    given: str = "",
    first: str = "",
    second: str = "",
    birth_date: date | None = None,
    sex: str = "",
    state: str = "",
) -> tuple[str, ...]:
    """Spanish warnings; empty data are not compared. Raises `InvalidCurp` if `curp` is none."""
    known = curp if isinstance(curp, Curp) else parse(curp)
    checks = (
        (bool(given.strip() and first.strip()) and not _same_names(known, given, first, second), "El nombre"),
        (birth_date is not None and birth_date != known.birth_date, "La fecha de nacimiento"),
        (bool(sex) and sex != known.sex, "El sexo"),
        (bool(state) and not _same_state(known, state), "El estado de nacimiento"),
    )
    return tuple(
        f"{what} no coincide con la CURP. Revisa los dos datos; si así son, puedes continuar."
        for differs, what in checks
        if differs
    )


def _same_names(known: Curp, given: str, first: str, second: str) -> bool:
    """Compare the letters that come from names; an unknown second surname is not compared."""
    built = root(given, first, second, _PLACEHOLDER, "X", "NE")
    places = [0, 1, 3, 13, 15] + ([2, 14] if second.strip() else [])
    return all(built[place] == known.text[place] for place in places)


def _same_state(known: Curp, state: str) -> bool:
    return letters_of_state().get(state, state) == known.state_letters
