"""`run` on an empty folder, and everything that may happen to a bank that is open."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from banevim.operations.supervisor.first_page import answers


@pytest.fixture(scope="module")
def bank(new_bank: Any) -> Any:
    """A practice bank, open, without its fictitious cases."""
    opened = new_bank()
    done = opened.run()
    assert done.returncode == 0, done.stdout + done.stderr
    return opened


def test_the_first_page_answers_and_the_public_site_too(bank: Any) -> None:
    assert 200 <= answers(bank.url, timeout=60) < 400
    for _ in range(50):
        if answers(f"http://127.0.0.1:{bank.public_port}/") == 200:
            return
        time.sleep(0.1)
    pytest.fail("the public site did not answer")


def test_status_names_every_part(bank: Any) -> None:
    facts = bank.status()
    assert {s["name"]: s["state"] for s in facts["services"]} == dict.fromkeys(
        ("postgres", "web", "public", "worker"), "en marcha"
    )
    assert facts["mode"] == "practice"
    assert not facts["sealed"]


def test_practice_links_enter(bank: Any) -> None:
    links = json.loads(bank.verb("practice-links", "--json").stdout)
    roles = {link["role"] for link in links}
    assert {
        "capturer",
        "institutional_liaison",
        "state_liaison",
        "administrator",
        "statistics_reader",
    } <= roles
    assert links[0]["url"].startswith(bank.url)
    assert answers(links[0]["url"], timeout=60) == 200


def test_running_it_again_says_so_and_breaks_nothing(bank: Any) -> None:
    before = bank.status()["pid"]
    done = bank.run()
    assert done.returncode == 0
    assert "ya está en marcha" in done.stdout
    assert bank.status()["pid"] == before


def test_a_taken_port_is_said_by_its_flag_before_anything_starts(bank: Any, new_bank: Any) -> None:
    other = new_bank()
    other.public_port = bank.public_port
    done = other.run()
    assert done.returncode == 1
    assert "--public-port" in done.stdout + done.stderr
    assert not (other.home / "data").exists()


@pytest.mark.parametrize("part", ["web", "worker", "postgres"])
def test_a_killed_part_comes_back(bank: Any, part: str) -> None:
    old = bank.pid(part)
    bank.kill(part)
    for _ in range(100):
        alive = {s["name"]: s["pid"] for s in bank.status()["services"]}
        if alive[part] not in (None, old) and 200 <= answers(f"{bank.url}entrar/") < 400:
            return
        time.sleep(0.1)
    pytest.fail(f"{part} did not come back")


def test_a_killed_supervisor_leaves_nothing_running_and_the_next_run_prepares_nothing_again(
    bank: Any,
) -> None:
    bank.kill("supervisor")
    done = bank.run()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Preparo las tablas" not in done.stdout
    assert 200 <= answers(bank.url, timeout=60) < 400


def test_the_web_never_holds_the_owners_address(bank: Any) -> None:
    told = Path(f"/proc/{bank.pid('web')}/environ").read_bytes()
    assert b"banevim_app" in told
    assert b"banevim_owner" not in told


def test_practice_never_turns_into_production(bank: Any) -> None:
    done = bank.verb("init", "--production", "--passphrase-file", "/dev/null")
    assert done.returncode == 1
    assert "nunca cambia de modo" in done.stderr
    identity = bank.home / "bank.toml"
    true_text = identity.read_text()
    bank.verb("stop")
    try:
        identity.write_text(true_text.replace("practice", "production"))
        done = bank.run()
        assert done.returncode == 1
        assert "otro banco" in done.stdout + done.stderr
    finally:
        identity.write_text(true_text)


def test_stop_closes_everything(bank: Any) -> None:
    bank.run()
    pids = [service["pid"] for service in bank.status()["services"]]
    assert bank.verb("stop").returncode == 0
    assert answers(bank.url) == 0
    for pid in pids:
        assert not Path(f"/proc/{pid}").exists()
    assert bank.verb("status").returncode == 3
