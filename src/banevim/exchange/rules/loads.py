"""Who may load an extract and what a load must say."""

from collections.abc import Collection

from banevim.common.errors import Invalid, Refused
from banevim.exchange.terms import TRANSITIONS, Kind, Progress
from banevim.vault.context import Actor

LARGEST = 50 * 1024 * 1024
TOO_LARGE = "Los archivos pesan más de 50 MB juntos. Divídelos y cárgalos en partes."


def check_loads(by: Actor) -> None:
    """Raises Refused: only the state office loads extracts (the command line acts as `system`)."""
    if by.role not in TRANSITIONS[Progress.WAITING][1]:
        raise Refused("Tu cuenta no puede cargar extractos. Pídelo al auxiliar de informática del banco.")


def may_load(by: Actor) -> bool:
    """Boolean twin of `check_loads`."""
    try:
        check_loads(by)
    except Refused:
        return False
    return True


def check_load(kinds: Collection[Kind], sizes: Collection[int], *, letter: str, reserved: bool) -> None:
    """Raises Invalid: no file, too large, or an institution named without its oficio."""
    if Kind.CASES not in kinds and Kind.VICTIMS not in kinds:
        raise Invalid("Elige al menos el archivo de casos o el de víctimas.", field="cases")
    if sum(sizes) > LARGEST:
        raise Invalid(TOO_LARGE, field="cases")
    if any(size == 0 for size in sizes):
        raise Invalid("Uno de los archivos está vacío.", field="cases")
    if not reserved and not letter.strip():
        raise Invalid(
            "Escribe el número de oficio con que la institución entregó el extracto.", field="letter"
        )
