"""A bundle that says what the office does not publish is not written, and the person reads what to write instead."""

import pytest
from django.conf import settings
from tests.integration.cuts.conftest import Bank

from banevim.common.errors import Conflict
from datavim import wording
from datavim.wording import texts


def test_a_banned_word_blocks_the_bundle_and_says_the_preferred_one(
    bank_of_cuts: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        bank_of_cuts.register(f"w{number}", "2025-12-10T10:00:00", "PSI")
    cut = bank_of_cuts.take("2025-12")
    bank_of_cuts.approve(cut)
    term = wording.Term(("municipio de los hechos",), "«dónde ocurrió»", "Se lee mejor.", "Prueba")
    with monkeypatch.context() as changed:
        changed.setattr(texts, "terms", lambda: (term,))
        with pytest.raises(Conflict, match=r"dice «municipio de los hechos»\. Escribe «dónde ocurrió»"):
            bank_of_cuts.publish(cut)
    assert [path.name for path in (settings.HOME / "bundles").iterdir()] == []
    bank_of_cuts.publish(cut)
    bank_of_cuts.put_in_place()
    assert (settings.HOME / "bundles" / cut.version).is_dir()
