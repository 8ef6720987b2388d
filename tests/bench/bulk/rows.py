"""A drawn file as the rows that the actions would write: their own builders, nothing saved."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Model
from tests.bench.bulk.drawn import Drawn, Visit

from banevim.accounts.models import Person
from banevim.care.models import Service
from banevim.casefiles.actions.answers import answer_row
from banevim.casefiles.actions.cases import (
    aggressor_row,
    case_row,
    has_narrative,
    name_row,
    narrative_row,
)
from banevim.casefiles.actions.sealed import card_row, digests, identity_row
from banevim.casefiles.models import Access, Membership, Opening, UniqueFile, Woman
from banevim.casefiles.terms import Identity, Opened, Origin, Reason, Why
from banevim.common import clock
from banevim.vault.models import MatchKey
from banevim.vault.sealing import RecordKey, fresh_key

LASTS = dt.timedelta(days=90)


class FileRows:
    """The rows of one file, in an order that the foreign keys accept."""

    def __init__(self, drawn: Drawn, folio: str) -> None:
        self.drawn = drawn
        self.file = UniqueFile(folio=folio)
        self.records: dict[UUID, tuple[Woman, RecordKey]] = {}
        """By institution: a woman has one record in each."""

    def all(self) -> Iterator[Model]:
        """Every row, as if each had been written at its moment."""
        first = self.drawn.visits[0]
        self.file.created_at = first.at
        yield self.file
        for visit in self.drawn.visits:
            with clock.travel(visit.at):
                yield from self._visit(visit)
        for person, at in self.drawn.looks:
            with clock.travel(at):
                yield self._opening(person)

    def _visit(self, visit: Visit) -> Iterator[Model]:
        place = visit.by.institution_id
        if place not in self.records:
            if self.records:
                yield self._access(visit.by)
            yield from self._record(visit.by)
        woman, key = self.records[place]
        yield from self._case(visit, woman, key)

    def _record(self, by: Person) -> Iterator[Model]:
        who = self.drawn.who.identity
        woman = Woman(
            institution=by.institution,
            captured_by_id=by.pk,
            origin=Origin.CAPTURE,
            without_identity=who.is_empty,
            shareable=not by.institution.is_shelter,
            **vars(self.drawn.who.profile),
        )
        key, kept = fresh_key(woman.id, by.institution_id)
        self.records[by.institution_id] = woman, key
        yield from (woman, kept)
        yield from self._identity(woman, who, key)
        yield Membership(
            file=self.file,
            home=self.file,
            record=woman,
            institution_id=by.institution_id,
            by_id=by.pk,
            since=clock.now(),
            why=Why.OPENED,
            shareable=woman.shareable,
        )

    def _identity(self, woman: Woman, who: Identity, key: RecordKey) -> Iterator[Model]:
        if who != Identity():
            yield identity_row(woman, who, key)
        if not who.is_empty:
            yield card_row(woman, who, key)
            for digest, record_id in digests([(woman, who)]):
                yield MatchKey(key=digest, record_id=record_id)

    def _case(self, visit: Visit, woman: Woman, key: RecordKey) -> Iterator[Model]:
        case = case_row(woman, visit.data, registered_at=clock.now(), captured_by_id=visit.by.pk)
        yield case
        if has_narrative(visit.data):
            yield narrative_row(case, key, visit.data)
        people = [aggressor_row(case, each) for each in visit.data.aggressors]
        yield from people
        yield from (
            name_row(row, key, told.name)
            for row, told in zip(people, visit.data.aggressors, strict=True)
            if told.name
        )
        ids = [row.id for row in people]
        yield from (answer_row(case, told, ids, key, visit.by.pk) for told in visit.answered)
        if visit.service:
            yield self._service(visit, woman.id, case.id)

    def _service(self, visit: Visit, record_id: UUID, case_id: UUID) -> Service:
        return Service(
            record_id=record_id,
            case_id=case_id,
            institution_id=visit.by.institution_id,
            captured_by_id=visit.by.pk,
            **vars(visit.service),
        )

    def _opening(self, person: Person) -> Opening:
        return Opening(
            file=self.file,
            institution_id=person.institution_id,
            by_id=person.pk,
            what=Opened.FILE,
            reason="",
            shareable=not person.institution.is_shelter,
        )

    def _access(self, person: Person) -> Access:
        return Access(
            file=self.file,
            institution_id=person.institution_id,
            by_id=person.pk,
            reason=Reason.ATTENDING,
            starts_at=clock.now(),
            until=clock.now() + LASTS,
            shareable=not person.institution.is_shelter,
        )
