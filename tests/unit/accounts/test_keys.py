"""Keys of the accounts: sealed secrets stay in their row, codes follow the standard, digests tell nothing."""

import base64
from uuid import uuid4

import pytest

from banevim.accounts import keys, queries
from banevim.vault.crypto import Unreadable


def test_a_secret_opens_only_for_its_person():
    ana, eva, secret = uuid4(), uuid4(), keys.new_secret()
    cell = keys.seal_secret(ana, secret)
    assert secret not in cell
    assert keys.open_secret(ana, cell) == secret
    with pytest.raises(Unreadable):
        keys.open_secret(eva, cell)


@pytest.mark.parametrize(("at", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")])
def test_codes_are_those_of_rfc_6238(at, code):
    assert queries.totp(b"12345678901234567890").generate(at).decode() == code


def test_the_key_as_text_is_the_same_secret():
    secret = keys.new_secret()
    text = keys.secret_text(secret).replace(" ", "")
    assert base64.b32decode(text + "=" * (-len(text) % 8)) == secret


def test_digests_differ_by_use_and_hide_the_text():
    assert keys.digest("user", "ana") != keys.digest("address", "ana")
    assert keys.digest("user", "ana") == keys.digest("user", "ana")
    assert "ana" not in keys.digest("user", "ana")


def test_recovery_codes_survive_how_people_type_them():
    code = keys.new_recovery_code()
    assert keys.plain_recovery_code(f" {code.lower().replace('-', ' ')} ") == keys.plain_recovery_code(code)
    assert len({keys.new_recovery_code() for _ in range(200)}) == 200


def test_tokens_are_long_and_fit_an_address():
    token = keys.new_token()
    assert len(base64.urlsafe_b64decode(token + "=")) == keys.TOKEN_BYTES
