"""The evaluation of a cut, as its Parquet file holds it."""

from dataclasses import dataclass

from banevim.cuts.models import Cut
from banevim.cuts.queries.states import evaluation_digest, tables_of
from banevim.cuts.rules.evaluated import RULES, CameIn, came_in, says_the_same
from datavim.parquet import parquet_rows


@dataclass(frozen=True)
class Evaluated:
    """The file in figures: bytes, SHA-256, and the records of each table, whose columns are `words`."""

    size: int
    digest: str
    words: tuple[str, ...]
    records: tuple[CameIn, ...]


def evaluated(cut: Cut) -> Evaluated | None:
    """What the page of a cut says of its evaluation; None for a cut of before there was one."""
    if not cut.evaluation:
        return None
    titles = {table.id: table.title for table in tables_of(cut)}
    records = came_in(parquet_rows(bytes(cut.evaluation)), titles)
    words = tuple(words for _, words in RULES.values())
    return Evaluated(len(cut.evaluation), evaluation_digest(cut), words, tuple(records))


def is_the_evaluation(cut: Cut) -> bool:
    """Whether the file says what the frozen tables say; a cut of before there was one has none to compare."""
    if not cut.evaluation:
        return True
    try:
        return says_the_same(parquet_rows(bytes(cut.evaluation)), tables_of(cut))
    except ValueError:
        return False
