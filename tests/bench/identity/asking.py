"""One query asked of the bank: as the search page does, in bulk, or by its keys alone.

What the screen refuses in a field other than the names is taken out and asked again, as a person would.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from tests.bench.identity.tables import Row

from banevim.common import clock
from banevim.common.errors import Invalid
from banevim.identity import actions, queries, rules
from banevim.identity.queries import keys
from banevim.identity.terms import Asked, Found, Outcome
from banevim.vault import matchkeys
from banevim.vault.context import Actor, acting

RANKS = 10
DROPPED = ("curp", "phone", "born")
"""Fields that a searcher empties when the screen refuses them."""


@dataclass
class Answer:
    """Of one query: milliseconds, what was found, and the sentence if it was refused."""

    line: int
    key: str
    ms: float = 0.0
    found: list[tuple[str, float, str]] = field(default_factory=list)
    opened: int = 0
    dropped: int = 0
    refused: str = ""

    def told(self) -> str:
        """As one line of JSON."""
        return json.dumps({**vars(self), "ms": round(self.ms, 3)}, ensure_ascii=False)

    def keep(self, found: Found) -> None:
        """What was found, with scores and bands."""
        self.opened = found.opened
        self.found = [(str(c.file_id), round(c.bits, 2), c.match) for c in found.candidates]


def typed(row: Row) -> dict[str, str]:
    """The fields of the page, filled in."""
    return {
        "given_names": row.nombres,
        "first_surname": row.primer_apellido,
        "second_surname": row.segundo_apellido,
        "born": row.told_birth,
        "curp": row.curp,
        "phone": row.telefono,
        "municipality": row.cve_municipio,
    }


def _answer(row: Row, attempt: Callable[[dict[str, str], Answer], None]) -> Answer:
    """Try until the screen takes it, timed."""
    answer, fields = Answer(row.line, row.key), typed(row)
    started = time.perf_counter()
    while True:
        try:
            attempt(fields, answer)
        except Invalid as problem:
            if problem.field in DROPPED and fields[problem.field]:
                fields[problem.field] = ""
                answer.dropped += 1
                continue
            answer.refused = str(problem)
        answer.ms = 1000 * (time.perf_counter() - started)
        return answer


def as_the_page(by: Actor, row: Row) -> Answer:
    """One whole search: reading, keys, candidates, decryption, scores, note, page kept, audit trail, commit."""

    def attempt(fields: dict[str, str], answer: Answer) -> None:
        with acting(by):
            log, found = actions.look(by=by, typed=fields, reason="ATE", most=RANKS)
        if log.outcome == Outcome.LIMITED:
            raise RuntimeError("a searcher of the bench passed her limit")
        answer.keep(found)

    return _answer(row, attempt)


def in_bulk(by: Actor, row: Row) -> Answer:
    """One query of many, inside the transaction of all: the same engine without its page."""

    def attempt(fields: dict[str, str], answer: Answer) -> None:
        asked, wanted = _asked(by, fields)
        answer.keep(queries.candidates(by, asked, wanted, clock.today(), RANKS))

    return _answer(row, attempt)


def by_keys_alone(by: Actor, row: Row) -> Answer:
    """The order that the keys alone give, with no field opened."""

    def attempt(fields: dict[str, str], answer: Answer) -> None:
        _, wanted = _asked(by, fields)
        with acting(by.with_purpose("search")):
            digests = dict(zip(matchkeys.digest(wanted), wanted.values(), strict=True))
            records = keys.records_by_key(by.state_code, digests)[: 5 * RANKS]
            files = keys.files_of(records)
        shown = (files[record] for record in records if record in files)
        ranked = dict.fromkeys(file_id for file_id, hidden in shown if not hidden)
        answer.found = [(str(file_id), 0.0, "") for file_id in islice(ranked, RANKS)]

    return _answer(row, attempt)


def _asked(by: Actor, fields: dict[str, str]) -> tuple[Asked, Mapping[str, float]]:
    """What was typed, read and enough, with its keys. Raises Invalid."""
    asked = rules.read(fields, clock.today())
    wanted = queries.keys_of(asked, clock.today())
    rules.check_enough(asked, len(wanted))
    return asked, wanted
