"""The nginx sites as nginx itself reads and serves them, where it is installed: the headers of the build on each page.

Without it `test_deploy` still compares the text of the configuration with the headers of the build.
"""

from __future__ import annotations

import datetime as dt
import http.client
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.unit.datavim import sample

from banevim.operations.bank import CHECKOUT
from datavim.serve.files import headers_for
from datavim.site import build_site

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
SITES = CHECKOUT / "deploy" / "nginx"
MAIN = """daemon off; master_process off; pid {home}/pid; error_log {home}/error.log;
events {{}}
http {{
types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; }}
client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
{sites}
}}
"""
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed here")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> None:
    """A certificate of nobody, so that the TLS lines can be read as they stand."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "example")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "privkey.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))


def here(text: str, home: Path) -> str:
    """A site of deploy/ with the folders of this machine; nothing else of it changes."""
    text = re.sub(r"/etc/ssl/\w+", str(home), text)
    text = text.replace("/etc/nginx/snippets", str(SITES)).replace("/srv/datavim", str(home / "site"))
    return text.replace("/var/log/nginx", str(home))


def run(home: Path, sites: str, *options: str) -> subprocess.Popen[str]:
    path = home / "nginx.conf"
    path.write_text(MAIN.format(home=home, sites=sites))
    words = [str(NGINX), "-p", str(home), "-c", str(path), *options]
    return subprocess.Popen(words, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@pytest.mark.parametrize("name", ["banevim.conf", "datavim.conf"])
def test_the_nginx_of_the_machine_reads_the_site(name: str, tmp_path: Path) -> None:
    certificate(tmp_path)
    text = here((SITES / name).read_text(), tmp_path)
    text = re.sub(
        r"listen (\[::\]:)?(80|443)\b", lambda m: f"listen 127.0.0.1:{1 + int(m[2]) + 40_000}", text
    )
    text = re.sub(r"(listen 127\.0\.0\.1:\d+[^;]*;)(\s*)\1", r"\1", text)  # one address here, two there
    tested = run(tmp_path, text, "-t")
    told, _ = tested.communicate(timeout=60)
    assert tested.returncode == 0, told


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The public site behind the second server of its file, without TLS."""
    home, where = tmp_path_factory.mktemp("nginx"), free_port()
    bundles, help_file = sample.write_all(home, sample.bundle())
    build_site(bundles, home / "site", help_file=help_file, trusted_key=sample.PUBLIC)
    text = here((SITES / "datavim.conf").read_text(), home)
    first, second = text.index("server {"), text.rindex("server {")
    text = text[:first] + re.sub(r"\n\s*(listen|ssl_)[^;]*;", "", text[second:])
    text = text.replace("server_name ", f"listen 127.0.0.1:{where};\n    server_name ", 1)
    process = run(home, text)
    for _ in range(200):
        with socket.socket() as probe:
            if process.poll() is not None or probe.connect_ex(("127.0.0.1", where)) == 0:
                break
        time.sleep(0.05)
    assert process.poll() is None, process.communicate()[0]
    yield where
    process.terminate()
    process.wait(timeout=20)


def ask(port: int, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request(method, path)
    answer = line.getresponse()
    found = answer.status, dict(answer.headers), answer.read()
    line.close()
    return found


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/ayuda/",
        "/indicadores/casos-por-tipo/",
        "/v/2026-10-r1/",
        "/v/2026-10-r1/paquete/manifest.json",
        "/v/2026-10-r1/datos.parquet",
        "/metodologia/proteccion/witness.py",
        "/assets/icon.svg",
    ],
)
def test_each_answer_carries_what_the_build_says_of_its_address(port: int, path: str) -> None:
    status, headers, body = ask(port, path)
    assert status == 200
    assert body
    wanted = headers_for(Path("/nowhere"), path)
    assert {name: headers.get(name) for name in wanted} == wanted
    assert "Set-Cookie" not in headers
    assert headers["Server"] == "nginx"


def test_a_parquet_file_says_what_it_is(port: int) -> None:
    _, headers, body = ask(port, "/actual/datos.parquet")
    assert headers["Content-Type"] == "application/vnd.apache.parquet"
    assert (body[:4], body[-4:]) == (b"PAR1", b"PAR1")


@pytest.mark.parametrize("path", ["/_headers.json", "/.partes", "/nada", "/ayuda/nada"])
def test_what_is_not_there_is_a_page_of_help_that_leaves_no_copy(port: int, path: str) -> None:
    status, headers, body = ask(port, path)
    assert status == 404
    assert b"tel:911" in body
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_page_of_the_cut_in_force_is_that_of_the_site(port: int) -> None:
    for path, to in (
        ("/actual/", "/"),
        ("/actual/indicadores/casos-por-tipo/", "/indicadores/casos-por-tipo/"),
    ):
        status, headers, _ = ask(port, path)
        assert status == 301
        assert headers["Location"].endswith(f"datavim.example.gob.mx{to}") or headers["Location"].endswith(
            f":{port}{to}"
        )
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert ask(port, "/actual/otro.example/")[0] == 404


def test_nothing_but_reading(port: int) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert ask(port, "/", method)[0] in (403, 405)
    assert ask(port, "/", "HEAD")[0] == 200
