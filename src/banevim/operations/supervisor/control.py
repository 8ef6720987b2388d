"""The private door of a running bank: one JSON line in, one out, over a 0600 socket of its own account."""

import contextlib
import json
import os
import socket
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..bank.home import Home

_LIMIT = 65_536
_PATIENCE = 60.0  # argon2 takes its time on purpose
Answer = tuple[dict[str, Any], int | None]  # the second is an open file lent to whoever asked
Verbs = dict[str, Callable[[dict[str, Any]], Answer]]


@contextlib.contextmanager
def _short(path: Path) -> Iterator[str]:
    """A socket's path holds 107 bytes; a deep home is reached through its open folder."""
    if len(str(path)) <= 100:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def _path(home: Home) -> Path:
    return home.run / "control.sock"


def door(home: Home) -> socket.socket:
    path = _path(home)
    path.unlink(missing_ok=True)
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    former = os.umask(0o177)
    try:
        with _short(path) as name:
            made.bind(name)
    finally:
        os.umask(former)
    made.listen(8)
    return made


def close(home: Home, opened: socket.socket) -> None:
    opened.close()
    _path(home).unlink(missing_ok=True)


def attend(opened: socket.socket, verbs: Verbs) -> None:
    """Serves one request. A bad visitor is dropped; it never takes the supervisor down."""
    visitor, _ = opened.accept()
    with visitor, contextlib.suppress(OSError, ValueError, KeyError):
        visitor.settimeout(5)
        if _account_of(visitor) not in (0, os.geteuid()):
            return
        with visitor.makefile("rb") as incoming:
            request = json.loads(incoming.readline(_LIMIT))
        answer, descriptor = verbs[request["verb"]](request)
        line = json.dumps(answer).encode() + b"\n"
        if descriptor is None:
            visitor.sendall(line)
        else:
            socket.send_fds(visitor, [line], [descriptor])


def _account_of(visitor: socket.socket) -> int:
    if not hasattr(socket, "SO_PEERCRED"):
        return os.geteuid()  # the socket's own permissions decide
    raw = visitor.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    account: int = struct.unpack("3i", raw)[1]
    return account


def ask(home: Home, verb: str, **details: Any) -> dict[str, Any] | None:
    """None when no bank answers there."""
    answer, descriptor = ask_with_file(home, verb, **details)
    if descriptor is not None:
        os.close(descriptor)
    return answer


def ask_with_file(home: Home, verb: str, **details: Any) -> tuple[dict[str, Any] | None, int | None]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as visitor:
        visitor.settimeout(_PATIENCE)
        try:
            with _short(_path(home)) as name:
                visitor.connect(name)
            visitor.sendall(json.dumps({"verb": verb, **details}).encode() + b"\n")
            line, files, _, _ = socket.recv_fds(visitor, _LIMIT, 1)
        except OSError:
            return None, None
        while line and not line.endswith(b"\n") and (more := visitor.recv(_LIMIT)):
            line += more
    return (json.loads(line) if line else None), (files[0] if files else None)
