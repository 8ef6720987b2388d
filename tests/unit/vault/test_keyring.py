"""The keyring: where it may be read from, and that it never shows itself."""

import json
import os
import subprocess
import sys

import pytest

from banevim.vault import keyring


@pytest.fixture
def fresh_process(monkeypatch, tmp_path):
    """A process that has opened nothing yet, in a home of its own."""
    keyring.current.cache_clear()
    monkeypatch.setenv("BANEVIM_HOME", str(tmp_path))
    monkeypatch.delenv("BANEVIM_KEY_FD", raising=False)
    yield tmp_path
    keyring.current.cache_clear()


def test_it_survives_writing_and_reading():
    ring = keyring.generate().with_new_master()
    again = keyring.parse(keyring.dump(ring))
    assert again == ring
    assert again.current == 2
    assert len(again.public_key) == 32


def test_no_key_shows_in_a_repr_or_a_trace():
    ring = keyring.generate()
    assert repr(ring) == "Keyring(current=1)"


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"\xff", b'{"masters": {"1": ""}, "current": 1}'])
def test_what_is_not_a_keyring_is_refused(raw):
    with pytest.raises(keyring.Sealed):
        keyring.parse(raw)


def test_short_keys_and_a_missing_current_master_are_refused():
    text = json.loads(keyring.dump(keyring.generate()))
    for change in ({"current": 2}, {"audit": "AAAA"}):
        with pytest.raises(keyring.Sealed):
            keyring.parse(json.dumps(text | change).encode())


def test_file_is_private_and_made_once(tmp_path):
    keyring.create_open(tmp_path / "keys")
    path = tmp_path / "keys" / keyring.CLEAR
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    with pytest.raises(FileExistsError):
        keyring.create_open(tmp_path / "keys")


def test_a_file_that_others_can_read_stays_closed(fresh_process):
    keyring.create_open(fresh_process / "keys")
    (fresh_process / "keys" / keyring.CLEAR).chmod(0o644)
    assert not keyring.is_open()


def test_a_sealed_bank_never_falls_back_to_a_file_in_clear(fresh_process):
    keyring.create_open(fresh_process / "keys")
    (fresh_process / "keys" / keyring.SEALED).write_text("{}")
    with pytest.raises(keyring.Sealed):
        keyring.current()


def test_without_a_home_or_with_a_dead_descriptor_it_is_sealed(fresh_process, monkeypatch):
    assert not keyring.is_open()
    monkeypatch.setenv("BANEVIM_KEY_FD", "987")
    assert not keyring.is_open()
    monkeypatch.delenv("BANEVIM_KEY_FD")
    monkeypatch.delenv("BANEVIM_HOME")
    assert not keyring.is_open()


def test_an_inherited_memory_file_opens_once_and_is_not_handed_on(fresh_process, monkeypatch):
    descriptor = os.memfd_create("keyring", 0)
    ring = keyring.generate()
    os.write(descriptor, keyring.dump(ring))
    monkeypatch.setenv("BANEVIM_KEY_FD", str(descriptor))
    assert keyring.current() == ring
    assert not os.get_inheritable(descriptor)
    script = f"import os; os.fstat({descriptor})"
    done = subprocess.run([sys.executable, "-c", script], close_fds=False, capture_output=True, check=False)
    assert done.returncode != 0
    os.close(descriptor)
    assert keyring.current() == ring


def test_an_unknown_master_asks_for_a_restart():
    with pytest.raises(keyring.Sealed, match="reinicia"):
        keyring.generate().master(2)
