"""Where each cut stands, and what is public already."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Max, OuterRef, QuerySet, Subquery

from banevim.common import clock
from banevim.common.errors import NotFound
from banevim.cuts import rules
from banevim.cuts.models import Cut, CutStep
from banevim.cuts.terms import STEP_LABELS, FrozenCell, FrozenDimension, FrozenTable, Step

APART = frozenset({"id", "state_code", "created_at", "month", "revision", "replaces", "author", "digest"})
CONTENT = tuple(field.name for field in Cut._meta.concrete_fields if field.name not in APART)
"""What the digest of a cut is of."""


@dataclass(frozen=True)
class CutSummary:
    """One line about a cut, for lists and desks. `looks`: checks that somebody must look at."""

    id: UUID
    version: str
    month: str
    step: Step
    label: str
    looks: int = 0


HEAVY = ("tables", "proof", "cards", "population", "differences")
"""What a list of cuts does not read."""


def with_step() -> QuerySet[Any]:
    """Cuts with their newest step as `now_step`. The file of the evaluation is read when it is asked for."""
    newest = CutStep.objects.filter(cut=OuterRef("pk")).order_by("-created_at", "-id").values("step")[:1]
    found = Cut.objects.annotate(now_step=Subquery(newest)).select_related("author", "replaces")
    return found.defer("evaluation", "replaces__evaluation")


def _summary(cut: Any) -> CutSummary:
    step = Step(cut.now_step)
    looks = sum(bool(check["look"]) for check in cut.checks)
    return CutSummary(cut.id, cut.version, cut.month, step, STEP_LABELS[step], looks)


def summaries() -> list[CutSummary]:
    """Every cut, newest month first."""
    return [_summary(cut) for cut in with_step().defer(*HEAVY)]


def latest_cut() -> CutSummary | None:
    """The newest cut, whatever its state."""
    cut = with_step().defer(*HEAVY).first()
    return _summary(cut) if cut else None


def open_cut(month: str | None = None) -> CutSummary | None:
    """A cut that still waits for a decision or for publication."""
    waiting = with_step().defer(*HEAVY).filter(now_step__in=[Step.TAKEN, Step.APPROVED])
    cut = (waiting.filter(month=month) if month else waiting).first()
    return _summary(cut) if cut else None


def published_cuts() -> QuerySet[Any]:
    """Published cuts in the order in which they were published, oldest first."""
    at = CutStep.objects.filter(cut=OuterRef("pk"), step=Step.PUBLISHED).values("created_at")[:1]
    return cast(
        QuerySet[Any],
        with_step()
        .filter(now_step=Step.PUBLISHED)
        .annotate(published_at=Subquery(at))
        .order_by("published_at"),
    )


@dataclass(frozen=True)
class PublishedVersion:
    """A cut that is public: its name and since when."""

    version: str
    published_at: dt.datetime


def published_versions() -> list[PublishedVersion]:
    """What is public, newest first, for those who may not see a cut before its protection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT version, published_at FROM banevim_published_cuts()")
        return [PublishedVersion(*row) for row in cursor.fetchall()]


def published_manifests() -> dict[str, str]:
    """Digest of the manifest of every published bundle, by version, as it was noted when it was published."""
    steps = CutStep.objects.filter(step=Step.PUBLISHED).select_related("cut").order_by("created_at")
    return {step.cut.version: step.manifest for step in steps}


def latest_published() -> Cut | None:
    """The cut that the public sees now."""
    return published_cuts().last()


def published_months() -> set[str]:
    """The months that are public."""
    return set(Cut.objects.filter(steps__step=Step.PUBLISHED).values_list("month", flat=True))


def pieces_online() -> int:
    """How many infographics the site that is up has."""
    folder = Path(settings.HOME) / "site" / "current" / "publicaciones"
    return sum(each.is_dir() for each in folder.iterdir()) if folder.is_dir() else 0


