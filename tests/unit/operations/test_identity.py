"""A bank is what it was born: its mode never changes."""

import pytest

from banevim.operations.bank import identity
from banevim.operations.bank.home import Home
from banevim.operations.errors import Stop


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path / "casa con espacios")


def test_it_reads_what_was_written(home: Home) -> None:
    made = identity.create(home, mode="practice", state_code="30", server="embedded")
    assert identity.read(home) == made
    assert not made.production


@pytest.mark.parametrize("again", identity.MODES)
def test_a_home_holds_one_bank_for_ever(home: Home, again: str) -> None:
    identity.create(home, mode="production", state_code="03", server="embedded")
    with pytest.raises(Stop, match="nunca cambia de modo"):
        identity.create(home, mode=again, state_code="03", server="embedded")


@pytest.mark.parametrize("code", ["3", "00", "33", "BC", ""])
def test_the_state_is_a_key_of_inegi(home: Home, code: str) -> None:
    with pytest.raises(Stop, match="INEGI"):
        identity.create(home, mode="practice", state_code=code, server="embedded")


@pytest.mark.parametrize("text", ['mode = "other"', "not toml", 'id = "x"\nmode = "otra"\nstate_code = "03"'])
def test_a_damaged_identity_is_said(home: Home, text: str) -> None:
    home.build()
    home.identity.write_text(text)
    with pytest.raises(Stop, match="dañado"):
        identity.read(home)


def test_private_folders_are_private(home: Home) -> None:
    home.build()
    for folder in (home.keys, home.logs, home.bundles, home.site, home.checkpoints):
        assert folder.stat().st_mode & 0o077 == 0
