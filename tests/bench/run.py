"""Time to the first page, import rows per second against a raw COPY of the same rows, page latencies."""

import argparse
import csv
import http.cookiejar
import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import psycopg
from tests.bench import extracts
from tests.harness.home import throw_away

CHECKOUT = Path(__file__).resolve().parents[2]
ADDRESSES = {"capturer": ["/", "/buscar/"], "state_liaison": ["/", "/cortes/", "/cargas/"]}


def banevim(*words: str) -> str:
    """Run a verb; its output. Raises CalledProcessError."""
    done = subprocess.run([CHECKOUT / "banevim", *words], check=True, capture_output=True, text=True)
    return done.stdout


def timed(*words: str) -> float:
    started = time.monotonic()
    banevim(*words)
    return time.monotonic() - started


def wait_for_practice(home: Path) -> float:
    """Seconds until the practice data are written."""
    started = time.monotonic()
    while time.monotonic() - started < 600:
        try:
            note = json.loads((home / "run" / "practice.json").read_text())
        except (OSError, ValueError):
            note = {"done": 0, "total": 1}
        if note["done"] >= note["total"]:
            return time.monotonic() - started
        time.sleep(0.25)
    raise SystemExit("The practice data did not arrive in ten minutes.")


def copy_baseline(home: Path, files: dict[str, Path]) -> float:
    """Rows per second of a raw COPY of the same files into plain tables of the same server."""
    sys.path.insert(0, str(CHECKOUT / "src"))
    from banevim.operations.bank.home import Home
    from banevim.operations.session import session

    rows, started = 0, 0.0
    with session(Home.at(home)) as at_work, psycopg.connect(at_work.database.url("owner")) as link:
        started = time.monotonic()
        for name, path in files.items():
            with path.open(encoding="utf-8", newline="") as handle:
                lines = list(csv.reader(handle))
            columns = ", ".join(f"c{i} text" for i in range(len(lines[0])))
            link.execute(f"CREATE TABLE bench_{name} ({columns})")
            with link.cursor().copy(f"COPY bench_{name} FROM STDIN") as copy:
                for line in lines[1:]:
                    copy.write_row(line)
            rows += len(lines) - 1
        link.commit()
        seconds = time.monotonic() - started
        for name in files:
            link.execute(f"DROP TABLE bench_{name}")
        link.commit()
    return rows / seconds


def latencies(home: Path, repeats: int) -> dict[str, Any]:
    """Milliseconds of each address for one person after another, warm."""
    links = json.loads(banevim("practice-links", "--home", str(home), "--json"))
    found: dict[str, Any] = {}
    for role, addresses in ADDRESSES.items():
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        link = next(item["url"] for item in links if item["role"] == role)
        opener.open(link).read()
        base = "/".join(link.split("/")[:3])
        for address in addresses:
            times = []
            for _ in range(repeats):
                started = time.perf_counter()
                opener.open(base + address).read()
                times.append(1000 * (time.perf_counter() - started))
            times.sort()
            p95 = times[int(0.95 * (len(times) - 1))]
            found[f"{role} {address}"] = {
                "p50_ms": round(statistics.median(times), 1),
                "p95_ms": round(p95, 1),
            }
    return found


def measure(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    home = folder / "home"
    ports = ("--home", str(home), "--port", str(options.port), "--public-port", str(options.port + 1))
    result: dict[str, Any] = {"first_page_s": round(timed("run", "--detach", *ports), 1)}
    try:
        result["practice_data_s"] = round(wait_for_practice(home), 1)
        banevim("stop", "--home", str(home))
        result["second_start_s"] = round(timed("run", "--detach", *ports), 1)
        result["pages"] = latencies(home, options.repeats)
        counts = (options.rows * 2 // 5, options.rows * 2 // 5, options.rows // 5)
        files = extracts.write(folder, *counts)
        words = [f"--{name}={path}" for name, path in files.items()]
        started = time.monotonic()
        report = json.loads(banevim("import", "banavim-abierto", "--home", str(home), "--json", *words))
        seconds = time.monotonic() - started
        baseline = copy_baseline(home, files)
        result["import"] = {
            "rows": report["rows"],
            "seconds": round(seconds, 1),
            "rows_per_s": round(report["rows"] / seconds),
            "copy_rows_per_s": round(baseline),
            "ratio_to_copy": round(report["rows"] / seconds / baseline, 4),
            "totals": report["totals"],
        }
    finally:
        banevim("stop", "--home", str(home))
        throw_away(home)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(prog="./banevim bench run", description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--repeats", type=int, default=40)
    parser.add_argument("--port", type=int, default=8300)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="banevim-bench-") as folder:
        result = measure(options, Path(folder))
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    for name, value in result.items():
        print(f"{name:>18}  {json.dumps(value, ensure_ascii=False)}")


if __name__ == "__main__":
    main()
