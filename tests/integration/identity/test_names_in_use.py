"""The names in use: counted by the bank, kept sealed, and used by the search."""

from collections import Counter

from banevim.identity.queries import vocabulary
from banevim.methods import linkage
from banevim.vault import blobs
from banevim.vault.context import acting, system

NAMES = vocabulary.Names(1000, Counter({"XOCHITL": 3, "UNICA": 1}), Counter({"VERDUGO": 40}))


def test_until_they_are_counted_the_shipped_list_serves(db, actor_of) -> None:
    vocabulary.forget_vocabulary()
    with acting(actor_of("capturer")):
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
    with acting(actor_of("capturer")):
        names = vocabulary.vocabulary()
    vocabulary.forget_vocabulary()
    assert names.people == 1000
    assert names.surname_share("VERDUGO") > linkage.public().surname_share("VERDUGO")
    assert names.given_share("UNICA") == names.unlisted
