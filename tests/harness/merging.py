"""Random decisions on who is who, on the bank and on a plain model of it that knows no database."""

import random
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from hypothesis import strategies as st
from tests.integration.casefiles.samples import PROFILE

from banevim.casefiles import actions as casefiles
from banevim.casefiles.models import Membership
from banevim.casefiles.terms import Identity, Move, Why
from banevim.common import clock
from banevim.common.errors import Conflict, NotFound
from banevim.identity import actions
from banevim.identity.models import Proposal
from banevim.methods import linkage
from banevim.vault.context import Actor, acting

WOMEN = 6
ACTS = ("same", "different", "undo", "undo_apart", "reconsider", "join", "file")
Act = tuple[str, int, int]
SEQUENCES: st.SearchStrategy[list[Act]] = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 30), st.integers(0, 30)), max_size=14
)


def drawn(seed: int, length: int = 14) -> list[Act]:
    """A sequence of acts drawn from a seed."""
    draw = random.Random(seed)
    return [(draw.choice(ACTS), draw.randrange(30), draw.randrange(30)) for _ in range(length)]


@dataclass
class Model:
    """What should happen: `homes[n]` is where record n belongs; decisions are sets of pairs of records."""

    homes: list[int] = field(default_factory=list)
    merges: set[tuple[int, int]] = field(default_factory=set)
    different: set[tuple[int, int]] = field(default_factory=set)

    def groups(self) -> list[int]:
        """The file of each record, found by spreading the oldest home until nothing moves."""
        files = list(self.homes)
        moved = True
        while moved:
            moved = False
            for a in range(len(files)):
                for b in range(len(files)):
                    one = self.homes[a] == self.homes[b] or (min(a, b), max(a, b)) in self.merges
                    if one and files[a] != files[b]:
                        files[a] = files[b] = min(files[a], files[b])
                        moved = True
        return files

    def act(self, what: str, a: int, b: int) -> bool:
        """Do it and say whether it may be done."""
        pair, files = (min(a, b), max(a, b)), self.groups()
        if what in ("undo", "undo_apart"):
            return self._undo(pair, apart=what == "undo_apart")
        if what == "reconsider":
            known = pair in self.different
            self.different.discard(pair)
            return known
        if files[a] == files[b]:
            return False
        across = any({files[x], files[y]} == {files[a], files[b]} for x, y in self.different)
        if what == "same":
            if across:
                return False
            self.merges.add(pair)
            return True
        self.different.add(pair)
        return True

    def _undo(self, pair: tuple[int, int], *, apart: bool) -> bool:
        if pair not in self.merges:
            return False
        self.merges.discard(pair)
        if apart:
            self.different.add(pair)
        return True


def moved(office: Actor, record_id: UUID, file_id: UUID) -> None:
    """The state office places a record in another file, as its decisions do."""
    with acting(office.with_purpose("linkage")):
        casefiles.place(by=office, moves=[Move(record_id, file_id, Why.MERGED, home_id=file_id)])


