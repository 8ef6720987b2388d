"""The files of deploy/ say the same as the programs they deploy."""

import json

from banevim.operations.bank import CHECKOUT
from datavim.site.headers import headers_file

NGINX = CHECKOUT / "deploy" / "nginx"


def test_nginx_sends_the_headers_of_the_build() -> None:
    text = (NGINX / "datavim.conf").read_text()
    for name, value in headers_file()["always"].items():
        assert f'add_header {name} "{value}" always;' in text


def test_nginx_caches_as_the_build_says() -> None:
    text = (NGINX / "datavim.conf").read_text()
    for rule in headers_file()["rules"]:
        cache = json.dumps(rule["headers"]["Cache-Control"])
        prefix = "default" if rule["prefix"] == "/" else rule["prefix"]
        assert any(prefix in line and cache in line for line in text.splitlines()), prefix


def test_no_server_logs_a_visit() -> None:
    """Nor the one that only sends to the other: what is asked of it names the page."""
    for name in ("banevim.conf", "datavim.conf"):
        servers = (NGINX / name).read_text().split("server {")[1:]
        assert len(servers) == 2
        assert all("access_log off;" in server for server in servers)
