"""What a CURP tells of names: the initial and the first inner consonant of each."""

from functools import lru_cache

from ._root import initial, inner_consonant

_PLACES = ((3, 15), (0, 13), (2, 14))


def letters_inside(curp: str, name: int) -> str:
    """Two letters of a name: of the given names (0), the first surname (1) or the second (2).

    Those of GOAK130831MBSNNRW3 are KR, GN and AN.
    """
    initial_at, consonant_at = _PLACES[name]
    return curp[initial_at] + curp[consonant_at]


def letters_of(slots: str) -> set[str]:
    """The letters that any word of a name would give; words apart by spaces, what a word may stand for by `/`."""
    return {letters for slot in slots.split() for letters in _letters(slot)}


@lru_cache(maxsize=1 << 16)
def _letters(slot: str) -> tuple[str, ...]:
    """Remembered by word alone: a list of names in use, not of who bears them."""
    return tuple(initial(word) + inner_consonant(word) for word in slot.split("/"))
