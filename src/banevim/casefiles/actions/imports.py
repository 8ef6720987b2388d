"""Batched registration of an institution's extract. Called by `exchange`, which keeps the ledger of rows."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from banevim.accounts.models import Institution
from banevim.casefiles.actions.cases import COLUMNS, aggressor_row, case_row, note_waiting
from banevim.casefiles.actions.files import next_folios
from banevim.casefiles.actions.sealed import seal_identities
from banevim.casefiles.models import Aggressor, Case, Correction, Membership, UniqueFile, Woman
from banevim.casefiles.terms import (
    AggressorData,
    CaseData,
    Identity,
    ImportedCase,
    ImportedWoman,
    Origin,
    Profile,
    Why,
)
from banevim.common import clock
from banevim.vault import audit
from banevim.vault.context import Actor, atomic
from banevim.vault.sealing import new_record_keys

BATCH = 1000
TWINS = (
    ("age", "age_missing", "birth_year", "birth_date"),
    ("children", "children_missing"),
    ("types", "types_missing"),
    ("facts_on", "precision"),
)


def _women(by: Actor, items: Sequence[ImportedWoman]) -> list[Woman]:
    institution = Institution.objects.get(pk=str(by.institution_id))
    return [
        Woman(
            institution=institution,
            captured_by_id=by.person_id,
            origin=Origin.IMPORT,
            source=item.source,
            source_id=item.source_id,
            without_identity=item.identity.is_empty,
            shareable=not institution.is_shelter,
            **vars(item.profile),
        )
        for item in items
    ]


def _files(by: Actor, women: Sequence[Woman]) -> None:
    files = [UniqueFile(folio=folio) for folio in next_folios(len(women))]
    UniqueFile.objects.bulk_create(files, batch_size=BATCH)
    now = clock.now()
    Membership.objects.bulk_create(
        [
            Membership(
                file=f,
                home=f,
                record=w,
                institution_id=w.institution_id,
                by_id=by.person_id,
                since=now,
                why=Why.IMPORTED,
                shareable=w.shareable,
            )
            for f, w in zip(files, women, strict=True)
        ],
        batch_size=BATCH,
    )


def _cases(by: Actor, pairs: Sequence[tuple[Woman, ImportedCase]]) -> tuple[list[Case], list[Aggressor]]:
    now = clock.now()
    rows = [
        case_row(
            woman,
            item.data,
            captured_by_id=by.person_id,
            source_id=item.source_id,
            registered_at=now,
            source_registered_on=item.registered_on,
        )
        for woman, item in pairs
    ]
    Case.objects.bulk_create(rows, batch_size=BATCH)
    aggressors = [
        aggressor_row(row, each)
        for row, (_, item) in zip(rows, pairs, strict=True)
        for each in item.data.aggressors
    ]
    Aggressor.objects.bulk_create(aggressors, batch_size=BATCH)
    return rows, aggressors


@atomic
def register_imported(*, by: Actor, items: Sequence[ImportedWoman]) -> dict[tuple[str, str], UUID]:
    """Register women with their cases in one batch; items with `record_id` add cases to that record.

    Returns ids by ("woman" | "case" | "aggressor", source_id). One audit record carries the counts of the batch.
    """
    fresh = [item for item in items if item.record_id is None]
    women = _women(by, fresh)
    Woman.objects.bulk_create(women, batch_size=BATCH)
    told = [(w, i.identity) for w, i in zip(women, fresh, strict=True) if i.identity != Identity()]
    sealed = seal_identities(told) if told else {}
    new_record_keys((w.id, w.institution_id) for w in women if w.id not in sealed)
    by_source = {item.source_id: woman for item, woman in zip(fresh, women, strict=True)}
    known_ids = [item.record_id for item in items if item.record_id is not None]
    known = Woman.objects.in_bulk(known_ids) if known_ids else {}
    pairs = [
        (known[item.record_id] if item.record_id else by_source[item.source_id], case)
        for item in items
        for case in item.cases
    ]
    cases, aggressors = _cases(by, pairs)
    if women:
        _files(by, women)
    audit.record("casefiles.import.registered", details={"women": len(women), "cases": len(cases)})
    ids = {("woman", source): woman.id for source, woman in by_source.items()}
    ids |= {("case", item.source_id): row.id for (_, item), row in zip(pairs, cases, strict=True)}
    ids |= {("aggressor", row.source_id): row.id for row in aggressors}
    return ids


@atomic
def add_imported_aggressors(*, by: Actor, items: Sequence[tuple[UUID, AggressorData]]) -> dict[str, UUID]:
    """Add aggressors to cases that an earlier load registered; ids by source_id."""
    cases = Case.objects.in_bulk([case_id for case_id, _ in items])
    records = {case.record_id for case in cases.values()}
    _hold(records)
    rows = [aggressor_row(cases[case_id], data) for case_id, data in items]
    Aggressor.objects.bulk_create(rows, batch_size=BATCH)
    _changed(records)
    note_waiting(records)
    audit.record("casefiles.import.aggressors_added", details={"aggressors": len(rows)})
    return {row.source_id: row.id for row in rows}


@atomic
def correct_imported(
    *,
    by: Actor,
    profiles: Mapping[UUID, Profile],
    cases: Mapping[UUID, tuple[CaseData, dt.date | None]],
    aggressors: Mapping[UUID, AggressorData],
) -> dict[UUID, dict[str, Any]]:
    """Take the new coded values that a source gives for what it had sent before; return the values they replace.

    A registration date that can no longer be read does not erase the one that could. What a person corrected in the
    bank since stays as that person left it.
    """
    before: dict[UUID, dict[str, Any]] = {}
    touched = {*profiles, *_records(cases, aggressors)}
    _hold(touched)
    by_case, by_record = _corrected(Correction.objects.filter(record__in=touched))
    for woman in Woman.objects.filter(pk__in=profiles):
        before[woman.id] = _replace(woman, vars(profiles[woman.id]), by_record.get(woman.id, set()))
    for case in Case.objects.filter(pk__in=cases):
        data, registered_on = cases[case.id]
        values = {name: getattr(data, name) for name in COLUMNS}
        values |= {
            "types": list(data.types),
            "flags": list(data.flags),
            "source_registered_on": registered_on or case.source_registered_on,
        }
        before[case.id] = _replace(case, values, by_case.get(case.id, set()))
    for person in Aggressor.objects.filter(pk__in=aggressors):
        new = aggressors[person.id]
        names = ("link", "sex", "age", "age_missing", "schooling", "civil_status")
        by_hand = any(name.startswith("aggressors-") for name in by_case.get(person.case_id, ()))
        kept = set(names) if by_hand else set[str]()
        before[person.id] = _replace(person, {name: getattr(new, name) for name in names}, kept)
    told_anew = [row_id for row_id, old in before.items() if old]
    _changed({*profiles}.intersection(told_anew) | _records(told_anew, told_anew))
    note_waiting(touched)
    audit.record("casefiles.import.corrected", details={"rows": len(before)})
    return before


def _hold(records: set[UUID]) -> None:
    """Keep others from changing these records, and what their cases say, until the transaction ends."""
    rows = Woman.objects.select_for_update().filter(pk__in=records).order_by("id")
    list(rows.values_list("id"))


def _changed(records: set[UUID]) -> None:
    """Whoever was correcting one of their cases starts from what they say now."""
    Woman.objects.filter(pk__in=records).update(revision=F("revision") + 1)


def _records(cases: Iterable[UUID], aggressors: Iterable[UUID]) -> set[UUID]:
    """The records of these cases and persons who attacked."""
    rows = Case.objects.filter(Q(pk__in=list(cases)) | Q(aggressors__in=list(aggressors)))
    return set(rows.values_list("record_id", flat=True))


def _corrected(rows: Iterable[Correction]) -> tuple[dict[UUID, set[str]], dict[UUID, set[str]]]:
    """Names of the questions that people corrected, by case and by record. An age and why it is missing go together."""
    by_case: dict[UUID, set[str]] = {}
    by_record: dict[UUID, set[str]] = {}
    for row in rows:
        names = {each.removesuffix("_other") for each in row.names}
        names |= {twin for pair in TWINS for twin in pair if names & set(pair)}
        by_case.setdefault(row.case_id, set()).update(names)
        by_record.setdefault(row.record_id, set()).update(names)
    return by_case, by_record


def _replace(row: Woman | Case | Aggressor, values: Mapping[str, Any], kept: set[str]) -> dict[str, Any]:
    """Set what differs and save it, but for the names in `kept`; what was there, as plain values."""
    values = {name: value for name, value in values.items() if name not in kept}
    old = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    for name in old:
        setattr(row, name, values[name])
    if old:
        row.save(update_fields=list(old))
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in old.items()}
