"""A process that is kept alive: started, watched, restarted with growing pauses, closed."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

from ..processes import known

_PAUSES = (0.2, 0.5, 1, 2, 5, 10, 30)
_STEADY = 60.0  # seconds alive after which past falls are forgotten


@dataclass(frozen=True)
class Service:
    name: str
    spawn: Callable[[], subprocess.Popen[bytes]]
    stop_signal: int = signal.SIGTERM
    patience: float = 15.0
    once: bool = False  # a task that ends; restarted only if it failed, and not for ever


class Child:
    def __init__(self, service: Service) -> None:
        self.service = service
        self.process: subprocess.Popen[bytes] | None = None
        self.falls = 0
        self.restarts = 0
        self.since = 0.0
        self.next_start = 0.0
        self.finished = False
        self.failed = False

    @property
    def name(self) -> str:
        return self.service.name

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        self.process = self.service.spawn()
        self.since = time.monotonic()

    def look(self) -> str:
        """Notices an end and starts again when its pause is over. Answers fell, started, finished or ''."""
        if self.alive or self.finished:
            return ""
        if self.process is not None:
            return self._ended(self.process)
        if time.monotonic() >= self.next_start:
            self.start()
            self.restarts += 1
            return "started"
        return ""

    def _ended(self, process: subprocess.Popen[bytes]) -> str:
        self.process = None
        _end_group(process.pid)
        if self.service.once and (process.returncode == 0 or self.falls >= 3):
            self.finished, self.failed = True, process.returncode != 0
            return "failed" if self.failed else "finished"
        if time.monotonic() - self.since > _STEADY:
            self.falls = 0
        self.next_start = time.monotonic() + _PAUSES[min(self.falls, len(_PAUSES) - 1)]
        self.falls += 1
        return "fell"

    def ask_to_stop(self) -> None:
        if self.process is not None and self.alive:
            self.process.send_signal(self.service.stop_signal)

    def stop(self) -> None:
        """Asks, waits, insists; leaves nobody of its group behind."""
        if self.process is None:
            return
        self.ask_to_stop()
        try:
            self.process.wait(self.service.patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        _end_group(self.process.pid)
        self.process = None

    def facts(self) -> dict[str, object]:
        running = known(self.process.pid) if self.process is not None and self.alive else None
        return {
            "name": self.name,
            "state": "en marcha" if running else self._rest(),
            "pid": running.pid if running else None,
            "started": running.started if running else None,
            "restarts": self.restarts,
        }

    def _rest(self) -> str:
        if self.failed:
            return "falló"
        return "terminado" if self.finished else "reiniciando"


def _end_group(group: int) -> None:
    """What the dead leader left in its session. Its number stays reserved while any of them lives."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
