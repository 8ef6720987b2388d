"""A site grows one cut at a time: the bytes of one build, only what changed is made, and a dead build harms nobody."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.datavim import sample

import datavim
from datavim.bundle import write_bundle
from datavim.charts import render
from datavim.helplines import write_help
from datavim.parts import Store, each, key_of
from datavim.site import build_site

VERSIONS = ("2026-07-r1", "2026-08-r1", "2026-08-r2", "2026-09-r1", "2026-10-r1")
ADDRESS = "https://datavim.example"


def put(bundles: Path, version: str) -> None:
    replaces = version.replace("-r2", "-r1") if version.endswith("-r2") else None
    write_bundle(sample.lean(version, replaces=replaces), bundles / version, sample.KEY.sign, sample.PUBLIC)


def build(home: Path, workers: int = 1) -> Path:
    return build_site(
        home / "bundles",
        home / "site",
        help_file=home / "help.json",
        trusted_key=sample.PUBLIC,
        address=ADDRESS,
        workers=workers,
    )


def helped(home: Path, **more: object) -> None:
    write_help(sample.help_data(**more), home / "help.json", sample.KEY.sign, sample.PUBLIC)


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("at-once")
    helped(home)
    for version in VERSIONS:
        put(home / "bundles", version)
    build(home, workers=2)
    return home


def content(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def inodes(root: Path) -> dict[str, int]:
    return {
        path.relative_to(root).as_posix(): path.stat().st_ino for path in root.rglob("*") if path.is_file()
    }


def test_step_by_step_and_in_any_order_gives_the_bytes_of_one_build(at_once: Path, tmp_path: Path) -> None:
    helped(tmp_path, exit_url="https://antes.example/")
    for version in (VERSIONS[1], VERSIONS[0], *VERSIONS[2:]):
        put(tmp_path / "bundles", version)
        build(tmp_path, workers=1)
    helped(tmp_path)
    assert build(tmp_path, workers=1).name == (at_once / "site/current").resolve().name
    assert content(tmp_path / "site/current") == content(at_once / "site/current")


def test_the_next_cut_makes_its_own_pages_and_those_of_the_one_that_was_in_force(tmp_path: Path) -> None:
    helped(tmp_path)
    for version in VERSIONS[:4]:
        put(tmp_path / "bundles", version)
    before = inodes(build(tmp_path))
    put(tmp_path / "bundles", VERSIONS[4])
    after = inodes(build(tmp_path))
    kept = {path for path in after if after[path] == before.get(path)}
    old = {path for path in before if path.startswith(tuple(f"v/{version}/" for version in VERSIONS[:3]))}
    assert old <= kept
    of_the_last = {path for path in before if path.startswith(f"v/{VERSIONS[3]}/")}
    assert {path.removesuffix(".gz").rpartition(".")[2] for path in of_the_last - kept} == {"html"}
    assert not {path for path in kept if path.startswith(f"v/{VERSIONS[4]}/")}


def test_new_help_lines_make_every_page_again_and_no_file_of_data(at_once: Path, tmp_path: Path) -> None:
    helped(tmp_path)
    for version in VERSIONS[:3]:
        put(tmp_path / "bundles", version)
    before = inodes(build(tmp_path))
    helped(tmp_path, exit_url="https://clima.example/")
    root = build(tmp_path)
    after = inodes(root)
    pages = [path for path in after if path.endswith(".html")]
    assert all(b"https://clima.example/" in (root / path).read_bytes() for path in pages)
    kept = [path for path in after if path.startswith("v/") and ".html" not in path]
    assert len(kept) > 3 * 20
    assert all(after[path] == before[path] for path in kept)


def test_what_an_earlier_version_or_build_drew_is_not_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each build as in a process of its own, which knows nothing of those before."""
    drawn: list[str] = []
    make = render._drawn
    monkeypatch.setattr(render, "_drawn", lambda said, key: drawn.append(key) or make(said, key))

    def built() -> set[str]:
        monkeypatch.setattr(render, "_known", {})
        drawn.clear()
        build(tmp_path)
        assert len(drawn) == len(set(drawn))
        return set(drawn)

    helped(tmp_path)
    put(tmp_path / "bundles", VERSIONS[1])
    first = built()
    assert len(first) >= 2
    helped(tmp_path, exit_url="https://clima.example/")
    assert built() == set(), "the pages are made again, their drawings are not"
    put(tmp_path / "bundles", VERSIONS[2])
    assert built() == set(), "a correction of words draws the same"
    put(tmp_path / "bundles", VERSIONS[3])
    assert built() - first


