"""Addresses are taken before anything starts, so that a taken one is said at once and by its flag."""

import contextlib
import errno
import socket
import time

from ..errors import Stop


def listen(host: str, port: int, flag: str, *, patience: float = 0.0) -> socket.socket:
    """A listening socket. `patience` is for the moment in which a killed bank's processes still let go."""
    limit = time.monotonic() + patience
    while True:
        try:
            return _bind(host, port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE and time.monotonic() < limit:
                time.sleep(0.2)
                continue
            raise Stop(_sentence(error, host, port, flag)) from error


def check(host: str, port: int, flag: str, *, patience: float = 0.0) -> None:
    with contextlib.closing(listen(host, port, flag, patience=patience)):
        pass


def _bind(host: str, port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(256)
    except BaseException:
        found.close()
        raise
    return found


def _sentence(error: OSError, host: str, port: int, flag: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"El puerto {port} ya está ocupado por otro programa; elige otro con {flag}, p. ej. {flag} {port + 10}."
    if error.errno == errno.EACCES:
        return f"Esta cuenta no puede usar el puerto {port}; elige uno mayor que 1023 con {flag}."
    return f"No se puede escuchar en {host}, puerto {port}: {error.strerror}. Revisa --host y {flag}."
