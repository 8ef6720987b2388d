"""The encrypted stream of a backup opens only whole, in order and with its key."""

import io
import secrets
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banevim.operations.backup import stream, tools

KEY = bytes(range(32))


def _encrypted(text: bytes, name: str = "database.enc") -> bytes:
    target = io.BytesIO()
    stream.encrypt(io.BytesIO(text), target, KEY, name)
    return target.getvalue()


def _decrypted(raw: bytes, key: bytes = KEY, name: str = "database.enc") -> bytes:
    return b"".join(stream.decrypt(io.BytesIO(raw), key, name))


def _blocks(raw: bytes) -> list[bytes]:
    source, found = io.BytesIO(raw[len(stream.MAGIC) :]), []
    while head := source.read(4):
        found.append(head + source.read(struct.unpack(">I", head)[0]))
    return found


@given(st.binary(max_size=200))
def test_what_goes_in_comes_out(text: bytes) -> None:
    assert _decrypted(_encrypted(text)) == text


@pytest.mark.parametrize("size", [0, 1, stream.PIECE - 1, stream.PIECE, stream.PIECE + 1, 3 * stream.PIECE])
def test_every_size_around_a_piece(size: int) -> None:
    text = secrets.token_bytes(size)
    assert _decrypted(_encrypted(text)) == text


@pytest.mark.parametrize(
    "damage",
    [
        lambda b: b[:-1],  # the end cut off
        lambda b: b[:1] + b[2:],  # one dropped
        lambda b: [b[1], b[0], *b[2:]],  # two swapped
        lambda b: [b[0], *b],  # one repeated
        lambda b: [*b[:-1], b[-1][:-1]],  # cut inside the last
        lambda b: [b[0][:10] + bytes([b[0][10] ^ 1]) + b[0][11:], *b[1:]],  # one bit
        lambda b: [],
    ],
)
def test_damage_is_noticed(damage) -> None:
    raw = _encrypted(secrets.token_bytes(2 * stream.PIECE + 7))
    with pytest.raises(stream.Damaged):
        _decrypted(stream.MAGIC + b"".join(damage(_blocks(raw))))


def test_another_key_or_another_name_opens_nothing() -> None:
    raw = _encrypted(b"texto")
    with pytest.raises(stream.Damaged):
        _decrypted(raw, key=bytes(32))
    with pytest.raises(stream.Damaged):
        _decrypted(raw, name="files.enc")


def test_only_the_setting_that_older_servers_lack_is_left_out_and_never_a_row() -> None:
    header = [
        b"SET statement_timeout = 0;\n",
        b"SET transaction_timeout = 0;\n",
        b"CREATE TABLE t (a text);\n",
    ]
    rows = [b"COPY t (a) FROM stdin;\n", b"SET transaction_timeout = 0;\n", b"\\.\n"]
    assert list(tools._known_everywhere([*header, *rows])) == [header[0], header[2], *rows]


def test_nothing_is_readable_in_the_file() -> None:
    assert b"Guadalupe" not in _encrypted(b"Guadalupe " * 1000)