def newest_published_month() -> str:
    """The newest month that is public; '' before the first publication."""
    newest = Cut.objects.filter(steps__step=Step.PUBLISHED).aggregate(month=Max("month"))["month"]
    return newest or ""


def cut_of(cut_id: UUID) -> Cut:
    """One cut. Raises NotFound."""
    cut: Cut | None = with_step().filter(pk=cut_id).first()
    if cut is None:
        raise NotFound
    return cut


def cut_named(version: str) -> Cut:
    """One cut by its version, 'AAAA-MM-rN'. Raises NotFound."""
    month, _, revision = version.rpartition("-r")
    cut: Cut | None = (
        with_step().filter(month=month, revision=int(revision) if revision.isdigit() else 0).first()
    )
    if cut is None:
        raise NotFound(f"No hay un corte {version}.")
    return cut


def step_of(cut: Cut) -> Step:
    """The newest step of a cut."""
    row = CutStep.objects.filter(cut=cut).order_by("-created_at", "-id").first()
    return Step(row.step) if row else Step.TAKEN


def history(cut: Cut) -> QuerySet[CutStep]:
    """Who did what with a cut, in order."""
    return CutStep.objects.filter(cut=cut).select_related("by").order_by("created_at", "id")


def tables_of(cut: Cut) -> list[FrozenTable]:
    """The frozen tables of a cut."""
    return [thaw(item) for item in cut.tables]


def digest_of(month: str, revision: int, content: dict[str, Any]) -> str:
    """SHA-256 of everything that a cut froze, a file by its own SHA-256; 64 hexadecimal digits."""
    frozen = {"month": month, "revision": revision, **content}
    text = json.dumps(frozen, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_fingerprint)
    return _fingerprint(text.encode())


def _fingerprint(raw: bytes | memoryview) -> str:
    return hashlib.sha256(raw).hexdigest()


def evaluation_digest(cut: Cut) -> str:
    """SHA-256 of the file of the evaluation of a cut."""
    return _fingerprint(cut.evaluation)


def content_of(cut: Cut) -> dict[str, Any]:
    """What the digest of a cut is of: the file of its evaluation too, if it has one."""
    content = {name: getattr(cut, name) for name in CONTENT}
    return content if content["evaluation"] else {k: v for k, v in content.items() if k != "evaluation"}


def thaw(item: dict[str, Any]) -> FrozenTable:
    """A table from its stored form."""
    return FrozenTable(
        **{name: item[name] for name in ("id", "indicator", "title", "unit", "filter")},
        dimensions=tuple(
            FrozenDimension(
                d["name"],
                d["label"],
                tuple((c[0], c[1], bool(c[2])) for c in d["codes"]),
                d.get("several", False),
            )
            for d in item["dimensions"]
        ),
        cells=tuple(FrozenCell(**{**cell, "keys": tuple(cell["keys"])}) for cell in item["cells"]),
    )


def published_tables() -> dict[str, dict[tuple[str, ...], FrozenCell]]:
    """By table, every cell that has ever been published or held back: a closed period is published once."""
    held: dict[str, dict[tuple[str, ...], FrozenCell]] = {}
    for cut in published_cuts():
        for table in tables_of(cut):
            held.setdefault(table.id, {}).update({cell.keys: cell for cell in table.cells})
    return held


def last_tables() -> list[FrozenTable]:
    """The frozen tables of the cut that the public sees now; none before the first."""
    last = latest_published()
    return tables_of(last) if last else []


def next_month() -> str:
    """The month that the desk proposes to freeze."""
    return rules.last_closed_month(clock.today())


def history_ends_at() -> dt.datetime | None:
    """When the first published cut was frozen; rows loaded from a source before that moment are the historical load.

    Not when it was published: a row loaded in between is in no published month, and must count in one that is open.
    """
    first: Cut | None = published_cuts().first()
    return first.created_at if first else None


def label_of(step: Step) -> str:
    """What the screen says for a step."""
    return STEP_LABELS[step]
