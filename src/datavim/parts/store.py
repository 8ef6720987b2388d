"""A folder of parts by their key. What is there is whole: a part takes its name once all of its files are written."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from pathlib import Path
from typing import Any

FILES, LISTED, DRAFT = "files", "listed.json", ".draft-"


def key_of(*inputs: object) -> str:
    """The digest of what a part is made from: plain values and dataclasses of them. Same inputs, same key."""
    plain = json.dumps(inputs, default=_plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


@dataclass(frozen=True, slots=True)
class Part:
    """Its files by path, each with its size in bytes and its SHA-256, in the order they were written."""

    folder: Path
    listed: Mapping[str, tuple[int, str]]

    def place(self, path: str) -> Path:
        return self.folder / FILES / path

    @property
    def sizes(self) -> dict[str, int]:
        return {path: size for path, (size, _) in self.listed.items()}


@dataclass(frozen=True, slots=True)
class Store:
    """Several processes may write at once: the first to finish a part gives it its name."""

    folder: Path

    def find(self, key: str) -> Part | None:
        """A part that was written, unless a file of it is gone or was cut short."""
        folder = self.folder / key
        try:
            listed = json.loads((folder / LISTED).read_bytes())
            part = Part(folder, {path: (size, digest) for path, (size, digest) in listed.items()})
            whole = all(part.place(path).stat().st_size == size for path, size in part.sizes.items())
        except (OSError, ValueError):
            return None
        return part if whole else None

    def take(self, key: str) -> Part:
        """Raises LookupError: it was never written."""
        part = self.find(key)
        if part is None:
            raise LookupError(key)
        return part

    def write(self, key: str, files: Iterable[tuple[str, bytes]]) -> None:
        """All of it or nothing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=self.folder))
        try:
            listed = {path: _write(draft / FILES / path, raw) for path, raw in files}
            (draft / LISTED).write_text(json.dumps(listed), encoding="utf-8")
            shutil.rmtree(self.folder / key, ignore_errors=True)
            draft.rename(self.folder / key)
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def keep(self, keys: Iterable[str]) -> None:
        """Delete every other part, and what a dead process left half written."""
        kept = set(keys)
        for folder in self.folder.iterdir() if self.folder.is_dir() else ():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)


def _write(place: Path, raw: bytes) -> tuple[int, str]:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(raw)
    return len(raw), hashlib.sha256(raw).hexdigest()
