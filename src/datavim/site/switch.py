"""Put a build in place in one step: readers see the old site or the new one, never a half of each."""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

CURRENT = "current"
BUILDS = "builds"
KEEP = 3
_TEXT = frozenset({".html", ".css", ".js", ".svg", ".csv", ".json", ".txt"})
_WORTH_PACKING = 600


def build_id(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + hashlib.sha256(files[path]).digest())
    return digest.hexdigest()[:16]


def install(files: dict[str, bytes], site: Path) -> Path:
    """Write the files under `site/builds/<id>` and turn `site/current` to them."""
    builds = site / BUILDS
    builds.mkdir(parents=True, exist_ok=True)
    with (site / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        target = builds / build_id(files)
        if not target.exists():
            _write_all(files, builds, target)
        os.utime(target)
        _point(site / CURRENT, Path(BUILDS) / target.name)
        _prune(builds, target)
    return target


def _write_all(files: dict[str, bytes], builds: Path, target: Path) -> None:
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=builds))
    try:
        for path, raw in files.items():
            place = draft / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(raw)
            if place.suffix in _TEXT and len(raw) > _WORTH_PACKING:
                place.with_name(place.name + ".gz").write_bytes(gzip.compress(raw, 9, mtime=0))
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
    drafts = [path for path in builds.iterdir() if path.name.startswith(".draft-")]
    done = [path for path in builds.iterdir() if not path.name.startswith(".") and path != target]
    done.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [*drafts, *done[KEEP - 1 :]]:
        shutil.rmtree(path, ignore_errors=True)
