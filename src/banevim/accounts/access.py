"""The access that every address declares. An address without one is closed (and fails the house test)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from banevim.accounts.terms import Role, Standing

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """Who may ask for an address.

    `anonymous`: also without an account. `unfinished`: also while the sign-in lacks one of these steps.
    `sealed`: also while the keys of the bank are closed.
    """

    roles: frozenset[Role]
    anonymous: bool = False
    unfinished: frozenset[Standing] = frozenset()
    sealed: bool = False


def _mark(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def allow(*roles: Role) -> Callable[[View], View]:
    """Only signed-in people with one of these roles; the second factor is checked by the middleware."""

    def mark(view: View) -> View:
        return _mark(view, Access(frozenset(roles)))

    return mark


def allow_signed_in(view: View) -> View:
    """Any signed-in person."""
    return _mark(view, Access(frozenset(Role)))


def allow_unfinished(*standings: Standing) -> Callable[[View], View]:
    """Any signed-in person, also while her sign-in lacks one of these steps: the page of the step, and sign-out."""

    def mark(view: View) -> View:
        return _mark(view, Access(frozenset(Role), unfinished=frozenset(standings)))

    return mark


def allow_anyone(view: View) -> View:
    """Also without an account: sign-in, help."""
    return _mark(view, Access(frozenset(Role), anonymous=True))


def allow_sealed(view: View) -> View:
    """Besides what it already declares, it answers while the bank is sealed: health, help."""
    return _mark(view, replace(view.access, sealed=True))  # type: ignore[attr-defined]


def access_of(view: Callable[..., Any]) -> Access | None:
    """The declared access of a view, or None."""
    return getattr(view, "access", None)