@dataclass
class Bank:
    """The same through the actions of the bank, one office person and one institution."""

    office: Actor
    hospital: Actor
    police: Actor
    records: list[UUID] = field(default_factory=list)
    moments: list[tuple[Any, dict[UUID, UUID]]] = field(default_factory=list)

    def open(self) -> int:
        """A new file with one record; the number of the record."""
        with acting(self.hospital):
            woman = casefiles.open_file(by=self.hospital, identity=Identity(), profile=PROFILE)
        self.records.append(woman.id)
        return len(self.records) - 1

    def join(self, n: int) -> int:
        """The police attend the woman of a record and add one of their own, or find the one that they have."""
        file_id = self.files()[self.records[n]]
        with acting(self.police):
            casefiles.declare_access(by=self.police, file_id=file_id, reason="ATE")
            woman = casefiles.join_file(by=self.police, file_id=file_id, identity=Identity(), profile=PROFILE)
        if woman.id not in self.records:
            self.records.append(woman.id)
        return self.records.index(woman.id)

    def proposal(self, a: int, b: int) -> Proposal:
        """The pair of two records, as the comparison of what changed proposes it."""
        one, two = sorted((self.records[a], self.records[b]))
        with acting(self.office.with_purpose("linkage")):
            place = {
                row.record_id: row.institution_id
                for row in Membership.objects.filter(record_id__in=[one, two], until__isnull=True)
            }
            return Proposal.objects.get_or_create(
                record_one_id=one,
                record_two_id=two,
                defaults={
                    **{"institution_one_id": place[one], "institution_two_id": place[two], "bits": 30.0},
                    **{"band": linkage.Band.PROBABLY, "version": "t", "parts": [], "asked_at": clock.now()},
                },
            )[0]

    def act(self, what: str, a: int, b: int) -> bool:
        """Do it and say whether the bank let it be done."""
        made = self.proposal(a, b)
        try:
            with acting(self.office):
                if what in ("undo", "undo_apart"):
                    actions.undo(by=self.office, proposal_id=made.id, apart=what == "undo_apart")
                elif what == "reconsider":
                    actions.reconsider(by=self.office, proposal_id=made.id)
                else:
                    actions.judge(by=self.office, proposal_id=made.id, judged=what)
        except (Conflict, NotFound):
            return False
        return True

    def files(self) -> dict[UUID, UUID]:
        """The file of each of these records now; of every record before there are any."""
        with acting(self.office.with_purpose("linkage")):
            rows = Membership.objects.filter(until__isnull=True)
            rows = rows.filter(record_id__in=self.records) if self.records else rows
            return dict(rows.values_list("record_id", "file_id"))

    def files_at(self, moment: Any) -> dict[UUID, UUID]:
        """The same at another moment, from the intervals alone."""
        with acting(self.office.with_purpose("linkage")), connection.cursor() as cursor:
            cursor.execute(
                "SELECT record_id, file_id FROM casefiles_membership"
                " WHERE record_id = ANY (%s) AND since <= %s AND (until IS NULL OR until > %s)",
                [self.records, moment, moment],
            )
            return dict(cursor.fetchall())


def check_sequence(bank: Bank, acts: list[Act]) -> int:
    """Play a sequence on the bank and on the model and compare them after each act; how many were done."""
    model, done = Model(), 0
    for _ in range(WOMEN):
        model.homes.append(bank.open())
    for what, x, y in acts:
        a, b = x % len(model.homes), y % len(model.homes)
        if what == "file":
            model.homes.append(bank.open())
        elif what == "join":
            if bank.join(a) == len(model.homes):
                model.homes.append(model.groups()[a])
        elif a != b:
            done += _agree(model, bank, what, a, b)
        _same(model, bank)
    for moment, files in bank.moments:
        assert bank.files_at(moment) == files
    return done


def _agree(model: Model, bank: Bank, what: str, a: int, b: int) -> bool:
    """Both let it be done or neither. What was decided already is refused by the bank before anything else."""
    stage = bank.proposal(a, b).stage
    if what in ("same", "different") and stage in ("merged", "different"):
        assert not bank.act(what, a, b)
        return False
    wanted = model.act(what, a, b)
    assert bank.act(what, a, b) == wanted, (what, a, b)
    return wanted


def _same(model: Model, bank: Bank) -> None:
    files = bank.files()
    known = {n: files[record] for n, record in enumerate(bank.records)}
    wanted = {n: files[bank.records[group]] for n, group in enumerate(model.groups())}
    assert known == wanted
    oldest = {file_id: min(n for n, f in known.items() if f == file_id) for file_id in known.values()}
    assert all(model.homes[first] == model.groups()[first] for first in oldest.values())
    assert not any(known[a] == known[b] for a, b in model.different)
    bank.moments.append((clock.now(), files))
