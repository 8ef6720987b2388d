"""What a CURP tells of names: the initial and the first inner consonant of each."""

from functools import lru_cache

from ._root import initial, inner_consonant


def letters_inside(curp: str) -> tuple[str, str, str]:
    """Two letters each of the given name, the first and the second surname (`GOAK130831MBSNNR…`: KR, GN, AN)."""
    return curp[3] + curp[15], curp[0] + curp[13], curp[2] + curp[14]


def letters_of(slots: str) -> set[str]:
    """The letters that any word of a name would give; words apart by spaces, what a word may stand for by `/`."""
    return {letters for slot in slots.split() for letters in _letters(slot)}


@lru_cache(maxsize=1 << 16)
def _letters(slot: str) -> tuple[str, ...]:
    """Remembered by word alone: a list of names in use, not of who bears them."""
    return tuple(initial(word) + inner_consonant(word) for word in slot.split("/"))
