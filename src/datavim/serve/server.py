"""HTTP for the static site: GET and HEAD, one thread per connection, no visitor log."""

from __future__ import annotations

import sys
import tempfile
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from datavim.helplines import HelpError
from datavim.serve.files import Found, content_type, find, headers_for, site_root
from datavim.site import build_site


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "datavim"
    sys_version = ""
    timeout = 20
    _plain: ClassVar[str] = "text/plain; charset=utf-8"

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        root = self.server.root()
        found = find(root, self.path)
        if found is None:
            self._missing(root, with_body)
        elif found.redirect:
            self._redirect(root, found)
        else:
            self._file(root, found, with_body)

    def _file(self, root: Path, found: Found, with_body: bool) -> None:
        headers = headers_for(root, found.address)
        stat = found.path.stat()
        tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        if headers.get("Cache-Control") != "no-store":
            headers["ETag"] = tag
            if self.headers.get("If-None-Match") == tag:
                self._send(HTTPStatus.NOT_MODIFIED, headers, b"", with_body=False, length=False)
                return
        headers["Content-Type"] = content_type(found.path)
        self._send(HTTPStatus.OK, *self._packed(found.path, headers), with_body=with_body)

    def _packed(self, path: Path, headers: dict[str, str]) -> tuple[dict[str, str], bytes]:
        """The compressed twin that the builder wrote, if the browser takes it."""
        packed = path.with_name(path.name + ".gz")
        if not packed.is_file():
            return headers, path.read_bytes()
        headers = headers | {"Vary": "Accept-Encoding"}
        if "gzip" not in self.headers.get("Accept-Encoding", ""):
            return headers, path.read_bytes()
        return headers | {"Content-Encoding": "gzip"}, packed.read_bytes()

    def _missing(self, root: Path, with_body: bool) -> None:
        page = root / "404.html"
        headers = headers_for(root, "/404.html") | {"Content-Type": content_type(page)}
        self._send(HTTPStatus.NOT_FOUND, *self._packed(page, headers), with_body=with_body)

    def _redirect(self, root: Path, found: Found) -> None:
        headers = headers_for(root, found.address) | {"Location": found.address.replace("//", "/")}
        self._send(HTTPStatus.MOVED_PERMANENTLY, headers, b"", with_body=False)

    def _send(
        self,
        status: HTTPStatus,
        headers: dict[str, str],
        body: bytes,
        *,
        with_body: bool,
        length: bool = True,
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if length:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the base class refuses (other methods, broken requests), without echoing anything back."""
        status = HTTPStatus.METHOD_NOT_ALLOWED if code == HTTPStatus.NOT_IMPLEMENTED else HTTPStatus(code)
        headers = headers_for(self.server.root(), "/404.html") | {"Content-Type": self._plain}
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = "GET, HEAD"
        self.close_connection = True
        self._send(status, headers, b"No se puede.\n", with_body=True)

    def log_message(self, format: str, *args: object) -> None:
        """No address, no page, no time: a visit to this site is nobody's business."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], folder: Path, waiting: Path) -> None:
        self.folder, self.waiting = folder, waiting.resolve()
        super().__init__(address, Handler)

    def root(self) -> Path:
        return site_root(self.folder) or self.waiting

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader who hangs up is not an event, and an address is never written."""


def serve(folder: Path, host: str, port: int, help_file: Path | None = None) -> None:
    """Serve until stopped. While nothing is published, a page says so and gives the help lines."""
    with tempfile.TemporaryDirectory(prefix="datavim-") as spare:
        none, made = Path(spare) / "none", Path(spare) / "site"
        try:
            build_site(none, made, help_file=help_file if help_file and help_file.is_file() else None)
        except HelpError as problem:
            print(f"{problem} Se muestran las líneas nacionales.", file=sys.stderr, flush=True)
            build_site(none, made)
        waiting = site_root(made)
        if waiting is None:
            raise RuntimeError("No se pudo preparar la página de espera.")
        with Server((host, port), folder, waiting) as server:
            print(f"DATAVIM en http://{host}:{server.server_address[1]}/", flush=True)
            server.serve_forever()
