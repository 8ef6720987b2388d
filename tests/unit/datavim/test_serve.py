"""The static server: headers from the build, nothing outside the folder, a calm page before the first cut."""

import gzip
import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.datavim import sample

from datavim.serve.files import find, headers_for, site_root
from datavim.serve.server import Server
from datavim.site import build_site
from datavim.site.headers import CSP


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    bundles, help_file = sample.write_all(folder, sample.bundle())
    build_site(bundles, folder / "site", help_file=help_file)
    build_site(folder / "none", folder / "waiting")
    (folder / "secret.txt").write_text("secreto")
    return folder


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), home / "site", home / "waiting" / "current") as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def ask(
    server: Server, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    line.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        line.putheader(name.replace("_", "-"), value)
    line.endheaders()
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer, body


@pytest.mark.parametrize(
    "path", ["/", "/ayuda/", "/indicadores/casos-por-tipo/", "/v/2026-10-r1/paquete/manifest.json"]
)
def test_pages_carry_the_headers_of_the_build(server: Server, path: str) -> None:
    answer, body = ask(server, path)
    assert answer.status == 200
    assert body
    assert answer.headers["Content-Security-Policy"] == CSP
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == ("no-store" if path == "/ayuda/" else "no-cache")
    assert "Set-Cookie" not in answer.headers


def test_head_compression_and_revalidation(server: Server) -> None:
    answer, body = ask(server, "/", "HEAD")
    assert (answer.status, body) == (200, b"")
    packed, raw = ask(server, "/", Accept_Encoding="gzip, br")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(raw) == ask(server, "/")[1]
    again, _ = ask(server, "/", If_None_Match=packed.headers["ETag"])
    assert again.status == 304
    assert "ETag" not in ask(server, "/ayuda/")[0].headers
    assert (
        "immutable"
        in ask(server, "/assets/" + next((server.root() / "assets").glob("site.*.css")).name)[0].headers[
            "Cache-Control"
        ]
    )


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/v/../../../secret.txt",
        "/%00",
        "/_headers.json",
        "/.lock",
        "//etc/passwd",
        "/ayuda/index.html/",
        "/%ff",
        "/nada",
    ],
)
def test_nothing_else_is_served(server: Server, path: str) -> None:
    answer, body = ask(server, path)
    assert answer.status == 404
    assert b"secreto" not in body
    assert b"tel:911" in body
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_link_out_of_the_folder_is_not_followed(home: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("x")
    (tmp_path / "out.html").symlink_to(home / "secret.txt")
    root = site_root(tmp_path)
    assert root is not None
    assert find(root, "/out.html") is None
    assert find(root, "/?x=1") is not None


def test_folders_get_their_slash_and_other_methods_are_refused(server: Server) -> None:
    answer, _ = ask(server, "/ayuda")
    assert (answer.status, answer.headers["Location"]) == (301, "/ayuda/")
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer, body = ask(server, "/", method)
        assert answer.status == 405
        assert answer.headers["Content-Security-Policy"] == CSP
        assert method.encode() not in body


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/actual/", "/"),
        ("/actual/indicadores/casos-por-tipo/", "/indicadores/casos-por-tipo/"),
        ("/actual/municipios/03009/", "/municipios/03009/"),
    ],
)
def test_a_page_asked_for_as_that_of_the_cut_in_force_is_that_of_the_site(
    server: Server, path: str, to: str
) -> None:
    answer, _ = ask(server, path)
    assert (answer.status, answer.headers["Location"]) == (301, to)
    assert ask(server, to)[0].status == 200
    assert ask(server, "/actual/indice.json")[0].status == 200
    for strange in (
        "/actual//otro.example/",
        "/actual/%2f%2fotro.example/",
        "/actual/../_x/",
        "/actual/a.b/",
    ):
        assert ask(server, strange)[0].status == 404


def test_before_the_first_cut(home: Path, tmp_path: Path) -> None:
    later = tmp_path / "site"
    with Server(("127.0.0.1", 0), later, home / "waiting" / "current") as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        answer, body = ask(running, "/")
        assert answer.status == 200
        assert "Todavía no hay un corte publicado".encode() in body
        assert b"tel:911" in body
        build_site(home / "bundles", later)
        assert "Todavía no hay un corte".encode() not in ask(running, "/")[1]
        running.shutdown()
        thread.join()


def test_headers_without_a_file_are_the_strict_ones(tmp_path: Path) -> None:
    assert headers_for(tmp_path, "/ayuda/")["Cache-Control"] == "no-store"
    assert headers_for(tmp_path, "/")["Content-Security-Policy"] == CSP
