"""Which file each record is in, from where each belongs by itself and the merges in force. Pure."""

from collections.abc import Iterable, Mapping, Set
from uuid import UUID

from banevim.common.errors import Conflict
from banevim.methods import linkage

Pair = tuple[UUID, UUID]

TOGETHER = "Esos registros ya están en el mismo expediente."
APART = (
    "No se pueden unir: la oficina estatal confirmó que en esos expedientes hay dos mujeres distintas. Si hay una"
    " prueba nueva, primero retira esa confirmación."
)
FIRST_SEPARATE = "Están en el mismo expediente: sepáralos antes de decir que son mujeres distintas."


def pair_of(one: UUID, two: UUID) -> Pair:
    """Two records in the order in which a pair is kept."""
    return (one, two) if one < two else (two, one)


def placed(homes: Mapping[UUID, UUID], merges: Iterable[Pair]) -> dict[UUID, UUID]:
    """The file of each record: the oldest home among those that merges make one (ids grow with time).

    It depends on nothing but homes and merges in force: undoing one gives what there would be without it.
    """
    leader = {home: home for home in homes.values()}

    def find(home: UUID) -> UUID:
        while leader[home] != home:
            leader[home] = leader[leader[home]]
            home = leader[home]
        return home

    for one, two in merges:
        if one in homes and two in homes:
            low, high = sorted((find(homes[one]), find(homes[two])))
            leader[high] = low
    return {record: find(home) for record, home in homes.items()}


def check_mergeable(one: UUID, two: UUID, files: Mapping[UUID, UUID], different: Set[Pair]) -> None:
    """Two records of two files between which nobody confirmed a difference. Raises Conflict."""
    if files[one] == files[two]:
        raise Conflict(TOGETHER)
    if any({files.get(a), files.get(b)} == {files[one], files[two]} for a, b in different):
        raise Conflict(APART)


def may_merge(one: UUID, two: UUID, files: Mapping[UUID, UUID], different: Set[Pair]) -> bool:
    """Boolean twin of `check_mergeable`."""
    try:
        check_mergeable(one, two, files, different)
    except Conflict:
        return False
    return True


def check_differable(one: UUID, two: UUID, files: Mapping[UUID, UUID]) -> None:
    """A difference is between two files. Raises Conflict."""
    if files[one] == files[two]:
        raise Conflict(FIRST_SEPARATE)


def parts_of(score: linkage.Score) -> list[list[str | float]]:
    """What a proposal keeps of a score: field, level and bits. Never a value."""
    return [[part.field, str(part.level), round(part.bits, 2)] for part in score.contributions]


def takes_two(band: str, *, is_protected: bool) -> bool:
    """Two people decide a merge unless it is probable and nobody in it is protected."""
    return is_protected or band != linkage.Band.PROBABLY
