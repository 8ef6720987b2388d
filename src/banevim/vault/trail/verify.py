"""Walking every chain from its first record to its head, against the heads and all checkpoints."""

import time
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import attrgetter

from banevim.vault import keyring
from banevim.vault.checkpoints import Checkpoint, all_known
from banevim.vault.models import AuditStream
from banevim.vault.trail.chain import GENESIS, chain_hash, head_mac
from banevim.vault.trail.diagnosis import what_is_wrong
from banevim.vault.trail.reading import Stored, records
from banevim.vault.trail.report import Finding, Report

Promised = dict[str, dict[int, str]]
"""What the checkpoints say: stream to {sequence: hash}."""
STEP = 50_000


class Walk:
    """One stream being verified; stops at its first bad record."""

    def __init__(self, key: bytes, stream: str, promised: dict[int, str]) -> None:
        self.key, self.stream, self.promised = key, stream, promised
        self.seq, self.head = 0, GENESIS
        self.finding: Finding | None = None

    def found(self, seq: int, wrong: str) -> None:
        """Keep only the first."""
        self.finding = self.finding or Finding(self.stream, seq, wrong)

    def step(self, record: Stored) -> None:
        """Check one record against the one before it and the checkpoints."""
        if self.finding:
            return
        expected = self.seq + 1
        good = (
            record.seq == expected
            and record.previous == self.head
            and record.hash == chain_hash(self.key, record.stream, record.seq, record.previous, record.text)
        )
        if not good:
            self.found(*what_is_wrong(self.key, record, expected, self.head))
            return
        self.seq, self.head = record.seq, record.hash
        if self.promised.get(record.seq, record.hash) != record.hash:
            self.found(record.seq, "rewritten")

    def close(self, row: AuditStream | None) -> None:
        """Compare with the head of the stream and with the farthest checkpoint."""
        if row is None:
            self.found(self.seq, "head")
            return
        seq, head, mac = row.seq, row.hash, row.mac
        if max(self.promised, default=0) > self.seq or seq > self.seq:
            self.found(self.seq + 1, "cut_off")
        if seq < self.seq:
            self.found(seq + 1, "inserted")
        if head != self.head:
            self.found(self.seq, "head")
        if seq and mac != head_mac(self.key, self.stream, seq, head):
            self.found(self.seq + 1, "cut_off")


def promises(known: Iterable[Checkpoint], report: Report, public_key: bytes) -> Promised:
    """The heads that genuine checkpoints promise; the others are findings."""
    promised: Promised = {}
    digests, previous = set(), {}
    for each in known:
        report.checkpoints += 1
        if not each.is_genuine(public_key):
            report.findings.append(Finding(each.id, 0, "checkpoint"))
            continue
        digests.add(each.digest)
        previous[each.id] = each.previous
        for stream, (seq, head) in each.heads.items():
            if isinstance(seq, int) and seq:
                promised.setdefault(stream, {})[seq] = str(head)
    for identifier, before in previous.items():
        if before and before not in digests:
            report.findings.append(Finding(identifier, 0, "checkpoint_deleted"))
    return promised


def verify(progress: Callable[[int], None] = lambda _: None) -> Report:
    """Verify the whole trail. Call it inside `acting(..., snapshot=True)` of the system or the owner."""
    begun, ring, report = time.monotonic(), keyring.current(), Report()
    known, report.notes = all_known()
    promised = promises(known, report, ring.public_key)
    heads = {row.name: row for row in AuditStream.objects.all()}
    walks = {n: Walk(ring.audit, n, promised.get(n, {})) for n in sorted(heads.keys() | promised.keys())}
    for stream, group in groupby(records(), key=attrgetter("stream")):
        walk = walks.setdefault(stream, Walk(ring.audit, stream, {}))
        for record in group:
            walk.step(record)
            report.records += 1
            if report.records % STEP == 0:
                progress(report.records)
    for name in sorted(walks):
        walks[name].close(heads.get(name))
    report.findings = [w.finding for _, w in sorted(walks.items()) if w.finding] + report.findings
    report.seconds = time.monotonic() - begun
    return report
