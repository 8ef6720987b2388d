"""What must be true before the first page: tables, permissions, catalogues, static files, identity."""

from .. import manage
from ..bank.identity import Identity
from ..environment import environment
from .asking import Bank
from .fingerprint import Notes, of_code, of_database
from .identity_check import refuse_another_bank, require_this_bank

SCHEMA = {
    "migrate --noinput": "Preparo las tablas y las páginas",
    "secure_schema": "Aplico permisos y seguridad por renglón",
}
CONTENTS = {
    "bank_identity --create": "",
    "load_catalogs": "Cargo catálogos e instituciones",
}
PRACTICE = {"load_institutions --practice": "", "practice_people": "Abro las cuentas de práctica"}
PRODUCTION = {"load_institutions": ""}


def prepare(bank: Bank, identity: Identity, *, sealed: bool) -> None:
    """Skips whatever already matches this code. What writes to the audit trail waits until the bank is opened."""
    notes, code = Notes(bank.home), of_code()
    refuse_another_bank(bank, identity)
    contents = CONTENTS | (PRODUCTION if identity.production else PRACTICE)
    old_schema = notes.read("schema") != [code, of_database(bank.database)]
    old_contents = not sealed and (old_schema or notes.read("contents") != code)
    orders = (SCHEMA if old_schema else {}) | (contents if old_contents else {})
    if old_schema:
        _with_static_files(bank, orders)
    elif orders:
        _run(bank, orders)
    if old_schema:
        notes.write(schema=[code, of_database(bank.database)], contents=None)
    if old_contents:
        notes.write(contents=code)
    require_this_bank(bank, identity)


def _with_static_files(bank: Bank, orders: dict[str, str]) -> None:
    """Collected meanwhile: they need no database, and there are two processors."""
    told = environment(bank.home, bank.database)
    static = manage.start(told, "collectstatic", "--noinput", "--clear", "--verbosity", "0")
    try:
        _run(bank, orders)
    except BaseException:
        static.kill()
        static.wait()
        raise
    manage.finish(static, "collectstatic", bank.home.logs / "upkeep.log")


def _run(bank: Bank, orders: dict[str, str]) -> None:
    files = () if bank.key_fd is None else (bank.key_fd,)
    told = environment(bank.home, bank.database, owner=True, key_fd=bank.key_fd)
    manage.run_in_order(told, orders, pass_fds=files, log=bank.home.logs / "upkeep.log")
