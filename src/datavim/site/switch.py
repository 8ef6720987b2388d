"""Put a build in place in one step: readers see the old site or the new one, never a half of each."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from datavim.parts import Part
from datavim.parts.store import DRAFT

CURRENT, BUILDS = "current", "builds"
KEEP = 3

Placed: TypeAlias = Mapping[str, tuple[Part, str]]
"""Each file of the site by its path: the part that holds it and its path there."""


@contextmanager
def held(site: Path) -> Iterator[None]:
    """One builder at a time."""
    site.mkdir(parents=True, exist_ok=True)
    with (site / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build_id(placed: Placed) -> str:
    """The digest of every file and where it stands."""
    digest = hashlib.sha256()
    for path in sorted(placed):
        part, inside = placed[path]
        digest.update(path.encode() + b"\0" + bytes.fromhex(part.listed[inside][1]))
    return digest.hexdigest()[:16]


def install(placed: Placed, site: Path) -> Path:
    """Lay the files out under `site/builds/<id>` as hard links into their parts and turn `site/current` to them."""
    builds = site / BUILDS
    builds.mkdir(parents=True, exist_ok=True)
    target = builds / build_id(placed)
    if not target.exists():
        _lay_out(placed, builds, target)
    os.utime(target)
    _point(site / CURRENT, Path(BUILDS) / target.name)
    _prune(builds, target)
    return target


def _lay_out(placed: Placed, builds: Path, target: Path) -> None:
    draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=builds))
    try:
        for folder in sorted({path.rpartition("/")[0] for path in placed}):
            (draft / folder).mkdir(parents=True, exist_ok=True)
        for path, (part, inside) in placed.items():
            os.link(part.place(inside), draft / path)
        draft.chmod(0o755)
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _point(link: Path, to: Path) -> None:
    draft = link.with_name(f".{link.name}-{os.getpid()}")
    draft.unlink(missing_ok=True)
    draft.symlink_to(to)
    draft.replace(link)


def _prune(builds: Path, target: Path) -> None:
    """The last builds stay, for readers in the middle of a page; older ones and broken drafts go."""
    drafts = [path for path in builds.iterdir() if path.name.startswith(DRAFT)]
    done = [path for path in builds.iterdir() if not path.name.startswith(".") and path != target]
    done.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [*drafts, *done[KEEP - 1 :]]:
        shutil.rmtree(path, ignore_errors=True)
