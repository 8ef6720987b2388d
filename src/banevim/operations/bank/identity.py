"""Who this bank is: written once, never changed. Practice and production never turn into each other."""

import datetime
import os
import tomllib
import uuid
from dataclasses import dataclass

from ..errors import Stop
from .home import Home

MODES = ("practice", "production")
EMBEDDED, EXTERNAL = "embedded", "external"


@dataclass(frozen=True)
class Identity:
    id: str
    mode: str
    state_code: str
    server: str
    created_at: str

    @property
    def production(self) -> bool:
        return self.mode == "production"


def read(home: Home) -> Identity:
    try:
        known = tomllib.loads(home.identity.read_text())
        found = Identity(
            **{name: str(known[name]) for name in ("id", "mode", "state_code", "created_at")},
            server=str(known.get("server", EMBEDDED)),
        )
    except FileNotFoundError:
        raise Stop(f"No hay ningún banco en {home.root}. Para abrir uno de práctica: ./banevim run") from None
    except (OSError, ValueError, KeyError, TypeError):
        raise Stop(f"El archivo {home.identity} está dañado; recupéralo de un respaldo.") from None
    if found.mode not in MODES:
        raise Stop(f"El archivo {home.identity} está dañado: modo desconocido.")
    return found


def create(home: Home, *, mode: str, state_code: str, server: str) -> Identity:
    """Refuses to touch a home that already is a bank."""
    refuse_second(home)
    if not (len(state_code) == 2 and state_code.isdigit() and 1 <= int(state_code) <= 32):
        raise Stop("La clave de la entidad va de 01 a 32 (clave del INEGI); por ejemplo, 03.")
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    made = Identity(str(uuid.uuid4()), mode, state_code, server, now)
    home.build()
    write(home, made)
    return made


def write(home: Home, made: Identity) -> None:
    scratch = home.identity.with_suffix(".new")
    scratch.write_text("".join(f'{name} = "{value}"\n' for name, value in vars(made).items()))
    scratch.replace(home.identity)


def server_here() -> str:
    """Which kind of server a bank made now would use."""
    return EXTERNAL if os.environ.get("DATABASE_URL") else EMBEDDED


def refuse_second(home: Home) -> None:
    if home.exists():
        former = read(home)
        raise Stop(f"En {home.root} ya hay un banco ({_spoken(former.mode)}); un banco nunca cambia de modo.")


def _spoken(mode: str) -> str:
    return "de práctica" if mode == "practice" else "de producción"
