"""Waiting for the first page, the only proof that a bank is up."""

import time
import urllib.error
import urllib.request

from ..errors import Stop
from .child import Child


def answers(url: str, *, timeout: float = 5.0) -> int:
    """The status of the page; 0 if nobody answers yet."""
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:  # noqa: S310 - our own address
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait(url: str, web: Child, *, sealed: bool, patience: float = 90.0) -> None:
    limit = time.monotonic() + patience
    status = 0
    while time.monotonic() < limit:
        status = answers(url)
        if 0 < status < 500 or (sealed and status == 503):
            return
        web.look()
        if web.falls >= 3:
            raise Stop("Las páginas no arrancan; mira logs/web.log.")
        time.sleep(0.1)
    raise Stop(f"La primera página no respondió bien (estado {status}); mira logs/web.log.")
