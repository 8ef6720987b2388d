"""The command line: every verb has a line and a module, and a mistake is said in Spanish."""

import importlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from banevim import cli
from banevim.operations import console
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


def test_on_a_machine_without_python_the_list_is_the_same(tmp_path) -> None:
    done = _door("", tmp_path)
    listed = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert listed == [verb.name for verb in cli.VERBS]


def test_what_may_not_be_installed_is_named_all_at_once(tmp_path) -> None:
    done = _door("test", tmp_path)
    assert done.returncode == 1
    for package in ("python3-venv", "chromium", "fonts-noto-core"):
        assert package in done.stderr
    assert "chromium" not in _door("run", tmp_path).stderr


def _door(verb: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The door in a checkout of its own, on a machine with a shell and neither Python, browser nor apt."""
    tools = folder / "bin"
    if not tools.exists():
        tools.mkdir()
        for name in ("sh", "dirname", "readlink", "cat", "cksum", "id", "flock"):
            (tools / name).symlink_to(str(shutil.which(name)))
        for name in ("banevim", "src", "requirements"):
            (folder / name).symlink_to(CHECKOUT / name) if name != "banevim" else shutil.copy(
                CHECKOUT / name, folder
            )
    words = [folder / "banevim", *verb.split()]
    return subprocess.run(words, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)


def test_with_json_the_steps_stay_out_of_the_answer(capsys, tmp_path) -> None:
    words = ["init", "--home", str(tmp_path / "h")]
    assert cli.main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["mode"] == "practice"
    console.keep_output_for_the_answer(True)
    with console.step("Trabajo"):
        console.say("aviso")
    console.keep_output_for_the_answer(False)
    told = capsys.readouterr()
    assert told.out == ""
    assert "aviso" in told.err


def test_help_speaks_of_the_verb_that_was_typed(capfd, monkeypatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT / "src"))
    assert cli.main(["import", "banavim-abierto", "--help"]) == 0
    told = capfd.readouterr()
    assert "./banevim import banavim-abierto" in told.out
    assert "manage.py" not in told.out
    assert "--settings" not in told.out
    assert told.err == ""
    assert cli.main(["site", "--help"]) == 0
    assert "./banevim site build" in capfd.readouterr().out


@pytest.mark.parametrize("page", ["//otro.example/", "https://otro.example/", "/\\otro.example", "buscar/"])
def test_a_link_only_leads_inside_the_bank(page, tmp_path, capsys) -> None:
    assert cli.main(["practice-links", "--next", page, "--home", str(tmp_path)]) == 1
    assert "página del banco" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "101", "dos"])
def test_a_course_has_one_to_a_hundred_links_each(number, capsys) -> None:
    with pytest.raises(SystemExit):
        cli.main(["practice-links", "--each", number])
    assert f"{number} no es un número de 1 a 100" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root enters everywhere")
def test_a_home_in_a_closed_folder_is_said(tmp_path, capsys) -> None:
    (tmp_path / "ajena").mkdir(mode=0)
    assert cli.main(["run", "--home", str(tmp_path / "ajena" / "h")]) == 1
    assert "no puede entrar" in capsys.readouterr().err


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
