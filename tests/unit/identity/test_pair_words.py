"""What the desk says of two records: a value only where it agrees, and a warning only where sisters are likely."""

from types import SimpleNamespace

import pytest

from banevim.identity.terms import Stage
from banevim.identity.views.pairwords import pair_context
from banevim.methods import linkage

AGREES, DISAGREES = str(linkage.Level.AGREES), str(linkage.Level.DISAGREES)


def told(given: str, first: str) -> dict:
    def side(name: str, surname: str) -> SimpleNamespace:
        person = linkage.Person(given_names=name, first_surname=surname)
        return SimpleNamespace(card=SimpleNamespace(person=person, known_as=""))

    row = SimpleNamespace(
        parts=[["given_names", given, 9.0], ["first_surname", first, 5.0]],
        stage=Stage.OPEN,
        band="possibly",
        first_id=None,
    )
    seen = SimpleNamespace(row=row, sides=(side("Ana", "Cota"), side("Luz", "Verdugo")), verdicts=[])
    return pair_context(seen, SimpleNamespace(person_id=None))


@pytest.mark.parametrize(
    ("given", "first", "sisters"),
    [(DISAGREES, AGREES, True), (DISAGREES, DISAGREES, False), (AGREES, AGREES, False)],
)
def test_sisters_are_named_only_where_the_surname_agrees(given: str, first: str, sisters: bool) -> None:
    assert told(given, first)["twins"] is sisters


def test_a_value_is_repeated_only_where_it_agrees() -> None:
    assert told(AGREES, DISAGREES)["reasons"] == [
        "Nombre Ana, poco común: coincide",
        "Primer apellido: no coincide",
    ]
