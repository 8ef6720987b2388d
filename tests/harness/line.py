"""A network line between a browser and the bank that can hold what is sent: a route of Playwright never sees what a
page sends on leaving, a line does."""

from __future__ import annotations

import socket
import threading
from types import TracebackType


class Line:
    """Listens on `port` and passes everything on to the bank's port; while `hold` is set, what begins with it waits."""

    def __init__(self, to: int) -> None:
        self.to, self.hold = to, b""
        self.arrived, self.open = threading.Event(), threading.Event()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]

    def __enter__(self) -> Line:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.open.set()
        self._door.close()

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.to))
            for pair in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=pair, daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while piece := source.recv(65_536):
                if self.hold and piece.startswith(self.hold):
                    self.hold = b""
                    self.arrived.set()
                    self.open.wait()
                sink.sendall(piece)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass
