"""Plays the script through the same actions as the screens. Interrupted, it goes on where it was."""

import datetime as dt
import json
import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import connection, connections

from banevim.accounts.models import Person
from banevim.accounts.terms import Role
from banevim.care.actions import register_service
from banevim.care.terms import ServiceData
from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries
from banevim.casefiles.models import Case
from banevim.casefiles.terms import Reason
from banevim.catalogs import queries as catalogs
from banevim.common import clock
from banevim.operations.practice import attention, closings, script
from banevim.vault.context import Actor, acting, system
from banevim.vault.keyring import write_private

SEED, TOTAL = 20_240_101, 2_000
PARTS, SHOWN = 2, 20
"""Processes that load; steps told at once."""
PLANNED = 50
"""Steps after which the database thinks again how to find a row: nobody has counted its tables yet."""
SPACE = UUID("6f0d7c56-3d9b-5f0e-9a53-3d1f1a1b2c03")

Tell = Callable[[int, int], None]


@dataclass
class _Files:
    """What has been written of each woman: her file, and her record in each institution."""

    file: dict[int, UUID] = field(default_factory=dict)
    record: dict[tuple[int, UUID], UUID] = field(default_factory=dict)


def _capturers() -> tuple[list[Actor], list[script.Desk]]:
    """The practice capturers in order of user name, and their desks."""
    rows = Person.objects.filter(role=Role.CAPTURER, institution__code__startswith="P-", is_active=True)
    people = list(rows.select_related("institution").order_by("username"))
    actors = [Actor(p.id, p.institution_id, p.role) for p in people]
    desks = [
        script.Desk(i, str(p.institution_id), p.institution.municipality, p.institution.is_shelter)
        for i, p in enumerate(people)
    ]
    return actors, desks


def _notes() -> Path:
    return Path(settings.HOME) / "run" / "practice.json"


def _last_moment() -> dt.datetime:
    """The moment at which the load began, so that a load that goes on plays the same script."""
    try:
        return dt.datetime.fromisoformat(json.loads(_notes().read_text())["now"])
    except (OSError, ValueError, KeyError):
        return clock.now().astimezone(clock.zone())


def _note(now: dt.datetime, done: int, total: int) -> None:
    text = json.dumps({"now": now.isoformat(), "done": done, "total": total})
    write_private(_notes(), text.encode())


def _key(number: int) -> UUID:
    return uuid5(SPACE, str(number))


def _written() -> dict[UUID, UUID]:
    """The records of the cases that an earlier run wrote, by key; read as their own institution."""
    rows = Case.objects.exclude(idempotency_key=None).values_list("idempotency_key", "record_id")
    return {key: record_id for key, record_id in rows if key}


class Player:
    """Writes the steps of a script, each on behalf of its capturer and at its own moment."""

    def __init__(self, actors: list[Actor], play: script.Script, now: dt.datetime) -> None:
        self.actors, self.play, self.now, self.files = actors, play, now, _Files()
        self.before: dict[Actor, dict[UUID, UUID]] = {}

    def step(self, step: script.Step) -> None:
        """One transaction: the counter of folios is held until its end, and another process waits for it."""
        actor = self.actors[step.desk]
        with clock.travel(step.at), acting(actor):
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit = off")  # a load that dies is played again
            if actor not in self.before:
                self.before[actor] = _written()
            if record_id := self.before[actor].get(_key(step.number)):
                self._remember(step.woman, actor, record_id)
                return
            record_id = self._record(step.woman, actor)
            case = casefiles.register_case(
                by=actor,
                record_id=record_id,
                data=step.data,
                answered=step.answered,
                idempotency_key=_key(step.number),
            )
            if step.service:
                given = ServiceData(step.service, step.at.date(), "OTO")
                register_service(by=actor, record_id=record_id, data=given, case_id=case.id)

    def _remember(self, woman: int, actor: Actor, record_id: UUID) -> None:
        self.files.record[woman, self._institution(actor)] = record_id
        if woman not in self.files.file:
            self.files.file[woman] = queries.file_of(record_id).id

    def _institution(self, actor: Actor) -> UUID:
        if actor.institution_id is None:
            raise ValueError("a capturer belongs to an institution")
        return actor.institution_id

    def _record(self, woman: int, actor: Actor) -> UUID:
        """Her record in this institution: the one there is, one in the file she has, or the first of all."""
        if found := self.files.record.get((woman, self._institution(actor))):
            return found
        who = self.play.cast[woman]
        if file_id := self.files.file.get(woman):
            with clock.travel(self.now):  # the database's own clock decides whether an access is in force
                casefiles.declare_access(by=actor, file_id=file_id, reason=Reason.ATTENDING)
            record = casefiles.join_file(
                by=actor, file_id=file_id, identity=who.identity, profile=who.profile
            )
        else:
            record = casefiles.open_file(by=actor, identity=who.identity, profile=who.profile)
        self._remember(woman, actor, record.id)
        return record.id


def load(total: int = TOTAL, tell: Tell = lambda done, total: None) -> int:
    """Write what is missing of the practice past; returns how many cases there are. Only in practice banks."""
    if not settings.PRACTICE:
        raise RuntimeError("a production bank has no practice past")
    with acting(system()):
        actors, desks = _capturers()
        women = dict(catalogs.women_2020(settings.STATE_CODE).values)
        state = catalogs.state(settings.STATE_CODE)
        elsewhere = catalogs.largest_municipalities("25" if settings.STATE_CODE != "25" else "26", 1)[0].code
    now = _last_moment()
    play = script.write(
        seed=SEED,
        total=total,
        now=now,
        desks=desks,
        women=women,
        elsewhere=elsewhere,
        state_curp=state.curp if state else "NE",
    )

    def note(done: int) -> None:
        _note(now, done, total)
        tell(done, total)

    note(0)
    _play(Player(actors, play, clock.now()), note)
    with acting(system()):
        if then := attention.people():
            then.fill()
        closings.close_months(closings.liaisons())
    return len(play.steps)


def _play(player: Player, tell: Callable[[int], None]) -> None:
    """Play the whole script in a few processes: all the steps of one woman, in their order, fall to one of them."""
    fork = multiprocessing.get_context("fork")
    done = fork.Value("i", 0)
    connections.close_all()
    parts = [fork.Process(target=_play_part, args=(player, n, done)) for n in range(PARTS)]
    for part in parts:
        part.start()
    told = 0
    while any(part.is_alive() for part in parts):
        if done.value - told >= SHOWN:
            told = done.value // SHOWN * SHOWN
            tell(told)
        time.sleep(0.1)
    tell(done.value)
    if any(part.exitcode for part in parts):
        raise RuntimeError("la carga de práctica se detuvo; vuelve a intentarlo")


def _play_part(player: Player, part: int, done: Any) -> None:
    steps, parent = [step for step in player.play.steps if step.woman % PARTS == part], os.getppid()
    for n, step in enumerate(steps):
        if os.getppid() != parent:  # the load was killed
            return
        if n % PLANNED == 0:
            with connection.cursor() as cursor:
                cursor.execute("DISCARD PLANS")  # they were made for tables that were almost empty
        player.step(step)
        with done.get_lock():
            done.value += 1
