"""One batch of groups against the ledger: decides how each row ends. No writing here."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from banevim.casefiles.terms import AggressorData, ImportedCase, ImportedWoman
from banevim.exchange.queries.mapping import UNKNOWN_PROFILE, Reading, aggressor_of, case_of, profile_of
from banevim.exchange.rules import Group, id_fault, occurrences, row_digest
from banevim.exchange.terms import SOURCE, Kind, Outcome, SourceLine

NO_CASE = "No hay un caso con este ID en los archivos ni en el banco."
WHICH_ONE = "El banco ya tiene varios renglones de este ID y no se sabe cuál cambió. Carga juntos todos los de este ID."
LedgerKey = tuple[str, str, int]


@dataclass(frozen=True)
class Known:
    """What the ledger says of a source row."""

    pk: int
    digest: str
    record_id: UUID
    target_id: UUID | None


@dataclass
class End:
    """How one row ends."""

    kind: Kind
    row: SourceLine
    outcome: Outcome
    reason: str = ""
    flags: tuple[str, ...] = ()
    change: Any = None
    known: Known | None = None
    record_id: UUID | None = None
    occurrence: int = 0


@dataclass
class Batch:
    """The result: women to register with their cases, and the end of every row."""

    women: list[ImportedWoman] = field(default_factory=list)
    late_aggressors: list[tuple[Known, End, AggressorData]] = field(default_factory=list)
    ends: list[End] = field(default_factory=list)


class Decider:
    """Decides a batch. `ledger` maps (kind, id, occurrence) to what is known of it."""

    def __init__(self, ledger: Mapping[LedgerKey, Known], state_code: str, today: dt.date) -> None:
        self.ledger, self.state_code, self.today = ledger, state_code, today
        self.by_id: dict[str, list[tuple[LedgerKey, Known]]] = {}
        for key, known in ledger.items():
            self.by_id.setdefault(key[1], []).append((key, known))
        self.memo: dict[tuple[Any, ...], Any] = {}
        self.batch = Batch()

    def decide(self, items: Sequence[Group]) -> Batch:
        for group in items:
            if group.source_id:
                self._group(group)
            else:
                self._reject_all(group)
        return self.batch

    def _reading(self, row: SourceLine) -> Reading:
        reading = Reading(self.state_code, self.today, self.memo)
        if row.short:
            reading.flag("renglon_corto")
        return reading

    def _end(self, kind: Kind, row: SourceLine, outcome: Outcome, reason: str = "", **more: Any) -> End:
        end = End(kind, row, outcome, reason, **more)
        self.batch.ends.append(end)
        return end

    def _reject_all(self, group: Group) -> None:
        for kind, rows in group.rows.items():
            for row in rows:
                self._end(kind, row, Outcome.REJECTED, row.fault or id_fault(row.source_id))

    def _known(self, kind: Kind, group: Group, occurrence: int = 0) -> Known | None:
        return self.ledger.get((kind, group.source_id, occurrence))

    def _numbered(
        self, kind: Kind, group: Group, rows: Sequence[SourceLine]
    ) -> Iterator[tuple[SourceLine, int]]:
        """Each row with its number in the ledger; rows of which it cannot be told which one changed are rejected."""
        known = {
            number: each.digest for (of, _, number), each in self.by_id.get(group.source_id, ()) if of == kind
        }
        for row, number in zip(rows, occurrences(rows, known), strict=True):
            if number is None:
                self._end(kind, row, Outcome.REJECTED, WHICH_ONE)
            else:
                yield row, number

    def _record_id(self, group: Group) -> UUID | None:
        known = self._known(Kind.VICTIMS, group) or self._known(Kind.CASES, group)
        return known.record_id if known else None

    def _group(self, group: Group) -> None:
        record_id = self._record_id(group)
        attackers = self._aggressors(group)
        cases = self._cases(group, attackers)
        profile = self._victim(group, record_id)
        if record_id is None and (cases or profile is not None):
            woman = profile or UNKNOWN_PROFILE
            self.batch.women.append(ImportedWoman(SOURCE, group.source_id, woman, cases=tuple(cases)))
        elif cases:
            self.batch.women.append(
                ImportedWoman(
                    SOURCE, group.source_id, UNKNOWN_PROFILE, cases=tuple(cases), record_id=record_id
                )
            )

    def _victim(self, group: Group, record_id: UUID | None) -> Any:
        """The profile of the first row of her ID; repeated rows are linked if equal, rejected if not."""
        rows = group.of(Kind.VICTIMS)
        if not rows:
            return None
        known = self._known(Kind.VICTIMS, group)
        first = next((row for row in rows if known and row_digest(row) == known.digest), rows[0])
        reading = self._reading(first)
        profile = profile_of(first, reading)
        flags = tuple(reading.flags)
        if known and known.digest == row_digest(first):
            self._end(Kind.VICTIMS, first, Outcome.LINKED)
        elif record_id:
            more: dict[str, Any] = {"change": profile, "known": known, "record_id": record_id}
            self._end(Kind.VICTIMS, first, Outcome.UPDATED, flags=flags, **more)
        else:
            self._end(Kind.VICTIMS, first, Outcome.NEW, flags=flags)
        for row in rows:
            if row is first:
                continue
            if row.cells == first.cells:
                self._end(Kind.VICTIMS, row, Outcome.LINKED, f"Repite el renglón {first.line}.")
            else:
                reason = (
                    f"Este ID ya venía en el renglón {first.line} con otros datos; una mujer cuenta una vez."
                )
                self._end(Kind.VICTIMS, row, Outcome.REJECTED, reason)
        return profile

    def _cases(self, group: Group, attackers: list[tuple[End, AggressorData]]) -> list[ImportedCase]:
        """New cases of the group; the aggressors of its ID go with the first case."""
        fresh: list[ImportedCase] = []
        first_of: dict[tuple[str, ...], SourceLine] = {}
        for row in group.of(Kind.CASES):
            if (first := first_of.setdefault(row.cells, row)) is not row:
                self._end(Kind.CASES, row, Outcome.LINKED, f"Repite el renglón {first.line}.")
        for row, number in self._numbered(Kind.CASES, group, list(first_of.values())):
            reading, known = self._reading(row), self._known(Kind.CASES, group, number)
            mine = tuple(data for _, data in attackers) if number == 0 and not known else ()
            data, registered = case_of(row, reading, mine)
            if known and known.digest == row_digest(row):
                self._end(Kind.CASES, row, Outcome.LINKED)
            elif known:
                more: dict[str, Any] = {"change": (data, registered), "known": known, "occurrence": number}
                self._end(Kind.CASES, row, Outcome.UPDATED, flags=data.flags, **more)
            else:
                self._end(Kind.CASES, row, Outcome.NEW, flags=data.flags, occurrence=number)
                fresh.append(ImportedCase(f"{group.source_id}#{number}", data, registered))
        return fresh

    def _aggressors(self, group: Group) -> list[tuple[End, AggressorData]]:
        """Aggressors that go with a new case; those of a case that the bank already has are added to it."""
        known_case = self._known(Kind.CASES, group)
        has_case = bool(group.of(Kind.CASES)) or known_case is not None
        fresh: list[tuple[End, AggressorData]] = []
        rows = group.of(Kind.AGGRESSORS)
        if not has_case:
            for row in rows:
                self._end(Kind.AGGRESSORS, row, Outcome.REJECTED, NO_CASE)
            return fresh
        for row, number in self._numbered(Kind.AGGRESSORS, group, rows):
            reading, known = self._reading(row), self._known(Kind.AGGRESSORS, group, number)
            data = replace(aggressor_of(row, reading), source_id=f"{group.source_id}#{number}")
            flags = tuple(reading.flags)
            if known and known.digest == row_digest(row):
                self._end(Kind.AGGRESSORS, row, Outcome.LINKED)
            elif known:
                more: dict[str, Any] = {"change": data, "known": known, "occurrence": number}
                self._end(Kind.AGGRESSORS, row, Outcome.UPDATED, flags=flags, **more)
            else:
                end = self._end(Kind.AGGRESSORS, row, Outcome.NEW, flags=flags, occurrence=number)
                if known_case:
                    self.batch.late_aggressors.append((known_case, end, data))
                else:
                    fresh.append((end, data))
        return fresh
