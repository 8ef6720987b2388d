"""The loop: looks after the children, answers the private door, closes everything in order."""

import contextlib
import os
import selectors
import signal
import socket
import time
from collections.abc import Iterator

from ..bank.identity import Identity
from ..console import say
from . import control, prepare, record, services
from .child import Child, Service
from .fingerprint import Notes
from .services import Bank

_CLOSING = ("practice", "site", "public", "worker", "web", "postgres")


class Asked(BaseException):
    """Somebody asked the bank to close (Ctrl-C, SIGTERM or `./banevim stop`)."""


@contextlib.contextmanager
def closing_on_signals() -> Iterator[None]:
    def ask(_number: int, _frame: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # once is enough: the closing itself is not interrupted
        raise Asked

    former = {n: signal.signal(n, ask) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


class Supervisor:
    def __init__(self, bank: Bank, identity: Identity) -> None:
        self.bank = bank
        self.identity = identity
        self.production = identity.production
        self.children: dict[str, Child] = {}
        self.begun = time.time()

    @property
    def sealed(self) -> bool:
        return self.production and self.bank.key_fd is None

    def start(self, service: Service) -> Child:
        child = self.children[service.name] = Child(service)
        child.start()
        self._note()
        return child

    def _note(self) -> None:
        record.note_children(self.bank.home, [child.facts() for child in self.children.values()])

    def loop(self, verbs: control.Verbs) -> None:
        """Until somebody asks to close."""
        door = control.door(self.bank.home)
        try:
            with selectors.DefaultSelector() as selector, _waking_on_signals() as bell:
                selector.register(door, selectors.EVENT_READ)
                selector.register(bell, selectors.EVENT_READ)
                while True:
                    for key, _ in selector.select(self._pause()):
                        if key.fileobj is door:
                            control.attend(door, verbs)
                        else:
                            _drain(bell)
                    self._look()
        finally:
            control.close(self.bank.home, door)

    def _pause(self) -> float:
        return 5.0 if all(child.alive or child.finished for child in self.children.values()) else 0.2

    def _look(self) -> None:
        for child in list(self.children.values()):
            happened = child.look()
            if happened:
                self._tell(child, happened)
                self._note()

    def _tell(self, child: Child, happened: str) -> None:
        if happened == "fell":
            self._without_database(child)
            say(f"«{child.name}» se cayó; lo levanto de nuevo.")
        elif happened == "failed":
            say(f"«{child.name}» no pudo terminar; mira logs/{child.name}.log.")
        elif happened == "finished" and child.name == "practice":
            Notes(self.bank.home).write(practice="loaded")
            say("Datos de práctica completos.")

    def _without_database(self, child: Child) -> None:
        """A worker that lost the database stops hearing of new jobs without saying so: it begins again."""
        worker = self.children.get("worker")
        if child.name == "postgres" and worker is not None and worker.process is not None:
            worker.process.kill()

    def close(self) -> None:
        """Pages and worker together, the database last, so that nobody loses a row half way."""
        ordered = [self.children[name] for name in _CLOSING if name in self.children]
        for child in ordered:
            if child.name != "postgres":
                child.ask_to_stop()
        for child in ordered:
            child.stop()
        (self.bank.home.run / "children.json").unlink(missing_ok=True)

    def opened(self, key_fd: int) -> None:
        """After the seal is broken: catalogues that waited, web with keys, worker. All of it or none."""
        self.bank.key_fd = key_fd
        try:
            prepare.prepare(self.bank, self.identity, sealed=False)
        except BaseException:
            self.bank.key_fd = None
            os.close(key_fd)
            raise
        self.reopen()

    def reopen(self) -> None:
        """Pages and worker again, with the keys of now; requests wait meanwhile in the listening socket."""
        for make in (services.web, services.worker):
            service = make(self.bank)
            if service.name in self.children:
                self.children[service.name].stop()
            self.start(service)
        self.build_missing_site()

    def build_missing_site(self) -> None:
        home = self.bank.home
        if not (home.site / "current").exists() and any(home.bundles.iterdir()):
            self.start(services.site(self.bank))


@contextlib.contextmanager
def _waking_on_signals() -> Iterator[socket.socket]:
    """A child's end wakes the loop at once."""
    bell, hammer = socket.socketpair()
    bell.setblocking(False)
    hammer.setblocking(False)
    former = signal.set_wakeup_fd(hammer.fileno(), warn_on_full_buffer=False)
    handler = signal.signal(signal.SIGCHLD, lambda *_: None)
    try:
        yield bell
    finally:
        signal.signal(signal.SIGCHLD, handler)
        signal.set_wakeup_fd(former)
        bell.close()
        hammer.close()


def _drain(bell: socket.socket) -> None:
    with contextlib.suppress(BlockingIOError):
        while bell.recv(512):
            pass
