"""How good the unique files are: duplicates left, merges and merges undone, by institution. Purpose `linkage`."""

from collections import Counter
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from django.db.models import Count

from banevim.accounts.models import Institution
from banevim.casefiles.models import Membership
from banevim.identity.models import Merge, Proposal
from banevim.identity.queries.linking.changed import uncompared
from banevim.identity.queries.linking.pairs import open_pairs
from banevim.identity.terms import Stage
from banevim.methods import linkage
from banevim.methods.linkage.trial import rate

BANDS = tuple(str(band) for band in linkage.Band)


@dataclass(frozen=True)
class Share:
    """Of the pairs of a band that were decided, how many were one woman; and how many are still undecided."""

    band: str
    same: int
    decided: int
    undecided: int

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share that is one woman; everything is possible when nothing was decided."""
        return rate(self.same, self.decided)

    @property
    def left(self) -> tuple[int, int, int | None]:
        """Duplicates left among the undecided: least, most, and the middle where something was decided."""
        low, high = self.interval
        middle = round(self.undecided * self.same / self.decided) if self.decided else None
        return int(self.undecided * low), ceil(self.undecided * high), middle


@dataclass(frozen=True)
class Place:
    """One institution: its records, its pairs undecided, merges that hold and merges undone that touch its records."""

    name: str
    records: int
    undecided: int
    merged: int
    undone: int


@dataclass(frozen=True)
class Quality:
    """The whole page. Shelters are counted together. Of the `uncompared` records no pair was proposed yet."""

    files: int
    uncompared: int
    shares: tuple[Share, ...]
    places: tuple[Place, ...]
    merged: int
    undone: int


def quality() -> Quality:
    """Everything as it stands now; numbers only."""
    names = {each.pk: "Refugios" if each.is_shelter else each.name for each in Institution.objects.all()}
    members, rows = Membership.objects.filter(until__isnull=True), list(Merge.objects.all())
    records = Counter[str]()
    for place, n in members.values_list("institution_id").annotate(n=Count("id")).order_by():
        records[names[place]] += n
    undecided = list(open_pairs().exclude(stage__in=[Stage.MERGED, Stage.DIFFERENT]))
    touched = Counter(
        name for row in undecided for name in _names(names, row.institution_one_id, row.institution_two_id)
    )
    merged = {each for row in rows for each in (row.record_one_id, row.record_two_id)}
    at = dict(members.filter(record_id__in=merged).values_list("record_id", "institution_id"))
    held, undone = Counter[str](), Counter[str]()
    for row in rows:
        counter = held if row.undone_at is None else undone
        counter.update(_names(names, at[row.record_one_id], at[row.record_two_id]))
    return Quality(
        files=members.aggregate(n=Count("file_id", distinct=True))["n"],
        uncompared=uncompared(),
        shares=tuple(_share(band, undecided) for band in BANDS),
        places=tuple(
            Place(name, records[name], touched[name], held[name], undone[name]) for name in sorted(records)
        ),
        merged=sum(row.undone_at is None for row in rows),
        undone=sum(row.undone_at is not None for row in rows),
    )


def _names(names: dict[UUID, str], one: UUID, two: UUID) -> set[str]:
    return {names[one], names[two]}


def _share(band: str, undecided: list[Proposal]) -> Share:
    decided = Counter(
        Proposal.objects.filter(band=band, stage__in=[Stage.MERGED, Stage.DIFFERENT]).values_list(
            "stage", flat=True
        )
    )
    return Share(
        band, decided[Stage.MERGED], sum(decided.values()), sum(row.band == band for row in undecided)
    )
