"""What a help line or centre must say, and who may change it: one proposes, another decides."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from banevim.catalogs.terms import TRANSITIONS, ChangeState, HelpKind
from banevim.common.errors import Conflict, Invalid, Refused

_TEL = re.compile(r"\+?\d{3,15}")
FIELDS: Mapping[HelpKind, tuple[str, ...]] = {
    HelpKind.LINE: ("name", "number", "tel", "option", "hours", "free", "territory", "what"),
    HelpKind.CENTRE: ("name", "municipality", "address", "hours", "phone"),
}
_VERIFIED = ("verified_on", "verified_by")
_REQUIRED = {
    HelpKind.LINE: ("name", "number", "tel", "hours", "territory", "what", *_VERIFIED),
    HelpKind.CENTRE: ("name", "municipality", "address", "hours", *_VERIFIED),
}


def check_may_propose(role: str) -> None:
    """Only the state office proposes."""
    if role not in TRANSITIONS[ChangeState.PROPOSED][1]:
        raise Refused(
            "Los números y centros de ayuda los cambia la oficina estatal. Avísale lo que hay que corregir."
        )


def check_may_decide(
    role: str, *, to: ChangeState, proposed_by: UUID, person: UUID | None, state: str
) -> None:
    """Another person, of the state office, decides once."""
    before, roles = TRANSITIONS[to]
    if role not in roles:
        raise Refused("Solo el enlace estatal o la administración deciden estos cambios.")
    if person is None or person == proposed_by:
        raise Refused("Este cambio lo debe decidir otra persona: no puedes aprobar lo que tú propusiste.")
    if state not in before:
        raise Conflict("Otra persona ya decidió este cambio.")


def check_help_values(kind: HelpKind, values: Mapping[str, Any], today: dt.date) -> None:
    """Every help datum says what it is, where it serves and who verified it, and when."""
    unknown = set(values) - set(FIELDS[kind]) - set(_VERIFIED)
    if unknown:
        raise Invalid("El cambio trae datos que no se reconocen. Vuelve a llenar el formulario.")
    for name in _REQUIRED[kind]:
        if not str(values.get(name) or "").strip():
            raise Invalid("Falta un dato. Completa los campos marcados y vuelve a guardar.", field=name)
    for name in ("tel", "phone"):
        if values.get(name) and not _TEL.fullmatch(str(values[name])):
            raise Invalid("Escribe el teléfono solo con números, de 3 a 15 dígitos.", field=name)
    check_verified_on(str(values["verified_on"]), today)


def check_verified_on(text: str, today: dt.date) -> None:
    """A verification is dated, and not in the future."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise Invalid("Escribe la fecha en que se verificó.", field="verified_on") from None
    if day > today:
        raise Invalid("La fecha en que se verificó no puede ser futura.", field="verified_on")
