"""One person as the rows that registering her would write: sealed, keyed, in a file of her own."""

from uuid import UUID

from tests.bench.identity.rows import Sheaf
from tests.bench.identity.tables import Row

from banevim.accounts.models import Person
from banevim.casefiles.actions import sealed
from banevim.casefiles.models import Membership, UniqueFile, Woman, WomanIdentity
from banevim.casefiles.rules import clean_identity
from banevim.casefiles.terms import Identity, Missing, Origin, Why
from banevim.common import clock
from banevim.common.ids import uuid7
from banevim.methods import linkage
from banevim.vault import matchkeys
from banevim.vault.models import MatchKey
from banevim.vault.sealing import RecordKey, fresh_key


def identity_of(row: Row) -> Identity:
    """What she told. A CURP that is nobody's counts as missing, as the capture asks."""
    told = Identity(
        row.nombres,
        row.primer_apellido,
        row.segundo_apellido,
        curp=row.curp,
        birth_date=row.born,
        phone=row.telefono,
    )
    kept = clean_identity(told)
    return Identity(**(vars(kept) | {"curp": ""})) if linkage.curp.is_generic(kept.curp) else kept


class Records:
    """The rows of many persons, by table, captured by one person at one moment."""

    def __init__(self, by: Person) -> None:
        self.by, now = by, clock.now()
        self.woman = Woman(institution=by.institution, captured_by_id=by.pk, origin=Origin.IMPORT)
        key = RecordKey(self.woman.id, bytes(32))
        file, cells = UniqueFile(), WomanIdentity.CELLS
        _, data_key = fresh_key(self.woman.id, by.institution_id)
        member = Membership(file=file, home=file, record=self.woman, by_id=by.pk, since=now, why=Why.OPENED)
        member.institution_id = by.institution_id
        self.women = Sheaf(self.woman, ("id", "sex", "birth_year", "age", "age_missing", "residence"))
        self.keys = Sheaf(data_key, ("record_id", "wrapped"))
        self.cells = Sheaf(sealed.identity_row(self.woman, Identity(), key), ("record_id", *cells))
        self.cards = Sheaf(sealed.card_row(self.woman, Identity(), key), ("record_id", "card"))
        self.files = Sheaf(file, ("id", "folio"))
        self.members = Sheaf(member, ("id", "file_id", "home_id", "record_id"))
        self.found_by = Sheaf(MatchKey(), ("key", "record_id"))
        self.people = Known()

    def add(self, row: Row, folio: str) -> UUID:
        """All the rows of one person; the id of her record."""
        who, woman = identity_of(row), self.woman
        woman.id, file_id = uuid7(), uuid7()
        woman.sex, woman.residence = row.sexo or Missing.NOT_ASKED, row.cve_municipio or Missing.NOT_ASKED
        woman.birth_year = row.born.year if row.born else None
        self.women.add(woman.id, woman.sex, woman.birth_year, None, Missing.NOT_ASKED, woman.residence)
        key, kept = fresh_key(woman.id, self.by.institution_id)
        self.keys.add(woman.id, kept.wrapped)
        self.cells.add(woman.id, *sealed.identity_cells(key, who).values())
        if not who.is_empty:
            self._searchable(key, who)
        self.files.add(file_id, folio)
        self.members.add(uuid7(), file_id, file_id, woman.id)
        self.people.add(file_id, row.key)
        return woman.id

    def _searchable(self, key: RecordKey, who: Identity) -> None:
        woman, known = self.woman, linkage.prepare(sealed.person_of(self.woman, who))
        card = key.seal(sealed.CARD_TABLE, woman.id, "card", sealed.card_text(woman, who, known))
        self.cards.add(woman.id, card)
        for digest in sorted(matchkeys.digest(linkage.match_keys(known))):
            self.found_by.add(digest, woman.id)

    def send(self) -> None:
        """Write every table."""
        for sheaf in (
            *(self.women, self.keys, self.cells, self.cards, self.files, self.members, self.found_by),
            self.people,
        ):
            sheaf.send()


class Known(Sheaf):
    """Which file each person of the table became: known to the bench alone."""

    def __init__(self) -> None:
        self.tail, self.order, self.lines = "\n", "COPY bench.people (file_id, persona_id) FROM STDIN", []
