"""The command line: every verb has a line and a module, and a mistake is said in Spanish."""

import importlib
import subprocess
import sys

import pytest

from banevim import cli
from banevim.operations.bank import CHECKOUT


@pytest.mark.parametrize("verb", cli.VERBS, ids=lambda verb: verb.name)
def test_every_verb_leads_to_a_module_that_runs_it(verb: cli.Verb) -> None:
    module = importlib.import_module(f"banevim.operations.verbs.{verb.module}")
    assert callable(module.run)
    assert verb.line


def test_alone_it_lists_every_verb_with_one_line_each(capsys) -> None:
    assert cli.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    for verb in cli.VERBS:
        assert sum(line.startswith(f"  {verb.name} ") for line in lines) == 1


def test_an_unknown_verb_is_said(capsys) -> None:
    assert cli.main(["volar"]) == 2
    assert "No conozco «volar»" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["status"], ["practice-links"], ["audit", "verify"], ["backup", "x"]])
def test_without_a_bank_the_verb_says_so(words, tmp_path, capsys) -> None:
    assert cli.main([*words, "--home", str(tmp_path / "nada")]) == 1
    assert "No hay ningún banco" in capsys.readouterr().err


def test_the_door_lists_its_verbs_from_a_path_with_spaces_and_from_any_folder(tmp_path) -> None:
    place = tmp_path / "mi copia"
    place.mkdir()
    for name in ("banevim", "src", "requirements"):
        (place / name).symlink_to(CHECKOUT / name)
    (tmp_path / "atajo").symlink_to(CHECKOUT / "banevim")
    for door in (place / "banevim", tmp_path / "atajo"):
        done = subprocess.run([door], cwd="/", capture_output=True, text=True, check=True)
        assert "./banevim VERBO" in done.stdout


def test_listing_needs_no_library(tmp_path) -> None:
    """On a bare machine the list is shown before anything is installed."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); import banevim.cli as c; c.main([])"
    command = [sys.executable, "-S", "-I", "-c", code, str(CHECKOUT / "src")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "run" in done.stdout
