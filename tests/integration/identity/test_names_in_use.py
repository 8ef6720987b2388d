"""The names in use: counted by the bank, kept sealed, and used by the search."""

from collections import Counter
from dataclasses import replace

from tests.integration.identity.conftest import XOCHITL

from banevim.identity import actions
from banevim.identity.queries import vocabulary
from banevim.methods import linkage
from banevim.vault import blobs
from banevim.vault.context import acting, system

NAMES = vocabulary.Names(1000, Counter({"XOCHITL": 3, "UNICA": 1}), Counter({"VERDUGO": 40}))


def test_until_they_are_counted_the_shipped_list_serves(db, actor_of) -> None:
    vocabulary.forget_vocabulary()
    with acting(actor_of("capturer", purpose="search")):
        assert vocabulary.vocabulary() is linkage.public()
    vocabulary.forget_vocabulary()


def test_the_counts_are_sealed_and_a_name_borne_once_is_not_kept(db, actor_of) -> None:
    with acting(system()):
        blobs.keep(vocabulary.BLOB, NAMES.text())
        row = blobs.find(vocabulary.BLOB)
    assert row is not None
    assert b"VERDUGO" not in bytes(row.cell)
    assert "UNICA" not in NAMES.text()
    vocabulary.forget_vocabulary()
    with acting(actor_of("capturer", purpose="search")):
        names = vocabulary.vocabulary()
    vocabulary.forget_vocabulary()
    assert names.people == 1000
    assert names.surname_share("VERDUGO") > linkage.public().surname_share("VERDUGO")
    assert names.given_share("UNICA") == names.unlisted


def test_the_bank_counts_the_names_of_its_own_records(db, open_her, actor_of) -> None:
    """Two sisters and a neighbour: the surname of the sisters is kept, the names that one woman bears are not."""
    open_her("police")
    open_her("hospital", replace(XOCHITL, given_names="Citlali", curp="", phone=""))
    open_her("police", replace(XOCHITL, given_names="Ana", first_surname="Ruiz", second_surname="", phone=""))
    with acting(system()) as by:
        assert actions.count_names(by=by) == 3
    with acting(actor_of("capturer", purpose="search")):
        names = vocabulary.vocabulary()
    vocabulary.forget_vocabulary()
    assert names.people == 3
    assert names.surnames["COTA"] > linkage.public().surnames["COTA"] > 0
    assert "CITLALI" in linkage.public().given
    assert names.given["CITLALI"] < linkage.public().given["CITLALI"]
