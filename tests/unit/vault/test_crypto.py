"""Cells open only where they were sealed, and their length tells nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banevim.vault import crypto

KEY = bytes(range(32))
HERE = crypto.place("casefiles_womanidentity", "row", "given_names")


@given(st.binary(max_size=2000))
def test_what_is_sealed_opens(text):
    assert crypto.decrypt(KEY, crypto.encrypt(KEY, text, HERE), HERE) == text


@pytest.mark.parametrize(
    "elsewhere",
    [
        crypto.place("casefiles_womanidentity", "other row", "given_names"),
        crypto.place("casefiles_womanidentity", "row", "first_surname"),
        crypto.place("casefiles_searchcard", "row", "given_names"),
    ],
)
def test_a_moved_cell_does_not_open(elsewhere):
    cell = crypto.encrypt(KEY, b"Rosa", HERE)
    with pytest.raises(crypto.Unreadable):
        crypto.decrypt(KEY, cell, elsewhere)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_changed_cell_does_not_open(position, change):
    cell = bytearray(crypto.encrypt(KEY, b"Rosa", HERE))
    cell[position % len(cell)] ^= change
    with pytest.raises(crypto.Unreadable):
        crypto.decrypt(KEY, bytes(cell), HERE)


@pytest.mark.parametrize("cut", [0, 1, 12, 28, 40])
def test_a_cut_cell_does_not_open(cut):
    with pytest.raises(crypto.Unreadable):
        crypto.decrypt(KEY, crypto.encrypt(KEY, b"Rosa", HERE)[:cut], HERE)


def test_another_key_does_not_open():
    with pytest.raises(crypto.Unreadable):
        crypto.decrypt(crypto.new_key(), crypto.encrypt(KEY, b"Rosa", HERE), HERE)


def test_length_tells_neither_a_name_nor_its_absence():
    lengths = {
        len(crypto.encrypt(KEY, text, HERE)) for text in (b"", b"Ana", "María Guadalupe Asunción".encode())
    }
    assert len(lengths) == 1


def test_the_same_text_never_looks_the_same():
    cells = {crypto.encrypt(KEY, b"Rosa", HERE) for _ in range(200)}
    nonces = {cell[1:13] for cell in cells}
    assert len(cells) == len(nonces) == 200


def test_a_wrapped_key_opens_only_under_its_master():
    master, key = crypto.new_key(), crypto.new_key()
    wrapped = crypto.wrap(master, key)
    assert len(wrapped) == 40
    assert crypto.unwrap(master, wrapped) == key
    for bad_master, bad in [(crypto.new_key(), wrapped), (master, wrapped[:-1] + bytes([wrapped[-1] ^ 1]))]:
        with pytest.raises(crypto.Unreadable):
            crypto.unwrap(bad_master, bad)


def test_errors_never_show_what_was_inside():
    cell = crypto.encrypt(KEY, b"Rosa", HERE)
    with pytest.raises(crypto.Unreadable) as caught:
        crypto.decrypt(KEY, cell, b"elsewhere")
    assert "Rosa" not in str(caught.value)
