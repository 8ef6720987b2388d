"""Opening a bank, in order: ports, database, tables, pages, the rest; then the loop until somebody closes it."""

import contextlib
import signal
import time
from collections.abc import Callable

from .. import database as databases
from ..bank import keys
from ..bank.home import Home, write_json
from ..bank.identity import Identity
from ..console import say, step
from ..environment import address
from ..errors import Stop
from ..postgres import embedded
from ..postgres.leftovers import wait_for_the_former_server
from ..postgres.server import Server
from . import answers, first_page, ports, prepare, record, services
from .fingerprint import Notes
from .supervisor import Asked, Supervisor, closing_on_signals


def open_bank(
    home: Home,
    identity: Identity,
    chosen: dict[str, object],
    *,
    passphrase_file: str | None,
    practice_data: bool,
    when_up: Callable[[], None],
) -> None:
    """Returns when the bank has closed."""
    begun = time.monotonic()
    patience = 15.0 if record.end_leftovers(home) else 0.0
    host, port, public = str(chosen["host"]), int(str(chosen["port"])), int(str(chosen["public_port"]))
    with contextlib.closing(ports.listen(host, port, "--port", patience=patience)) as web_socket:
        ports.check(host, public, "--public-port", patience=patience)
        write_json(home.run / "ports.json", chosen)
        keys.prepare(home, identity)
        bank = services.Bank(home, databases.database_of(home, identity), web_socket)
        supervisor = Supervisor(bank, identity)
        with closing_on_signals(), contextlib.ExitStack() as held:
            try:
                _database(supervisor, held)
                _everything(supervisor, identity, chosen, passphrase_file)
                if practice_data and not identity.production:
                    _practice_data(supervisor)
                say(f"El banco está en marcha ({time.monotonic() - begun:.0f} s).")
                when_up()
                supervisor.loop(answers.verbs(supervisor))
            except Asked:
                say("Cierro el banco…")
            finally:
                _close(supervisor)


def _database(supervisor: Supervisor, held: contextlib.ExitStack) -> None:
    server = supervisor.bank.database
    if not isinstance(server, Server):
        with step("Reviso el servidor PostgreSQL de DATABASE_URL"):
            server.prepare()
        return
    if not held.enter_context(embedded.held(server)):
        say("Espero a que otra orden suelte la base de datos…")
        if not held.enter_context(embedded.held(server, patience=60)):
            raise Stop(embedded.BUSY)
    wait_for_the_former_server(server.data)
    if not server.made():
        with step("Creo la base de datos"):
            embedded.first_time(server, supervisor.bank.log("postgres"))
    with step("Arranco la base de datos"):
        child = supervisor.start(services.postgres(supervisor.bank, server))
        limit = time.monotonic() + 60
        while not server.ready():
            child.look()
            if time.monotonic() > limit:
                raise Stop("La base de datos no arrancó en 60 segundos; mira logs/postgres.log.")
            time.sleep(0.05)


def _everything(
    supervisor: Supervisor, identity: Identity, chosen: dict[str, object], passphrase_file: str | None
) -> None:
    bank = supervisor.bank
    if supervisor.sealed and passphrase_file:
        with step("Abro las llaves"):
            phrase = keys.ask_passphrase(passphrase_file)
            bank.key_fd = keys.memory_file(keys.open_with(bank.home, phrase))
    prepare.prepare(bank, identity, sealed=supervisor.sealed)
    with step("Abro las páginas"):
        web = supervisor.start(services.web(bank))
        first_page.wait(address(chosen, "port"), web, sealed=supervisor.sealed)
    supervisor.start(services.public(bank))
    if not supervisor.sealed:
        supervisor.start(services.worker(bank))
        supervisor.build_missing_site()


def _practice_data(supervisor: Supervisor) -> None:
    if Notes(supervisor.bank.home).read("practice") == "loaded":
        return
    supervisor.start(services.practice(supervisor.bank))
    say("Cargo los datos de práctica mientras tanto (avance: ./banevim status).")


def _close(supervisor: Supervisor) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    supervisor.close()
    say("Banco cerrado.")
