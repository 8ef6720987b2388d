"""What each role finds at the top of every page. An entry leads only to what its role may open (a test checks it)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from banevim.accounts.terms import Role, Standing
from banevim.casefiles import queries as casefiles
from banevim.vault.context import Actor, current_actor

HELP = ("Ayuda", "home:help")
DESK, SEARCH = ("Mesa", "home:desk"), ("Buscar", "identity:search")
UNFOLLOWED, CUTS = ("Sin atención", "identity:unfollowed"), ("Cortes", "cuts:list")
ACTIVITY, LOADS = ("Captura", "home:activity"), ("Cargas", "exchange:list")
PEOPLE, AUDIT = ("Cuentas", "accounts:people"), ("Auditoría", "home:audit")
REFERRALS, FOLLOW_UPS = ("Canalizaciones", "care:received"), ("Seguimientos", "care:follow_ups")
PAIRS = ("Duplicados", "identity:pairs")
SHELTERS = ("Refugios", "care:shelters")
DRAFTS, PENDING = ("Mis borradores", "casefiles:drafts"), ("Mis pendientes", "casefiles:pending")
MONTH = ("Mi mes", "casefiles:month")
COUNTED: dict[str, Callable[[Actor], int]] = {
    "casefiles:drafts": casefiles.drafts_waiting,
    "casefiles:pending": casefiles.pending_count,
}
"""Entries that say how many wait: one query each, nothing is decrypted."""
MENU: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.CAPTURER: (SEARCH, DRAFTS, PENDING, MONTH, REFERRALS, FOLLOW_UPS, HELP),
    Role.INSTITUTIONAL_LIAISON: (
        SEARCH,
        DRAFTS,
        PENDING,
        MONTH,
        ("Mi institución", "home:desk"),
        REFERRALS,
        FOLLOW_UPS,
        ("Sin atención", "identity:unfollowed"),
        HELP,
    ),
    Role.STATE_LIAISON: (
        ("Mesa del mes", "home:desk"),
        ACTIVITY,
        CUTS,
        SHELTERS,
        PAIRS,
        UNFOLLOWED,
        LOADS,
        PEOPLE,
        AUDIT,
        HELP,
    ),
    Role.MONITORING_AIDE: (DESK, ACTIVITY, SHELTERS, PAIRS, UNFOLLOWED, CUTS, HELP),
    Role.IT_AIDE: (DESK, PEOPLE, CUTS, LOADS, ("Bitácora técnica", "home:audit"), HELP),
    Role.ADMINISTRATOR: (DESK, PEOPLE, AUDIT, CUTS, SHELTERS, UNFOLLOWED, LOADS, HELP),
    Role.STATISTICS_READER: (("Tableros", "home:desk"), ("Cortes", "cuts:list"), HELP),
}


def menu_context(request: HttpRequest) -> dict[str, Any]:
    """The menu of who is signed in, with the item of the present page marked."""
    person, standing = getattr(request, "person", None), getattr(request, "standing", None)
    if person is None or standing is not Standing.COMPLETE:
        return {"menu": ()}
    actor = current_actor()
    entries = [(_said(label, name, actor), reverse(name)) for label, name in MENU[Role(person.role)]]
    here = max((a for _, a in entries if _inside(request.path, a)), key=len, default="")
    return {"menu": [{"label": label, "address": a, "active": a == here} for label, a in entries]}


def _said(label: str, name: str, actor: Actor | None) -> str:
    """The label, with how many wait. A page of an error has no context: it counts nothing."""
    if actor is None or name not in COUNTED:
        return label
    n = COUNTED[name](actor)
    return f"{label} ({n if n < casefiles.COUNTED else f'{casefiles.COUNTED - 1}+'})"


def _inside(path: str, address: str) -> bool:
    return path == address if address == "/" else path.startswith(address)
