"""The policy of what may be published. Its words are those that whoever verifies a bundle demands of it."""

import datetime as dt
from uuid import UUID

from banevim.accounts.terms import Role
from banevim.common.errors import Invalid, Refused
from banevim.cuts.terms import Demand
from banevim.vault.context import Actor
from datavim import bundle as public
from datavim.bundle import LEAST_K

DEFAULT_K, MOST_K = 5, 20
UNSIGNED = (
    "Falta firmar la política de confidencialidad: sin ella no se congela ni se publica un corte. La firma la jefatura,"
    " en Cortes, Política."
)


def policy_text(k: int, demand: Demand) -> str:
    """The text that is signed. Raises Invalid if `k` is outside of what is allowed."""
    if not LEAST_K <= k <= MOST_K:
        raise Invalid(f"El mínimo va de {LEAST_K} a {MOST_K} mujeres.", field="k")
    return public.policy_text(k, demand)


def check_signs(
    by: Actor,
    *,
    k: int,
    valid_from: dt.date,
    today: dt.date,
    newest: tuple[int, dt.date] | None,
    published: bool,
) -> UUID:
    """Who signs. `newest`: k and first day of the newest version; `published`: whether a cut came out. Raises Refused
    (role), Invalid (day, k).

    Once figures are public k stays: a smaller one would let out what was promised to be protected, under a greater one
    what was printed could not be protected any more.
    """
    if by.role != Role.STATE_LIAISON or by.person_id is None:
        raise Refused("La política la firma la jefatura del banco.")
    if valid_from < max(today, newest[1] if newest else today):
        raise Invalid(
            "Una política rige desde hoy o desde un día por venir, y no antes que la anterior.",
            field="valid_from",
        )
    if newest and published and k != newest[0]:
        raise Invalid(
            f"Ya hay cifras publicadas con el mínimo de {newest[0]} mujeres. Con otro número, o se podría deducir lo"
            " que salió protegido, o lo que ya salió no se podría proteger.",
            field="k",
        )
    return by.person_id


def may_sign(by: Actor) -> bool:
    """Boolean twin of `check_signs`, for the form."""
    return by.role == Role.STATE_LIAISON and by.person_id is not None


def check_publishes(
    *, frozen: int | None, in_force: int, demand: str, level: str, overdue_help: list[str]
) -> None:
    """Everything but the people that the publication of a cut waits for. Raises Refused."""
    check_policy(frozen, in_force)
    check_level(demand=demand, level=level)
    check_help(overdue_help)


def check_policy(frozen: int | None, in_force: int) -> None:
    """A cut comes out under the policy with which it was frozen, if that is still the one in force. Raises Refused."""
    if frozen != in_force:
        raise Refused(
            f"La política en vigor es la versión {in_force} y este corte se congeló con otra."
            " Devuélvelo y congela otro."
        )


def check_help(overdue_help: list[str]) -> None:
    """Raises Refused while a help line or centre is not verified: a cut sends people to them."""
    if overdue_help:
        raise Refused(
            "Hay números o centros de ayuda sin verificar en los últimos 90 días. Verifícalos antes de publicar: "
            + ", ".join(overdue_help)
            + "."
        )


def check_level(*, demand: str, level: str) -> None:
    """The proof goes down to what the policy demands. Raises Refused."""
    if demand == Demand.MICRODATA and level != Demand.MICRODATA:
        raise Refused(
            "La política firmada pide la prueba hasta los registros y este corte la tiene por tablas."
            " No puede publicarse."
        )
