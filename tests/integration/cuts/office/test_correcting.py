"""A published month is corrected from its page: a reason of the list, and nothing that tells a figure."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests.integration.cuts.conftest import Bank

from banevim.accounts.models import Person
from banevim.common.errors import Invalid
from banevim.cuts import actions
from banevim.cuts.actions.bundles import shelf
from banevim.cuts.models import Cut
from banevim.cuts.terms import CORRECTION_LABELS, Correction
from banevim.vault.context import acting
from datavim import bundle as public

FORBIDDEN = {"reason": "words", "note": "Eran 3 mujeres de Loreto"}
SAID = f"{CORRECTION_LABELS[Correction.WORDS]} La fuente estaba mal escrita."


@pytest.fixture
def bank(bank_of_cuts: Bank) -> Bank:
    for n in range(8):
        bank_of_cuts.register(f"w{n}", "2025-12-10T10:00:00", "PSI")
    bank_of_cuts.release("2025-12", site=False)
    return bank_of_cuts


def newest(bank: Bank) -> Cut:
    with acting(bank.aide):
        return Cut.objects.order_by("revision").last()  # type: ignore[return-value]


def test_a_correction_comes_out_with_its_reason(bank: Bank, client_as: Callable[..., Any]) -> None:
    client, first = client_as("it_aide"), newest(bank)
    address = f"/cortes/{first.id}/corregir/"
    page = client.get(address).content.decode()
    assert all(words in page for words in CORRECTION_LABELS.values())
    for typed, said in (
        ({"note": "La fuente estaba mal escrita."}, "Qué se corrige"),
        (FORBIDDEN, "Quita «3»"),
        ({"reason": "words", "note": "De la paz"}, "Quita «La Paz»"),
    ):
        answer = client.post(address, typed)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert newest(bank) == first
    assert (
        client.post(address, {"reason": "words", "note": "La fuente estaba mal escrita."}).status_code == 302
    )
    cut = newest(bank)
    assert (cut.version, cut.note) == ("2025-12-r2", SAID)
    bank.approve(cut)
    bank.publish(cut)
    bank.build()


def test_the_action_and_the_command_say_the_same(bank: Bank) -> None:
    with acting(bank.aide), pytest.raises(Invalid, match="Quita «3»"):
        actions.take_cut(by=bank.aide, month="2025-12", **FORBIDDEN)
    with acting(bank.aide), pytest.raises(Invalid, match="elige qué se corrige"):
        actions.take_cut(by=bank.aide, month="2025-12")
    with acting(bank.aide):
        name = Person.objects.get(id=bank.aide.person_id).username
    words = ("cut", "take", "2025-12", "--as", name, "--reason", "words", "--note")
    with pytest.raises(CommandError, match="Quita «Loreto»"):
        call_command(*words, "En Loreto", stdout=io.StringIO())
    call_command(*words, "La fuente estaba mal escrita.", stdout=io.StringIO())
    cut = newest(bank)
    bank.approve(cut)
    bank.publish(cut)
    bank.build()
    assert public.read_bundle(shelf() / cut.version).texts == {public.CORRECTION: SAID}
    assert public.verify_shelf(shelf()) == []
