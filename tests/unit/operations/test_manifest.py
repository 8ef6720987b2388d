"""The cover sheet of a backup."""

import dataclasses

import pytest

from banevim.operations.backup import digests, manifest
from banevim.operations.errors import Stop
from banevim.vault import keyring


def _cover(**changes) -> manifest.Manifest:
    plain = manifest.Manifest(
        bank={"id": "x", "mode": "practice"},
        made_at="2026-11-24T00:00:00+00:00",
        master_version=1,
        wrapped_key="",
        files={"database.enc": "ab"},
        tables={"public.t": ["3", "10:20"]},
    )
    return dataclasses.replace(plain, **changes)


def test_the_key_of_a_backup_opens_with_its_keyring_even_after_a_rotation() -> None:
    ring = keyring.generate()
    key, wrapped = manifest.wrap_new_key(ring)
    assert manifest.unwrap(_cover(wrapped_key=wrapped), ring.with_new_master()) == key


def test_other_keys_do_not_open_it() -> None:
    _, wrapped = manifest.wrap_new_key(keyring.generate())
    with pytest.raises(Stop, match="no abren"):
        manifest.unwrap(_cover(wrapped_key=wrapped), keyring.generate())


def test_any_change_breaks_the_seal() -> None:
    key = bytes(32)
    sealed = _cover().sealed(key)
    sealed.check(key)
    for changed in ({"tables": {}}, {"made_at": "otro"}, {"files": {"database.enc": "cd"}}):
        with pytest.raises(Stop, match="alterado"):
            dataclasses.replace(sealed, **changed).check(key)


def test_written_and_read_again_it_is_the_same(tmp_path) -> None:
    sealed = _cover().sealed(bytes(32))
    manifest.write(sealed, tmp_path)
    assert manifest.read(tmp_path) == sealed


def test_a_folder_without_cover_is_not_a_backup(tmp_path) -> None:
    with pytest.raises(Stop, match="no hay un respaldo"):
        manifest.read(tmp_path)


def test_sums_are_keyed_so_they_say_nothing_without_the_key() -> None:
    one = manifest.keyed({"t": ["3", "10:20"]}, bytes(32))
    other = manifest.keyed({"t": ["3", "10:20"]}, bytes(31) + b"1")
    assert one["t"][1] != other["t"][1]
    assert "10:20" not in str(one)


def test_differences_name_the_tables() -> None:
    assert digests.differences({"a": ["1", "x"], "b": ["1", "y"]}, {"a": ["1", "x"], "c": []}) == ["b", "c"]
