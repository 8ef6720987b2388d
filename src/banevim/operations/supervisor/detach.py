"""`run --detach`: starts the supervisor apart, relays its lines, returns when the first page answers."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ..bank.home import CHECKOUT, Home
from ..errors import Stop
from . import control


def detach(home: Home, words: Sequence[str]) -> None:
    log = home.logs / "supervisor.log"
    descriptor = home.log("supervisor")
    seen = log.stat().st_size
    kept = [word for word in words if word != "--detach"]
    process = subprocess.Popen(
        [sys.executable, "-m", "banevim.cli", "run", *kept, "--child", "--home", str(home.root)],
        env=os.environ | {"PYTHONPATH": str(CHECKOUT / "src"), "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=descriptor,
        stderr=descriptor,
        start_new_session=True,
    )
    os.close(descriptor)
    try:
        while process.poll() is None:
            seen = _relay(log, seen)
            if (answer := control.ask(home, "status")) and answer["pid"] == process.pid:
                break
            time.sleep(0.1)
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    _relay(log, seen)
    if process.poll() is not None:
        raise Stop(f"El banco no arrancó. Detalle en {log}.")


def _relay(log: Path, seen: int) -> int:
    with log.open("rb") as file:
        file.seek(seen)
        fresh = file.read()
    sys.stdout.write(fresh.decode(errors="replace"))
    sys.stdout.flush()
    return seen + len(fresh)
