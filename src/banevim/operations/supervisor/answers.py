"""What the private door of a running bank answers."""

import os
import signal
from typing import Any

from ..bank import keys
from ..console import say
from ..environment import address, ports
from ..errors import Stop
from .control import Answer, Verbs
from .supervisor import Supervisor


def verbs(supervisor: Supervisor) -> Verbs:
    bound = {"status": status, "stop": stop, "unseal": unseal, "keys": lend_keys, "new-keys": new_keys}
    return {name: lambda request, act=act: act(supervisor, request) for name, act in bound.items()}  # type: ignore[misc]


def status(supervisor: Supervisor, _request: dict[str, Any]) -> Answer:
    home = supervisor.bank.home
    chosen = ports(home)
    facts: dict[str, Any] = {
        "ready": True,
        "mode": "production" if supervisor.production else "practice",
        "sealed": supervisor.sealed,
        "since": supervisor.begun,
        "pid": os.getpid(),
        "url": address(chosen, "port"),
        "public_url": address(chosen, "public_port"),
        "services": [child.facts() for child in supervisor.children.values()],
    }
    if (loader := supervisor.children.get("practice")) is not None:
        facts["practice"] = {"state": loader.facts()["state"], "progress": _progress(supervisor)}
    return facts, None


def _progress(supervisor: Supervisor) -> str:
    """The last line that the loader of practice data wrote."""
    try:
        written = (supervisor.bank.home.logs / "practice.log").read_text(errors="replace").strip()
    except OSError:
        return ""
    return written.replace("\r", "\n").rpartition("\n")[2]


def stop(_supervisor: Supervisor, _request: dict[str, Any]) -> Answer:
    os.kill(os.getpid(), signal.SIGTERM)
    return {"ok": True}, None


def lend_keys(supervisor: Supervisor, _request: dict[str, Any]) -> Answer:
    """To another command of the same account, so that nobody types the passphrase for a nightly backup."""
    lent = supervisor.bank.key_fd
    if lent is not None:
        say("Llaves prestadas a una orden de esta misma cuenta.")
    return {"ok": lent is not None}, lent


def unseal(supervisor: Supervisor, request: dict[str, Any]) -> Answer:
    """The sentence is empty when the bank is open."""
    if not supervisor.production:
        return {"sentence": "Este banco es de práctica: no está sellado."}, None
    if not supervisor.sealed:
        return {"sentence": ""}, None
    try:
        home = supervisor.bank.home
        shares = request.get("shares")
        raw = keys.open_with_shares(home, shares) if shares else keys.open_with(home, request["passphrase"])
        supervisor.opened(keys.memory_file(raw))
    except Stop as error:
        return {"sentence": str(error)}, None
    say("Banco abierto.")
    return {"sentence": ""}, None


def new_keys(supervisor: Supervisor, request: dict[str, Any]) -> Answer:
    """After a rotation: the pages and the worker start again with the new keyring, without losing a request."""
    home = supervisor.bank.home
    try:
        if supervisor.production:
            supervisor.bank.key_fd = keys.memory_file(keys.open_with(home, request["passphrase"]))
        supervisor.reopen()
    except Stop as error:
        return {"sentence": str(error)}, None
    say("Llaves renovadas.")
    return {"sentence": ""}, None
