"""A rehearsal of a load: how every row would end, without writing anything."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from banevim.accounts.models import Institution
from banevim.common import clock
from banevim.exchange import rules
from banevim.exchange.models import Import
from banevim.exchange.queries.deciding import Decider
from banevim.exchange.queries.ledger import ledger_of
from banevim.exchange.terms import RESERVED_INSTITUTION, SOURCE, Kind, Outcome


@dataclass(frozen=True)
class Rehearsal:
    """Counts by (file, end), flags, and the rejected rows: (file, line, reason)."""

    totals: dict[Kind, dict[Outcome, int]]
    flags: dict[str, int]
    rejected: list[tuple[Kind, int, str]]


def rehearse(files: Mapping[Kind, bytes], institution: Institution, letter: str = "") -> Rehearsal:
    """Decide every row against the ledger in force. Raises Invalid and UnknownLayout, as the load itself would."""
    reserved = institution.code == RESERVED_INSTITUTION
    rules.check_load(list(files), [len(raw) for raw in files.values()], letter=letter, reserved=reserved)
    unsaved = Import(institution=institution, source=SOURCE, state_code=settings.STATE_CODE)
    totals: dict[Kind, Counter[Outcome]] = {kind: Counter() for kind in files}
    flags: Counter[str] = Counter()
    rejected = []
    for items in rules.batches(rules.groups(files), 500):
        ledger = ledger_of(unsaved, [group.source_id for group in items])
        for end in Decider(ledger, unsaved.state_code, clock.today()).decide(items).ends:
            totals[end.kind][end.outcome] += 1
            flags.update(end.flags)
            if end.outcome is Outcome.REJECTED:
                rejected.append((end.kind, end.row.line, end.reason))
    full = {kind: {outcome: found[outcome] for outcome in Outcome} for kind, found in totals.items()}
    places = {kind: place for place, kind in enumerate(Kind)}
    rejected.sort(key=lambda row: (places[row[0]], row[1]))
    return Rehearsal(full, dict(flags), rejected)
