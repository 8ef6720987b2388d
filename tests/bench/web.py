"""Lighthouse on the sign-in page, the capture pages and each kind of public page of a practice bank (needs Node with
npm, and Chromium). `--preset slow`: 360 kbps, 560 ms of latency and a processor four times slower."""

import argparse
import contextlib
import http.cookiejar
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from tests.bench.run import banevim, wait_for_practice
from tests.harness.home import throw_away

LIGHTHOUSE = "12.8.2"  # pinned: scores of two versions are not comparable
OLDEST_NODE = 18
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMED = {
    "lcp_ms": "largest-contentful-paint",
    "cls": "cumulative-layout-shift",
    "tbt_ms": "total-blocking-time",
}
SLOW = ("rttMs=560", "requestLatencyMs=560", "cpuSlowdownMultiplier=4") + tuple(
    f"{way}=360" for way in ("throughputKbps", "downloadThroughputKbps", "uploadThroughputKbps")
)
PRESETS = {
    "mobile": (),
    "desktop": ("--preset=desktop",),
    "slow": ("--throttling-method=devtools", *(f"--throttling.{each}" for each in SLOW)),
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def missing() -> str:
    """The sentence about what this machine lacks, or ''. Nothing is installed outside the account's own cache."""
    node = shutil.which("node")
    version = (
        subprocess.run([node, "-v"], capture_output=True, text=True, check=True).stdout if node else "v0"
    )
    if int(version.lstrip("v").split(".")[0]) < OLDEST_NODE or not shutil.which("npm"):
        return f"Lighthouse necesita Node {OLDEST_NODE} o posterior con npm; en Debian: apt-get install nodejs npm"
    return "" if browser() else "Lighthouse necesita un navegador; en Debian: apt-get install chromium"


def browser() -> str | None:
    return os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, BROWSERS)), None)


def program() -> Path:
    """Lighthouse in the account's cache, brought by npm the first time."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "banevim" / f"lighthouse-{LIGHTHOUSE}"
    found = folder / "node_modules" / ".bin" / "lighthouse"
    if not found.exists():
        print(f"· Traigo Lighthouse {LIGHTHOUSE} con npm…", file=sys.stderr, flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
        words = ["npm", "install", "--prefix", str(folder), "--no-save", *quiet, f"lighthouse@{LIGHTHOUSE}"]
        subprocess.run(words, check=True, stdout=sys.stderr)
    return found


def wait_for_cut(public: str) -> None:
    """Until the site shows the published cut: it is built after the practice data are written."""
    for _ in range(240):
        with contextlib.suppress(urllib.error.URLError):
            urllib.request.urlopen(f"{public}indicadores/", timeout=20).close()  # noqa: S310 - our own address
            return
        time.sleep(0.5)
    raise SystemExit("El sitio no mostró el corte en dos minutos.")


def pages(bank: str, public: str) -> list[str]:
    """Sign-in, and what the public site leads to from its home and from those pages; archived versions apart."""
    found, waiting = [], [public]
    while waiting:
        page = waiting.pop(0)
        if page in found:
            continue
        found.append(page)
        with urllib.request.urlopen(page, timeout=20) as answer:  # noqa: S310 - our own address
            text = answer.read().decode()
        waiting += [public.rstrip("/") + path for path in re.findall(r'href="(/[a-z0-9/-]*/)"', text)]
        waiting = [page for page in waiting if "/v/" not in page]
    return [f"{bank}entrar/", *found]


def of_each_kind(addresses: list[str]) -> list[str]:
    """The first of those that differ only in which indicator, municipality, breakdown or period they tell of."""
    kinds: dict[str, str] = {}
    for address in addresses:
        kinds.setdefault(re.sub(r"(indicadores|municipios?|periodo|por)/[^/]+/", r"\1/*/", address), address)
    return list(kinds.values())


class Onward(urllib.request.HTTPRedirectHandler):
    """As a browser does: what was posted is posted again where a 307 leads."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: Any, headers: Any, newurl: str) -> Any:
        if code == http.HTTPStatus.TEMPORARY_REDIRECT:
            return urllib.request.Request(newurl, req.data, req.headers)  # noqa: S310 - our own address
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Capturer:
    """Somebody who captures, signed in by a practice link, with one draft begun."""

    def __init__(self, home: Path, bank: str) -> None:
        self.bank, self.jar = bank, http.cookiejar.CookieJar()
        self.web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), Onward())
        links = json.loads(banevim("practice-links", "--json", "--home", str(home)))
        self.open(next(link["url"] for link in links if link["role"] == "capturer"))
        page = self.open(f"{bank}buscar/")
        sent = {**self._hidden(page), "box": "Medición Prueba Lenta 03/03/1985", "reason": "ATE"}
        results = self.open(f"{bank}buscar/", sent)
        address = re.search(r'action="(/buscar/[0-9a-f-]+/expediente-nuevo/)"', results)
        if address is None:
            raise SystemExit("La búsqueda de la medición no llegó a sus resultados.")
        self.open(bank.rstrip("/") + address[1], self._hidden(results))
        self.draft = self.last

    def open(self, page: str, sent: dict[str, str] | None = None) -> str:
        """The text of a page; `sent` is posted."""
        data = urllib.parse.urlencode(sent).encode() if sent else None
        asked = urllib.request.Request(page, data, {"Referer": page})  # noqa: S310 - our own address
        with self.web.open(asked, timeout=20) as answer:
            self.last: str = answer.url
            return str(answer.read().decode())

    @staticmethod
    def _hidden(page: str) -> dict[str, str]:
        return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))

    def pages(self) -> list[str]:
        """Where a capture is made: search, one page, two steps, review, drafts."""
        steps = [f"{self.draft}{part}" for part in ("", "paso/2/", "paso/3/", "revisar/")]
        return [f"{self.bank}buscar/", *steps, f"{self.bank}borradores/"]

    def headers(self) -> str:
        """What Lighthouse sends with every request."""
        return json.dumps({"Cookie": "; ".join(f"{one.name}={one.value}" for one in self.jar)})


