"""The network is closed for every test: only this machine answers."""

import ipaddress
import sys
from typing import Any

LOCAL_NAMES = {"localhost", "", None}


class NetworkClosed(RuntimeError):
    """A test reached for another machine."""


def _is_local(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(str(name).split("%")[0]).is_loopback
    except ValueError:
        return False


def _guard(event: str, args: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):
        host = args[1][0]
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if not _is_local(host):
        raise NetworkClosed(f"{event} to {host!r}")


def close() -> None:
    """Refuse every address but loopback and Unix sockets, for the life of this process."""
    sys.addaudithook(_guard)
