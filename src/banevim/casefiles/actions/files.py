"""Opening a file, and joining one that exists."""

from uuid import UUID

from django.conf import settings
from django.db import connection

from banevim.accounts.models import Institution
from banevim.casefiles import queries, rules
from banevim.casefiles.actions.sealed import seal_identities
from banevim.casefiles.models import Membership, UniqueFile, Woman
from banevim.casefiles.terms import Identity, Missing, Origin, Profile, Why
from banevim.catalogs.queries import codebook
from banevim.common import clock
from banevim.common.asking import Question, gap
from banevim.common.errors import NotFound
from banevim.methods import linkage
from banevim.vault import audit
from banevim.vault.context import Actor, atomic

TAKE = """
INSERT INTO casefiles_foliocounter (state_code, year, last) VALUES (%s, %s, %s)
ON CONFLICT (state_code, year) DO UPDATE SET last = casefiles_foliocounter.last + EXCLUDED.last
RETURNING last
"""
UNKNOWN_PROFILE = Profile(sex=Missing.NOT_ASKED, age_missing=Missing.NOT_ASKED)


def next_folios(count: int) -> list[str]:
    """Take `count` folios of this year. The counter row is held until the transaction ends, so take them late."""
    year, state = clock.today().year, str(settings.STATE_CODE)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [state, year, count])
        last = int(cursor.fetchone()[0])
    return [
        linkage.folio.make_folio(settings.STATE_SHORT, year, n) for n in range(last - count + 1, last + 1)
    ]


_INSTITUTION = Question(lambda: Institution.objects.filter(pk=gap("institution")))


def new_woman(me: rules.Capturer, profile: Profile, *, without_identity: bool) -> Woman:
    """An unsaved source record of the acting institution."""
    institution = _INSTITUTION(institution=me.institution_id)[0]
    return Woman(
        institution=institution,
        captured_by_id=me.person_id,
        origin=Origin.CAPTURE,
        without_identity=without_identity,
        shareable=not institution.is_shelter,
        **vars(profile),
    )


def attach(
    me: rules.Capturer, file_id: UUID, woman: Woman, why: Why, home_id: UUID | None = None
) -> Membership:
    """A membership from now on in a file that is also the record's home, unless it is merged with its home."""
    return Membership.objects.create(
        file_id=file_id,
        home_id=home_id or file_id,
        record=woman,
        institution_id=woman.institution_id,
        by_id=me.person_id,
        since=clock.now(),
        why=why,
        shareable=woman.shareable,
    )


def _new_record(me: rules.Capturer, identity: Identity, profile: Profile) -> Woman:
    """Check and write a source record with its identity, search card and match-keys."""
    today, identity = clock.today(), rules.clean_identity(identity)
    rules.check_identity(identity, today)
    rules.check_profile(profile, codebook(), today, queries.known_places(profile.residence))
    woman = new_woman(me, profile, without_identity=identity.is_empty)
    woman.save(force_insert=True)
    seal_identities([(woman, identity)])
    return woman


@atomic
def open_file(*, by: Actor, identity: Identity, profile: Profile) -> Woman:
    """Open a new unique file with its first source record. Returns the record; its folio is `file_of(record)`.

    Raises Refused if the person may not capture, Invalid if identity or profile cannot be accepted.
    """
    me = rules.check_captures(by)
    woman = _new_record(me, identity, profile)
    file = UniqueFile.objects.create(folio=next_folios(1)[0])
    attach(me, file.id, woman, Why.OPENED)
    audit.record(
        "casefiles.file.created",
        subject=("file", file.id),
        details={"without_identity": woman.without_identity},
    )
    return woman


@atomic
def join_file(*, by: Actor, file_id: UUID, identity: Identity, profile: Profile) -> Woman:
    """Add this institution's own source record to a file that it may read; return the one it has, if any.

    Raises Refused, Invalid, NotFound if the file is not visible to the institution.
    """
    me = rules.check_captures(by)
    audit.take_turn(queries.LINKS, shared=True)
    if not UniqueFile.objects.filter(pk=file_id).exists():
        raise NotFound
    file_id = queries.current_file(file_id)
    audit.take_turn(f"record:{file_id}:{me.institution_id}")
    if found := queries.own_record(file_id, me.institution_id):
        audit.record("casefiles.record.found", subject=("file", file_id), details={"record": str(found.id)})
        return found
    woman = _new_record(me, identity, profile)
    attach(me, file_id, woman, Why.JOINED, queries.declared_home(file_id, me.institution_id, me.person_id))
    audit.record("casefiles.record.joined", subject=("file", file_id), details={"record": str(woman.id)})
    return woman


@atomic
def ensure_record(*, by: Actor, file_id: UUID) -> Woman:
    """This institution's own record in a file that it may read; when it has none, one copied from what it may read.

    What she already told is not asked again. While files are one, only what was told in the one that this institution
    attends is copied: undone, nothing of one woman stays with the other. Raises Refused, NotFound.
    """
    me, file_id = rules.check_captures(by), queries.current_file(file_id)
    if found := queries.own_record(file_id, me.institution_id):
        audit.record("casefiles.record.found", subject=("file", file_id), details={"record": str(found.id)})
        return found
    audit.record("casefiles.identity.copied", subject=("file", file_id))
    told = queries.records_at(queries.declared_home(file_id, me.institution_id, me.person_id))
    newest, named = told.first(), told.filter(identity__isnull=False).first()
    identity = queries.record_identity(named.id) if named else Identity()
    profile = rules.copied_profile(newest, identity.birth_date, clock.today()) if newest else UNKNOWN_PROFILE
    return join_file(by=by, file_id=file_id, identity=identity, profile=profile)