def read(report: dict[str, Any]) -> dict[str, Any]:
    """Scores from 0 to 100, and the audits that took points from each one."""
    scores = {name: _hundred(kind["score"]) for name, kind in report["categories"].items()}
    lost = {
        name: sorted(
            part["id"]
            for part in kind["auditRefs"]
            if part["weight"] and (report["audits"][part["id"]]["score"] or 0) < 0.9
            if report["audits"][part["id"]]["scoreDisplayMode"] in ("binary", "numeric", "metricSavings")
        )
        for name, kind in report["categories"].items()
    }
    audits = report["audits"]
    timed = {name: round(audits[of]["numericValue"], 3) for name, of in TIMED.items() if of in audits}
    brought = audits["network-requests"]["details"]["items"]
    weight = {"requests": len(brought), "kb": round(sum(one["transferSize"] for one in brought) / 1000, 1)}
    return {"scores": scores, "lost": {name: ids for name, ids in lost.items() if ids}, **timed, **weight}


def _hundred(score: float | None) -> int | None:
    return None if score is None else round(100 * score)


def measure(page: str, lighthouse: Path, preset: str, headers: str = "") -> dict[str, Any]:
    """One page; `headers` are those of who is signed in."""
    flags = ["--headless=new", "--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    words = [
        *(str(lighthouse), page, "--quiet", "--output=json", "--output-path=stdout"),
        *(f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(flags)}"),
        *("--no-enable-error-reporting", *PRESETS[preset]),
        *((f"--extra-headers={headers}", "--disable-storage-reset") if headers else ()),
    ]
    told = os.environ | {"CHROME_PATH": str(browser())}
    for _ in range(2):  # now and then it loses the start of a page, and says so
        done = subprocess.run(words, env=told, capture_output=True, text=True, check=False)
        if not done.returncode:
            break
    else:
        raise SystemExit(f"Lighthouse no pudo medir {page}:\n{done.stderr[-800:]}")
    return read(json.loads(done.stdout))


def measure_all(home: Path, options: argparse.Namespace) -> dict[str, Any]:
    status = json.loads(banevim("status", "--json", "--home", str(home)))
    if status["mode"] != "practice":
        raise SystemExit("Esta medición solo se hace en un banco de práctica.")
    wait_for_cut(status["public_url"])
    lighthouse, found = program(), {}
    capturer = Capturer(home, status["url"])
    todo = [(page, capturer.headers()) for page in capturer.pages()]
    public = pages(status["url"], status["public_url"])
    todo += [(page, "") for page in (public if options.every else of_each_kind(public))]
    for page, headers in todo:
        found[page] = measure(page, lighthouse, options.preset, headers)
        print(f"· {page} {[*found[page]['scores'].values()]}", file=sys.stderr, flush=True)
    lowest = {name: min(page["scores"][name] or 0 for page in found.values()) for name in CATEGORIES}
    return {"lighthouse": LIGHTHOUSE, "preset": options.preset, "lowest": lowest, "pages": found}


def with_own_bank(options: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="banevim-bench-") as folder:
        home = Path(folder) / "home"
        ports = ("--port", str(options.port), "--public-port", str(options.port + 1))
        try:
            banevim("run", "--detach", "--home", str(home), *ports)
            wait_for_practice(home)
            return measure_all(home, options)
        finally:
            banevim("stop", "--home", str(home))
            throw_away(home)


def main() -> None:
    parser = argparse.ArgumentParser(prog="./banevim bench web", description=__doc__)
    parser.add_argument("--home", help="banco de práctica en marcha; si no se da, se abre uno para medir")
    parser.add_argument("--preset", choices=tuple(PRESETS), default="mobile")
    parser.add_argument(
        "--every", action="store_true", help="todas las páginas públicas, no una de cada clase"
    )
    parser.add_argument("--port", type=int, default=8310)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if lack := missing():
        raise SystemExit(lack)
    result = measure_all(Path(options.home).resolve(), options) if options.home else with_own_bank(options)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    print("  ".join(f"{name:>14}" for name in CATEGORIES))
    for page, found in result["pages"].items():
        print("  ".join(f"{found['scores'][name]!s:>14}" for name in CATEGORIES), end="  ")
        print(f"LCP {found['lcp_ms'] / 1000:.1f} s  CLS {found['cls']}", end="  ")
        print(f"{found['requests']} peticiones, {found['kb']} kB  {page}")
        for name, ids in found["lost"].items():
            print(f"{'':>4}{name}: {', '.join(ids)}")


if __name__ == "__main__":
    main()
