"""What a Django process of a bank is told, and nothing more."""

from .bank.home import CHECKOUT, Home, read_json
from .database import Database
from .processes import clean_environment

DEFAULT_PORTS = {"host": "127.0.0.1", "port": 8000, "public_port": 8001}
# Never inherited: addresses and keys of another bank, and what would change this bank's identity.
_OURS = {
    *("BANEVIM_DB_URL", "BANEVIM_DB_URL_OWNER", "BANEVIM_DB_URL_STATS", "BANEVIM_KEY_FD", "BANEVIM_ROLE"),
    *("BANEVIM_MODE", "BANEVIM_STATE_CODE", "BANEVIM_DJANGO_SECRET", "BANEVIM_POOL", "DATABASE_URL"),
}


def ports(home: Home) -> dict[str, object]:
    return DEFAULT_PORTS | dict(read_json(home.run / "ports.json", {}))


def bank_url(home: Home) -> str:
    return address(ports(home), "port")


def address(chosen: dict[str, object], which: str) -> str:
    host = str(chosen["host"])
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - only shown
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{chosen[which]}/"


def environment(
    home: Home, database: Database, *, owner: bool = False, key_fd: int | None = None
) -> dict[str, str]:
    """Owner's address only for the owner's work: the web never holds it."""
    chosen = ports(home)
    base = {k: v for k, v in clean_environment().items() if k not in _OURS}
    hosts = {"127.0.0.1", "localhost", "[::1]", str(chosen["host"])}
    base |= {
        "BANEVIM_HOME": str(home.root),
        "BANEVIM_DB_URL": database.url("app"),
        "BANEVIM_DB_URL_STATS": database.url("stats"),
        "BANEVIM_COOKIE": f"banevim_{chosen['port']}",
        "DJANGO_SETTINGS_MODULE": "banevim.settings",
        "PYTHONPATH": str(CHECKOUT / "src"),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
    }
    base.setdefault("BANEVIM_HOSTS", ",".join(sorted(hosts)))
    base.setdefault("BANEVIM_URL", address(chosen, "port"))
    base.setdefault("BANEVIM_PUBLIC_URL", address(chosen, "public_port"))
    if owner:
        base |= {"BANEVIM_DB_URL_OWNER": database.url("owner"), "BANEVIM_ROLE": "owner"}
    if key_fd is not None:
        base["BANEVIM_KEY_FD"] = str(key_fd)
    return base
