"""The long measurements: which there are, what they need, how a report is read."""

import subprocess
import sys
from typing import Any

import pytest
from tests.bench import web

from banevim import cli
from banevim.operations.bank import CHECKOUT
from banevim.operations.processes import clean_environment


def test_the_list_holds_what_measures_and_nothing_else(capsys) -> None:
    assert cli.main(["bench"]) == 2
    listed = [line.split()[0] for line in capsys.readouterr().err.splitlines() if line.startswith("  ")]
    assert {"run", "web", "linkage", "identity", "merging", "thief"} <= set(listed)
    assert "extracts" not in listed


@pytest.mark.parametrize("name", ["run", "web", "linkage", "identity", "merging", "thief"])
def test_every_bench_answers_in_json(name: str) -> None:
    command = [sys.executable, "-m", f"tests.bench.{name}", "--help"]
    told = clean_environment({"PYTHONPATH": f"{CHECKOUT / 'src'}:{CHECKOUT}"})  # as the verb does
    done = subprocess.run(command, cwd=CHECKOUT, env=told, capture_output=True, text=True, check=True)
    assert "--json" in done.stdout


def test_without_node_it_says_what_to_install(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "apt-get install nodejs npm" in web.missing()
    for name, answer in (("node", "v16.20.0"), ("npm", "8")):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {answer}\n")
        (tmp_path / name).chmod(0o755)
    assert "apt-get install nodejs npm" in web.missing()
    (tmp_path / "node").write_text("#!/bin/sh\necho v18.20.4\n")
    monkeypatch.delenv("CHROME_PATH", raising=False)
    assert "apt-get install chromium" in web.missing()
    monkeypatch.setenv("CHROME_PATH", "/usr/bin/chromium")
    assert web.missing() == ""


def test_a_report_gives_its_scores_and_what_lost_points() -> None:
    def audit(score: float | None, mode: str = "binary") -> dict[str, Any]:
        return {"score": score, "scoreDisplayMode": mode}

    report = {
        "categories": {
            "seo": {
                "score": 0.83,
                "auditRefs": [
                    {"id": "robots-txt", "weight": 1},
                    {"id": "canonical", "weight": 1},
                    {"id": "hreflang", "weight": 1},
                    {"id": "structured-data", "weight": 0},
                ],
            },
            "performance": {"score": None, "auditRefs": []},
        },
        "audits": {
            "robots-txt": audit(0),
            "canonical": audit(1),
            "hreflang": audit(None, "notApplicable"),
            "structured-data": audit(0),
            "network-requests": {"details": {"items": [{"transferSize": 1200}, {"transferSize": 340}]}},
        },
    }
    read = web.read(report)
    assert read == {
        "scores": {"seo": 83, "performance": None},
        "lost": {"seo": ["robots-txt"]},
        "requests": 2,
        "kb": 1.5,
    }


def test_the_pages_are_found_by_following_the_public_site(monkeypatch) -> None:
    site = {
        "http://h:1/": '<a href="/ayuda/">a</a><a href="/v/2026-09-r1/">v</a><a href="https://otro.example/">x</a>',
        "http://h:1/ayuda/": '<a href="/">a</a><a href="/metodologia/">m</a>',
        "http://h:1/metodologia/": "",
    }

    class Page:
        def __init__(self, text: str) -> None:
            self.text = text

        def __enter__(self) -> "Page":
            return self

        def __exit__(self, *_: object) -> None: ...

        def read(self) -> bytes:
            return self.text.encode()

    monkeypatch.setattr(web.urllib.request, "urlopen", lambda page, timeout: Page(site[page]))
    assert web.pages("http://h:2/", "http://h:1/") == ["http://h:2/entrar/", *site]
