"""Sealing by passphrase and custody shares: any two of three open, one alone says nothing."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banevim.vault import custody, keyring

PHRASE = "cinco palabras al azar bastan"


@pytest.fixture(autouse=True)
def _cheap_argon2(monkeypatch):
    monkeypatch.setattr(custody, "MEMORY_KIB", 64)
    monkeypatch.setattr(custody, "TIME_COST", 1)


@given(st.binary(min_size=32, max_size=32))
def test_any_two_shares_rebuild_the_secret(secret):
    shares = custody.split(secret)
    for pair in itertools.permutations(shares, 2):
        assert custody.join(list(pair)) == secret


@given(st.binary(min_size=32, max_size=32), st.integers(min_value=0, max_value=2))
def test_one_share_fits_every_secret(other, which):
    """For any other secret there is a companion share that would rebuild it: one share alone excludes nothing."""
    x, body = custody._parse_share(custody.split(bytes(32))[which])
    slope = bytes(custody._multiply(b ^ s, custody._inverse(x)) for b, s in zip(body, other, strict=True))
    rebuilt = bytes(s ^ custody._multiply(m, x) for s, m in zip(other, slope, strict=True))
    assert rebuilt == body


def test_repeated_or_mistyped_shares_are_refused():
    one, two, _ = custody.split(bytes(32))
    for bad in (
        [one, one],
        [one],
        [one, two[:-1] + ("A" if two[-1] != "A" else "B")],
        ["hola", one],
        [one, ""],
    ):
        with pytest.raises(keyring.Sealed):
            custody.join(bad)


def test_shares_forgive_case_and_spaces():
    one, _, three = custody.split(b"x" * 32)
    assert custody.join([one.lower().replace("-", " "), f" {three} "]) == b"x" * 32


def test_passphrase_and_shares_open_the_same_keyring(tmp_path):
    shares = custody.create_sealed(tmp_path, PHRASE)
    raw = custody.open_sealed(tmp_path, PHRASE)
    assert custody.open_with_shares(tmp_path, shares[1:]) == raw
    assert keyring.parse(raw).current == 1
    sealed = (tmp_path / keyring.SEALED).read_text()
    assert set(json.loads(sealed)) == {"salt", "seal", "keyring"}
    assert (tmp_path / keyring.SEALED).stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        custody.create_sealed(tmp_path, PHRASE)


def test_a_wrong_phrase_or_strange_shares_do_not_open(tmp_path):
    custody.create_sealed(tmp_path, PHRASE)
    with pytest.raises(keyring.Sealed, match="no abre"):
        custody.open_sealed(tmp_path, PHRASE + " ")
    with pytest.raises(keyring.Sealed):
        custody.open_with_shares(tmp_path, custody.split(bytes(32))[:2])


def test_short_phrases_are_refused(tmp_path):
    with pytest.raises(ValueError, match="16 caracteres"):
        custody.create_sealed(tmp_path, "corta")


def test_rotation_keeps_phrase_and_shares(tmp_path):
    shares = custody.create_sealed(tmp_path, PHRASE)
    renewed = keyring.parse(custody.open_sealed(tmp_path, PHRASE)).with_new_master()
    custody.replace_sealed(tmp_path, PHRASE, renewed)
    assert keyring.parse(custody.open_with_shares(tmp_path, shares[:2])) == renewed
    more = custody.new_shares(tmp_path, PHRASE)
    assert keyring.parse(custody.open_with_shares(tmp_path, more[1:])) == renewed
