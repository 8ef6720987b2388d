"""The folder of one bank. Everything it owns on this machine hangs from here."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import Stop

CHECKOUT = Path(__file__).resolve().parents[4]
FOLDERS = ("keys", "run", "logs", "bundles", "site", "checkpoints", "static")


@dataclass(frozen=True)
class Home:
    root: Path

    @classmethod
    def at(cls, given: str | None) -> "Home":
        chosen = given or os.environ.get("BANEVIM_HOME") or str(CHECKOUT / "var")
        return cls(Path(chosen).expanduser().resolve())

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def static(self) -> Path:
        return self.root / "static"

    @property
    def bundles(self) -> Path:
        return self.root / "bundles"

    @property
    def checkpoints(self) -> Path:
        return self.root / "checkpoints"

    @property
    def identity(self) -> Path:
        return self.root / "bank.toml"

    def exists(self) -> bool:
        try:
            return self.identity.exists()
        except PermissionError as error:
            raise Stop(
                f"Esta cuenta no puede entrar en {self.root}. Elige otra carpeta con --home."
            ) from error

    def build(self) -> None:
        """Makes what is missing. Root leaves the way (not the content) open for the server's account."""
        passable = 0o711 if os.geteuid() == 0 else 0o700
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self.root.chmod(passable)
            for name in FOLDERS:
                folder = self.root / name
                folder.mkdir(exist_ok=True)
                folder.chmod(passable if name == "run" else 0o700)
        except PermissionError as error:
            raise Stop(f"No puedo escribir en {self.root}. Elige otra carpeta con --home.") from error

    def log(self, name: str) -> int:
        """A log file opened for appending, private; rotated at start when it has grown."""
        path = self.logs / f"{name}.log"
        if path.exists() and path.stat().st_size > 20_000_000:
            path.replace(path.with_suffix(".log.1"))
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)


def write_json(path: Path, value: Any) -> None:
    """Whole or not at all."""
    scratch = path.with_name(path.name + ".new")
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(value, file, ensure_ascii=False)
    scratch.replace(path)


def read_json(path: Path, default: Any = None) -> Any:
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return default
