"""A production bank: born sealed, opened by its passphrase or two shares; backed up, rotated and recovered."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import psycopg
import pytest

from banevim.operations.supervisor.first_page import answers

PHRASE = "caracol madera lluvia siete faroles"


@pytest.fixture(scope="module")
def phrase(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("frase") / "frase"
    path.write_text(PHRASE + "\n")
    return str(path)


@pytest.fixture(scope="module")
def bank(new_bank: Any, phrase: str) -> Any:
    made = new_bank()
    done = made.verb("init", "--production", "--passphrase-file", phrase)
    assert done.returncode == 0, done.stdout + done.stderr
    made.said = done.stdout
    done = made.run()
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def _open(bank: Any, phrase: str) -> None:
    done = bank.verb("unseal", "--passphrase-file", phrase)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_shows_three_shares_and_one_invitation_once(bank: Any) -> None:
    assert len(re.findall(r"^  BNV[123]-", bank.said, re.MULTILINE)) == 3
    assert bank.said.count("/enlace/") == 1


def test_sealed_it_answers_503_and_does_no_work(bank: Any) -> None:
    assert bank.status()["sealed"]
    assert answers(bank.url, timeout=60) == 503
    assert "worker" not in {service["name"] for service in bank.status()["services"]}


def test_it_refuses_the_open_network_without_tls_in_front(bank: Any) -> None:
    done = bank.run("--host", "0.0.0.0")  # noqa: S104
    assert done.returncode == 1
    assert "BANEVIM_TLS=proxy" in done.stderr


def test_a_wrong_passphrase_opens_nothing(bank: Any, tmp_path: Path) -> None:
    (tmp_path / "otra").write_text("otra frase igual de larga")
    done = bank.verb("unseal", "--passphrase-file", str(tmp_path / "otra"))
    assert done.returncode == 1
    assert answers(bank.url, timeout=60) == 503


def test_the_passphrase_opens_it_and_the_keys_are_nowhere_outside_memory(bank: Any, phrase: str) -> None:
    _open(bank, phrase)
    assert 200 <= answers(bank.url, timeout=60) < 400
    assert not (bank.home / "keys" / "keyring.json").exists()
    for service in bank.status()["services"]:
        for name in ("environ", "cmdline"):
            held = Path(f"/proc/{service['pid']}/{name}").read_bytes()
            assert b"masters" not in held
            assert PHRASE.encode() not in held
    for path in bank.home.rglob("*"):
        if path.is_file() and "data" not in path.relative_to(bank.home).parts:
            held = path.read_bytes()
            assert b'"masters"' not in held
            assert PHRASE.encode() not in held


def test_practice_links_do_not_exist_here(bank: Any) -> None:
    done = bank.verb("practice-links")
    assert done.returncode == 1
    assert "solo existen en bancos de práctica" in done.stderr


def test_backup_and_recovery_in_an_empty_home(bank: Any, phrase: str, new_bank: Any, tmp_path: Path) -> None:
    _open(bank, phrase)
    done = bank.verb("backup", str(tmp_path / "respaldos"), "--json")
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert bank.verb("keys", "export", str(tmp_path / "llaves")).returncode == 0
    for path in Path(made["folder"]).iterdir():
        assert b"Instituto" not in path.read_bytes()

    other = new_bank()
    without = other.verb("restore", made["folder"])
    assert without.returncode == 1
    assert "Sin llaves" in without.stderr
    assert not other.home.exists()

    keys = ("--keys", str(tmp_path / "llaves"), "--passphrase-file", phrase)
    done = other.verb("restore", made["folder"], *keys, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    facts = json.loads(done.stdout)
    assert facts["identical"]
    assert facts["rows"] == made["rows"] > 1000

    again = other.verb("restore", made["folder"], *keys)
    assert again.returncode == 1
    assert "no está vacía" in again.stderr
    _damage_is_noticed(Path(made["folder"]), new_bank(), keys)


def _damage_is_noticed(folder: Path, other: Any, keys: tuple[str, ...]) -> None:
    broken = folder.with_name("roto")
    shutil.copytree(folder, broken)
    raw = bytearray((broken / "database.enc").read_bytes())
    raw[len(raw) // 2] ^= 1
    (broken / "database.enc").write_bytes(raw)
    done = other.verb("restore", str(broken), *keys)
    assert done.returncode == 1
    assert "dañado" in done.stderr
    assert not other.home.exists()


def test_rotation_gives_the_open_bank_its_new_master(bank: Any, phrase: str) -> None:
    _open(bank, phrase)
    for more in ((), ("--retire",)):
        done = bank.verb("keys", "rotate", "--passphrase-file", phrase, "--json", *more)
        assert done.returncode == 0, done.stdout + done.stderr
        assert json.loads(done.stdout) == ({"retired": 1} if more else {"wrapped": 0})  # no woman yet
    assert 200 <= answers(bank.url, timeout=60) < 400
    with psycopg.connect(**_superuser(bank)) as connection:
        query = "SELECT count(DISTINCT master_version) FROM vault_datakey"
        assert connection.execute(query).fetchone()[0] <= 1


def _superuser(bank: Any) -> dict[str, Any]:
    secret = json.loads((bank.home / "keys" / "db.json").read_text())["superuser"]
    folder = bank.home / "run" / "pg"
    if not folder.exists():
        pytest.skip("the home is too deep for its own socket")
    return {"host": str(folder), "user": "postgres", "password": secret, "dbname": "banevim"}


def test_it_is_sealed_again_after_each_start(bank: Any) -> None:
    bank.verb("stop")
    assert bank.run().returncode == 0
    assert answers(bank.url, timeout=60) == 503
