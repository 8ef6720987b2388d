"""What the processes of a bank are told."""

from dataclasses import dataclass

import pytest

from banevim.operations import environment as told
from banevim.operations.bank.home import Home, write_json


@dataclass
class SomeDatabase:
    def url(self, role: str) -> str:
        return f"postgresql://{role}@/banevim"


@pytest.fixture
def home(tmp_path) -> Home:
    made = Home(tmp_path / "h")
    made.build()
    write_json(made.run / "ports.json", {"host": "0.0.0.0", "port": 8200, "public_port": 8201})  # noqa: S104
    return made


def test_only_the_owners_work_knows_the_owners_address(home: Home) -> None:
    assert "BANEVIM_DB_URL_OWNER" not in told.environment(home, SomeDatabase())  # type: ignore[arg-type]
    owner = told.environment(home, SomeDatabase(), owner=True)  # type: ignore[arg-type]
    assert owner["BANEVIM_ROLE"] == "owner"


def test_nothing_of_another_bank_is_inherited(home: Home, monkeypatch) -> None:
    for name in (
        "BANEVIM_DB_URL_OWNER",
        "BANEVIM_MODE",
        "BANEVIM_KEY_FD",
        "DATABASE_URL",
        "PGPASSWORD",
        "PGHOST",
    ):
        monkeypatch.setenv(name, "ajeno")
    assert "ajeno" not in told.environment(home, SomeDatabase()).values()  # type: ignore[arg-type]


def test_two_banks_on_one_machine_do_not_share_the_cookie(home: Home) -> None:
    assert told.environment(home, SomeDatabase())["BANEVIM_COOKIE"] == "banevim_8200"  # type: ignore[arg-type]


def test_the_shown_address_can_be_opened(home: Home) -> None:
    assert told.bank_url(home) == "http://127.0.0.1:8200/"
    assert told.address({"host": "::1", "port": 1}, "port") == "http://[::1]:1/"