def test_parts_of_no_version_and_of_a_dead_build_are_swept(at_once: Path) -> None:
    build(at_once)
    parts = at_once / "site/parts"
    whole = {path.name for path in parts.iterdir()}
    (parts / ".draft-dead" / "files").mkdir(parents=True)
    (parts / ("0" * 32)).mkdir()
    build(at_once)
    assert {path.name for path in parts.iterdir()} == whole


def test_a_part_that_was_cut_short_is_made_again(at_once: Path) -> None:
    root = build(at_once)
    good = content(root)
    page = next(at_once.glob("site/parts/*/files/v/2026-07-r1/index.html"))
    page.unlink()
    page.write_bytes(b"<!DOCTYPE")  # not the linked file: only the part is broken
    for path in sorted(root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    root.rmdir()
    assert content(build(at_once)) == good


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[tuple[Path, subprocess.Popen[bytes]]]:
    """A home with a site in place and a build of more versions on its way in two processes."""
    helped(tmp_path)
    put(tmp_path / "bundles", VERSIONS[0])
    build(tmp_path)
    for version in VERSIONS[1:]:
        put(tmp_path / "bundles", version)
    command = [sys.executable, "-m", "datavim", "build", str(tmp_path / "bundles"), str(tmp_path / "site")]
    command += ["--help-file", str(tmp_path / "help.json"), "--address", ADDRESS]
    here = {**os.environ, "PYTHONPATH": str(Path(datavim.__file__).parent.parent)}
    running = subprocess.Popen(command, env=here)
    yield tmp_path, running
    running.kill()
    running.wait()


def test_a_build_that_is_killed_leaves_the_site_as_it_was_and_no_process(
    at_once: Path, slow: tuple[Path, subprocess.Popen[bytes]]
) -> None:
    home, running = slow
    before = content(home / "site/current")
    until = time.monotonic() + 60
    while running.poll() is None and not list((home / "site/parts").glob(".draft-*")):
        assert time.monotonic() < until
        time.sleep(0.01)
    workers = _children(running.pid)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert content(home / "site/current") == before
    while any(map(_alive, workers)):
        assert time.monotonic() < until
        time.sleep(0.05)
    build(home)
    assert content(home / "site/current") == content(at_once / "site/current")


def test_what_one_process_raises_is_raised_and_the_rest_is_not_waited_for() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        each(int, ["1", "2", "x", "4", "5"], workers=2)  # type: ignore[arg-type]


def test_a_key_tells_apart_what_is_made_from_other_things(tmp_path: Path) -> None:
    lines = sample.help_data()
    assert key_of("a", lines) == key_of("a", replace(lines))
    made = [
        key_of("a", lines),
        key_of("b", lines),
        key_of("a", replace(lines, version="x")),
        key_of("a", b"\1"),
    ]
    assert len(set(made)) == len(made)
    store = Store(tmp_path)
    store.write("k", [("a/b.txt", b"one")])
    part = store.take("k")
    assert (part.sizes, part.place("a/b.txt").read_bytes()) == ({"a/b.txt": 3}, b"one")
    assert json.loads((tmp_path / "k/listed.json").read_bytes())["a/b.txt"][0] == 3
    with pytest.raises(LookupError):
        store.take("other")
