"""Cases registered at chosen moments through the actions of the screens, and the people who move a cut."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from tests.integration.casefiles.samples import CASE, PROFILE

from banevim.casefiles import actions as casefiles
from banevim.casefiles.terms import Identity
from banevim.common import clock
from banevim.cuts import actions
from banevim.cuts.actions import take
from banevim.cuts.actions.bundles import put_in_place
from banevim.cuts.models import Cut
from banevim.cuts.rules import protecting
from banevim.vault.context import Actor, acting, system

HERE = ZoneInfo("America/Mazatlan")
Value = int | None


def at(text: str) -> dt.datetime:
    """A moment on the clocks of La Paz."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=HERE)


decide = cache(protecting.decide)
"""What is printed of equal counts under one rule and one lot, and its proof, are always the same: worked out once."""


def same_lot(patch: pytest.MonkeyPatch) -> None:
    """Which of the cells of like cost is withheld is drawn by lot; here the lot is always the same."""
    patch.setattr(take, "secrets", SimpleNamespace(token_bytes=bytes))
    patch.setattr(protecting, "decide", lambda sheets, *rule: decide(tuple(sheets), *rule))


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    same_lot(monkeypatch)


class Bank:
    """`open` and `register` a woman's case at a moment; `take`, `approve`, `publish` by the people who may."""

    def __init__(self, actor_of: Callable[..., Actor]) -> None:
        self.actor_of = actor_of
        self.aide, self.watch = actor_of("it_aide"), actor_of("monitoring_aide")
        self.head = actor_of("state_liaison")
        self.records: dict[str, UUID] = {}

    def open(self, name: str, institution: str = "hospital") -> UUID:
        actor = self.actor_of("capturer", institution)
        with acting(actor):
            identity = Identity(given_names=f"Prueba {name}", first_surname="Corte")
            return casefiles.open_file(by=actor, identity=identity, profile=PROFILE).id

    def register(self, name: str, moment: str, types: str, place: str = "03003") -> None:
        """One case of the woman of that name; the first one opens her file. No types: she does not know."""
        if name not in self.records:
            self.records[name] = self.open(name)
        when, kinds = at(moment), tuple(types.split())
        data = replace(CASE, types=kinds, municipality=place, types_missing="" if kinds else "se_desconoce")
        data = replace(data, facts_on=when.date() - dt.timedelta(days=2), learned_on=when.date())
        actor = self.actor_of("capturer", "hospital")
        with clock.travel(when), acting(actor):
            casefiles.register_case(by=actor, record_id=self.records[name], data=data)

    def take(self, month: str, by: Actor | None = None) -> Cut:
        with acting(by or self.aide) as actor:
            return actions.take_cut(by=actor, month=month)

    def approve(self, cut: Cut, by: Actor | None = None) -> Any:
        with acting(by or self.watch) as actor:
            seen = [check["key"] for check in cut.checks]
            return actions.approve_cut(by=actor, cut_id=cut.id, seen=seen)

    def publish(self, cut: Cut, by: Actor | None = None) -> Any:
        with acting(by or self.head) as actor:
            return actions.publish_cut(by=actor, cut_id=cut.id)

    def release(self, month: str, *, site: bool = True) -> Path:
        """Freeze, approve, publish; build the site, or only put the bundle in its place. The folder of the bundle."""
        cut = self.take(month)
        self.approve(cut)
        self.publish(cut)
        if site:
            self.build()
        else:
            self.put_in_place()
        return Path(settings.HOME) / "bundles" / cut.version

    def put_in_place(self) -> None:
        """What a build does first; all that is needed where no page is read."""
        with acting(system()):
            put_in_place()

    def build(self) -> None:
        with acting(system()) as bank:
            actions.build_site(by=bank)


@pytest.fixture
def bank_of_cuts(committed: Any, actor_of: Callable[..., Actor]) -> Bank:
    """A bank of its own where what is registered is committed, so that the `stats` role can count it."""
    return Bank(actor_of)


def counted(cut: Cut, table: str) -> dict[tuple[str, ...], tuple[int, int, bool]]:
    """(number, women, whether it may be printed) of every cell of a frozen table."""
    cells = next(t["cells"] for t in json.loads(json.dumps(cut.tables)) if t["id"] == table)
    return {tuple(c["keys"]): (c["value"], c["women"], c["published"]) for c in cells}
