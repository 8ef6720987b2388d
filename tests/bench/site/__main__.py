"""The site of many cuts: how long the first build and the next cut take, what they weigh, and a crawl of all of it."""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.site import bank, bundles
from tests.bench.site.crawl import Crawl
from tests.unit.datavim import sample

import datavim
from datavim.bundle import bundles_in
from datavim.helplines import write_help
from datavim.site.edition import order

ADDRESS, LAST = "https://datavim.example", "2026-10"


def build(home: Path, workers: int) -> dict[str, Any]:
    """One build in a process of its own, as the bank runs it: seconds, those of all its processors, and the largest
    process of all in MiB."""
    command = [sys.executable, "-m", "datavim", "build", str(home / "bundles"), str(home / "site")]
    command += ["--help-file", str(home / "help.json"), "--address", ADDRESS, "--workers", str(workers)]
    known = {**os.environ, "PYTHONPATH": str(Path(datavim.__file__).parent.parent)}
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=known, stdout=subprocess.DEVNULL)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": round(time.perf_counter() - started, 1),
        "cpu_seconds": round(spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime, 1),
        "peak_mib_of_a_process": spent.ru_maxrss // 1024,
    }


def weight(root: Path, last: str) -> dict[str, int]:
    """Of the site as it is served, and of its last version."""
    files = [path for path in root.rglob("*") if path.is_file()]
    return {
        "files": len(files),
        "pages": sum(path.suffix == ".html" for path in files),
        "pages_of_a_version": sum(1 for _ in (root / "v" / last).rglob("*.html")),
        "mib": sum(path.stat().st_size for path in files) >> 20,
    }


def on_disk(site: Path) -> int:
    """MiB of the last builds and the parts together; a file with several names counts once."""
    found = {
        (s.st_ino, s.st_size)
        for p in site.rglob("*")
        if p.is_file() and not p.is_symlink()
        for s in [p.stat()]
    }
    return sum(size for _, size in found) >> 20


def helped(home: Path, exit_url: str) -> None:
    write_help(sample.help_data(exit_url=exit_url), home / "help.json", sample.KEY.sign, sample.PUBLIC)


def bundles_of(home: Path, cuts: int, cases: int, *, proof: bool) -> tuple[list[Path], dict[str, Any]]:
    """So many signed bundles, oldest first, and what is to be told of them: those of a bank with so many cases, or of
    one that is made up."""
    made, told = home / "made", dict[str, Any]()
    if cases:
        told = {"cases": cases, "bank": bank.write(cuts, cases, made)}
    else:
        bundles.write([f"{month}-r1" for month in bundles.months(LAST, cuts)], made, proof=proof)
    return sorted(bundles_in(made), key=lambda folder: order(folder.name)), told


def measure(home: Path, cuts: int, workers: int, *, proof: bool, cases: int) -> dict[str, Any]:
    helped(home, "https://tiempo.example/")
    (*first, last), told = bundles_of(home, cuts + 1, cases, proof=proof)
    shelf = home / "bundles"
    shelf.mkdir(exist_ok=True)
    for each in first:
        shutil.move(each, shelf / each.name)
    result: dict[str, Any] = {"cuts": cuts, "proofs": bool(proof or cases), "workers": workers, **told}
    result["first"] = build(home, workers)
    shutil.move(last, shelf / last.name)
    result["next_cut"] = build(home, workers)
    result["nothing_new"] = build(home, workers)
    helped(home, "https://clima.example/")
    result["new_help_lines"] = build(home, workers)
    root = (home / "site/current").resolve()
    crawl = Crawl(root, "https://clima.example/", ADDRESS).run()
    crawled = {"pages": crawl.pages, "links": crawl.links, "problems": len(crawl.problems)}
    result |= {"site": weight(root, last.name), "mib_on_disk": on_disk(home / "site"), "crawl": crawled}
    return result | {"first_problems": crawl.problems[:10]}


def main() -> None:
    parser = argparse.ArgumentParser(prog="./banevim bench site", description=__doc__)
    parser.add_argument("--cuts", type=int, default=24)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--proof", action="store_true", help="each bundle carries a proof, verified when it is built"
    )
    parser.add_argument(
        "--bank",
        type=int,
        default=0,
        metavar="CASES",
        help="cuts that a practice bank of so many cases publishes one by one, with their proofs",
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the bundles and the site there")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="datavim-bench-") as spare:
        home = options.keep or Path(spare)
        result = measure(home, options.cuts, options.workers, proof=options.proof, cases=options.bank)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    for name, value in result.items():
        print(f"{name:>16}  {json.dumps(value, ensure_ascii=False)}")


if __name__ == "__main__":
    main()
