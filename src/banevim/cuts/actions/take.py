"""Freezing a month."""

import datetime as dt
import json
import secrets
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db.models import Max

from banevim.catalogs.queries import municipalities, state, women_2020
from banevim.common import clock
from banevim.cuts import queries, rules
from banevim.cuts.actions.steps import note_step
from banevim.cuts.models import Cut, SignedPolicy
from banevim.cuts.queries import checking
from banevim.cuts.queries.bundling import cards_of, frame_of
from banevim.cuts.queries.context import context_of
from banevim.cuts.queries.coverage import coverage_of
from banevim.cuts.queries.freezing import freeze
from banevim.cuts.rules.evaluated import COLUMNS
from banevim.cuts.terms import FrozenTable, Step
from banevim.exchange.queries import imports
from banevim.exchange.terms import Progress
from banevim.vault import audit
from banevim.vault.context import Actor, atomic
from datavim.bundle import CASES_BY_MONTH
from datavim.parquet import parquet_bytes

NOTE = 400
SEED = 32
"""Bytes of the secret by which a cut chooses between cells of like cost: the office keeps it with the proof."""


def _population() -> dict[str, Any]:
    """Census women by municipality and their sum, with source and edition, as frozen with the cut."""
    counted = women_2020(settings.STATE_CODE)
    places = municipalities(settings.STATE_CODE)
    whole = state(settings.STATE_CODE)
    women = [(p.code, counted.values[p.code]) for p in places if p.code in counted.values]
    names = [(p.code, p.name) for p in places] + [(settings.STATE_CODE, whole.name if whole else "")]
    return {
        "year": str(counted.year),
        "source": _source(counted.source, counted.edition),
        "places": names,
        "women": [*women, (settings.STATE_CODE, sum(n for _, n in women))],
    }


def _source(name: str, edition: str) -> str:
    """Source and edition, said once when the name already ends with it."""
    return name if name.endswith(edition) else f"{name}, {edition}"


def _of_month(tables: list[FrozenTable], month: str) -> int:
    """The cases of the month as they were counted."""
    cells = next(table.cells for table in tables if table.id == CASES_BY_MONTH)
    return next((cell.value for cell in cells if cell.keys == (month,)), 0)


def _content(month: str, policy: SignedPolicy, note: str) -> dict[str, Any]:
    """Everything that a cut keeps, as plain JSON values and one file: what was counted, and all that its bundle will
    say."""
    last_day = rules.month_end(month) - dt.timedelta(days=1)
    with queries.counting(month, queries.history_ends_at()) as counter:
        held, seed = queries.published_tables(), secrets.token_bytes(SEED)
        frozen = freeze(counter, month, last_day, held, queries.rule_of(policy), seed, queries.last_tables())
        differs = checking.differences(counter, last_day)
    context = context_of()
    content = {
        "definitions": frozen.definitions,
        "policy": queries.frozen_policy(policy),
        "tables": [asdict(table) for table in frozen.tables],
        "population": _population(),
        "context": context,
        "rows_in": frozen.rows,
        "late_in": frozen.late,
        "problems": frozen.problems,
        "proof": frozen.proof,
        "cards": cards_of(frozen.tables, context, last_day),
        "frame": frame_of(clock.today()),
        "note": note,
        "checks": checking.checks_on(month, counted=_of_month(frozen.tables, month), rows_in=frozen.rows),
        "differences": differs,
        "coverage": coverage_of(month),
    }
    plain: dict[str, Any] = json.loads(json.dumps(content))
    return {**plain, "evaluation": parquet_bytes(COLUMNS, frozen.evaluated)}


@atomic
def take_cut(*, by: Actor, month: str, reason: str = "", note: str = "") -> Cut:
    """Freeze everything that counts up to the end of a closed month: counts, protection, definitions, digest.

    Of a month that is public already it is a correction: `reason` (`terms.Correction`) and `note` tell the public what
    it corrects. Raises Refused (role), Invalid (month not ended or badly written, a correction without a reason, a note
    that could tell a figure), Conflict (a cut still waits for a decision, no signed policy).
    """
    audit.take_turn("cuts.take")
    waiting = queries.open_cut()
    rules.check_takes(
        by,
        month,
        clock.today(),
        open_version=waiting.version if waiting else None,
        newest=queries.newest_published_month(),
        loading=imports().filter(progress=Progress.RUNNING, failure="").exists(),
    )
    replaced = queries.published_cuts().filter(month=month).last()
    places = [place.name for place in municipalities(settings.STATE_CODE)]
    told = rules.correction_note(replaced.version if replaced else None, reason, note, places)
    content = _content(month, queries.policy_in_force(clock.today()), told[:NOTE])
    revision = (Cut.objects.filter(month=month).aggregate(n=Max("revision"))["n"] or 0) + 1
    cut = Cut.objects.create(
        month=month,
        revision=revision,
        replaces=replaced,
        author_id=rules.check_role(by, Step.TAKEN),
        digest=queries.digest_of(month, revision, content),
        **content,
    )
    note_step(by, cut, Step.TAKEN)
    return cut
