"""Reads that decrypt. Only the actions that leave an opening and an audit record call them."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from banevim.casefiles.models import Aggressor, Case, CaseNarrative, Membership, Woman, WomanIdentity
from banevim.casefiles.terms import ClosedIdentity, Disagreement, Identity, Told
from banevim.common.asking import Question, gap
from banevim.vault.opening import open_cell
from banevim.vault.sealing import RecordKey, record_key, record_keys

TABLE, NARRATIVE, AGGRESSOR = (
    "casefiles_womanidentity",
    "casefiles_casenarrative",
    "casefiles_aggressoridentity",
)

COMPARED = ("given_names", "first_surname", "second_surname", "birth_date", "curp", "known_as", "phone")


_NEWEST = Question(
    lambda: WomanIdentity.objects.filter(
        record__memberships__file_id=gap("file"), record__memberships__until__isnull=True
    ).order_by("-record__created_at")[:1]
)


def _newest(file_id: UUID) -> WomanIdentity | None:
    """The newest identity that the context may read in a file."""
    return _NEWEST.first(file=file_id)


def _texts(row: WomanIdentity, names: tuple[str, ...]) -> dict[str, str]:
    key = record_key(row.record_id)
    return {name: open_cell(key, TABLE, row.record_id, name, getattr(row, name)) for name in names}


def identity_of(file_id: UUID) -> Identity:
    """The newest identity that the context may read in a file; empty when none was given."""
    row = _newest(file_id)
    return record_identity(row.record_id) if row else Identity()


def names_of_files(file_ids: Collection[UUID]) -> dict[UUID, str]:
    """The name in the newest identity of each of these files that the context may read; empty when none was given."""
    newest = (
        Membership.objects.filter(file_id__in=file_ids, until__isnull=True, record__identity__isnull=False)
        .select_related("record__identity")
        .order_by("file_id", "-record__created_at")
        .distinct("file_id")
    )
    rows = {each.file_id: each.record.identity for each in newest}
    keys = record_keys({row.record_id for row in rows.values()})
    names = ("given_names", "first_surname", "second_surname")
    return {
        file_id: " ".join(
            filter(
                None,
                (open_cell(keys[row.record_id], TABLE, row.record_id, n, getattr(row, n)) for n in names),
            )
        )
        for file_id, row in rows.items()
        if row.record_id in keys
    }


def disagreements(file_id: UUID) -> list[Disagreement]:
    """What the readable records of a file tell differently of who she is, side by side; what one left out is none."""
    rows = Woman.objects.filter(memberships__file_id=file_id, memberships__until__isnull=True)
    told = [
        (row, record_identity(row.id)) for row in rows.select_related("institution").order_by("-created_at")
    ]
    found = []
    for name in COMPARED:
        values = {}
        for row, identity in told:
            text = str(getattr(identity, name) or "")
            if text and text.casefold() not in values:
                values[text.casefold()] = (text, row.institution.name, row.created_at)
        if len(values) > 1:
            found.append(Disagreement(name, tuple(values.values())))
    return found


def record_identity(record_id: UUID) -> Identity:
    """The identity in one record; empty when none was given."""
    row = WomanIdentity.objects.filter(pk=record_id).first()
    if row is None:
        return Identity()
    texts = _texts(row, row.CELLS)
    born = texts.pop("birth_date")
    return Identity(**texts, birth_date=dt.date.fromisoformat(born) if born else None)


def closed_identity(file_id: UUID) -> ClosedIdentity:
    """First letters of her names and what else is kept, for the closed band of the file page."""
    row = _newest(file_id)
    if row is None:
        return ClosedIdentity()
    names = ("given_names", "first_surname", "second_surname")
    texts = _texts(row, (*names, "curp", "phone"))
    initials = tuple(texts[name][0].upper() for name in names if texts[name])
    return ClosedIdentity(initials, bool(texts["curp"]), bool(texts["phone"]))


def told_in(case_id: UUID) -> Told:
    """What she told in one case, and who attacked."""
    case = Case.objects.filter(pk=case_id).first()
    row = CaseNarrative.objects.filter(pk=case_id).first()
    if case is None:
        return Told()
    key = record_key(case.record_id)
    names = _aggressor_names(case_id, key)
    if row is None:
        return Told(names=names)
    fields = ("text", "other_type", "warnings_reason")
    text, other, reason = (open_cell(key, NARRATIVE, case_id, name, getattr(row, name)) for name in fields)
    return Told(text, other, reason, names)


def _aggressor_names(case_id: UUID, key: RecordKey) -> tuple[str, ...]:
    rows = Aggressor.objects.filter(case_id=case_id).select_related("identity").order_by("id")
    return tuple(
        open_cell(key, AGGRESSOR, row.id, "name", row.identity.name) if hasattr(row, "identity") else ""
        for row in rows
    )
