"""Capture with 100,000 files and 8 capturers at once: times, queries, processor time and weight of the pages."""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.bulk.working import LISTS, Capturer, Times
from tests.harness.home import throw_away

from banevim.operations.bank.home import Home
from banevim.operations.session import session

CHECKOUT = Path(__file__).resolve().parents[2]
TARGETS = {
    "file": 120,
    "register": 200,
    "autosave": 60,
    "month": 150,
    **dict.fromkeys(LISTS, 150),
    "results": 150,
    "desk": 150,
}
"""Milliseconds of the 95th percentile."""
PARTS = 2
ALONE = 15


def banevim(*words: str) -> str:
    """Run a verb; its output."""
    done = subprocess.run([CHECKOUT / "banevim", *words], check=True, capture_output=True, text=True)
    return done.stdout


def start(home: Path, module: str, *words: str, owner: bool = False) -> "subprocess.Popen[str]":
    """A part of the bench as a process of the bank."""
    with session(Home.at(str(home))) as at_work:
        told = at_work.environment(owner=owner)
    told["PYTHONPATH"] += os.pathsep + str(CHECKOUT)
    words = (sys.executable, "-m", f"tests.bench.bulk.{module}", *words)
    return subprocess.Popen(words, env=told, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def ended(process: "subprocess.Popen[str]") -> str:
    """What it printed. Raises SystemExit when it failed."""
    output = process.communicate()[0]
    if process.returncode:
        raise SystemExit(f"{process.args} failed: {process.returncode}")  # type: ignore[str-bytes-safe]
    return output


def fill(home: Path, files: int) -> dict[str, Any]:
    """Load what is missing of the files."""
    started = time.monotonic()
    there = int(ended(start(home, "load", "--staff", owner=True)))
    missing, rows = max(0, files - there), 0
    if missing:
        shares = [len(range(n, missing, PARTS)) for n in range(PARTS)]
        words = [("--files", str(share), "--part", str(there + n)) for n, share in enumerate(shares)]
        parts = [start(home, "load", *each, owner=True) for each in words]
        rows = sum(int(ended(part)) for part in parts)
    ended(start(home, "load", "--finish", owner=True))
    return {"files": there + missing, "new": missing, "rows": rows, "seconds": _since(started)}


def _since(started: float) -> float:
    return round(time.monotonic() - started, 1)


def summary(times: list[float]) -> dict[str, float]:
    """Percentiles by nearest rank."""
    ranked = sorted(times)
    found = {f"p{p}": ranked[min(len(ranked) - 1, int(p / 100 * len(ranked)))] for p in (50, 95, 99)}
    return {"n": len(ranked), **{name: round(value, 1) for name, value in found.items()}}


def at_once(base: str, desks: list[dict[str, Any]], options: argparse.Namespace) -> dict[str, Any]:
    """All capturers at work, each at her own pace, for the rounds or the seconds that were given."""
    times, end = Times(), time.monotonic() + options.seconds
    people = [Capturer(base, desk, times) for desk in desks]
    threads = [threading.Thread(target=work, args=(each, options, end)) for each in people]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.monotonic() - started
    asked = sum(map(len, times.taken.values()))
    return {
        "capturers": len(people),
        "pause_s": options.pause,
        "requests_per_s": round(asked / taken, 1),
        "load_average": [round(each, 1) for each in os.getloadavg()],
        "wrong": times.wrong,
        "ms": {name: {**summary(each), **_target(name)} for name, each in sorted(times.taken.items())},
    }


def _target(name: str) -> dict[str, int]:
    return {"target": TARGETS[name]} if name in TARGETS else {}


def work(capturer: Capturer, options: argparse.Namespace, end: float) -> None:
    """Rounds with a pause after each act, as long as it takes to read and to type."""
    for number in range(options.rounds):
        for _, act in capturer.round(number):
            if time.monotonic() > end:
                return
            act()
            time.sleep(options.pause * capturer.chance.uniform(0.5, 1.5))


def tree(roots: list[int]) -> dict[int, int]:
    """These processes and all that they started, with their user and system time in ticks."""
    stats = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rsplit(")", 1)[1].split()
            stats[int(path.parent.name)] = (int(fields[1]), int(fields[11]) + int(fields[12]))
    mine = set(roots)
    while more := {pid for pid, (parent, _) in stats.items() if parent in mine} - mine:
        mine |= more
    return {pid: stats[pid][1] for pid in mine if pid in stats}


def processor_seconds(root: int) -> float:
    """Processor time of a process and all that it started."""
    return sum(tree([root]).values()) / os.sysconf("SC_CLK_TCK")


def go_ahead(roots: list[int]) -> None:
    """On a machine that others use too: the sessions of the bank, and this one, before the others (Linux)."""
    for pid in [os.getpid(), *tree(roots)]:
        with contextlib.suppress(OSError):
            Path(f"/proc/{pid}/autogroup").write_text("-15")


def alone(base: str, desk: dict[str, Any], roots: dict[str, int]) -> dict[str, dict[str, float]]:
    """One capturer, one kind of request after another: processor milliseconds of the server for each."""
    times = Times()
    person = Capturer(base, desk, times)
    acts: dict[str, list[Any]] = {}
    for number in range(ALONE):
        for name, act in person.round(number):
            acts.setdefault(name, []).append(act)
    found = {}
    for name, todo in acts.items():
        before = {part: processor_seconds(pid) for part, pid in roots.items()}
        for act in todo[:ALONE]:
            act()
        spent = {part: processor_seconds(pid) - before[part] for part, pid in roots.items()}
        count = len(todo[:ALONE])
        found[name] = {f"{part}_cpu_ms": round(1000 * each / count, 1) for part, each in spent.items()}
        found[name]["p50"] = summary(times.taken[name])["p50"]
    return found


@contextlib.contextmanager
def bank(options: argparse.Namespace) -> Iterator[Path]:
    """The bank of the bench: that of --home, kept, or one that is thrown away."""
    with contextlib.ExitStack() as stack:
        folder = options.home or stack.enter_context(tempfile.TemporaryDirectory(prefix="banevim-bench-"))
        home = Path(folder) / "home" if not options.home else Path(folder)
        if not options.home:
            stack.callback(throw_away, home)
        ports = ("--port", str(options.port), "--public-port", str(options.port + 1))
        banevim("run", "--detach", "--no-data", "--home", str(home), *ports)
        stack.callback(banevim, "stop", "--home", str(home))
        yield home


def measure(home: Path, options: argparse.Namespace) -> dict[str, Any]:
    result: dict[str, Any] = {"load": fill(home, options.files)}
    facts = json.loads(banevim("status", "--home", str(home), "--json"))
    roots = {s["name"]: s["pid"] for s in facts["services"] if s["name"] in ("web", "postgres")}
    if options.ahead:
        go_ahead(list(roots.values()))
    words = ("--capturers", str(options.capturers + 1), "--drafts", str(options.rounds))
    desks = json.loads(ended(start(home, "desks", *words)))
    result["alone"] = alone(facts["url"], desks.pop(), roots)
    result["at_once"] = at_once(facts["url"], desks, options)
    result["pages"] = json.loads(ended(start(home, "pages")))
    return result


def show(result: dict[str, Any]) -> None:
    """For a person."""
    print("load", json.dumps(result["load"]))
    told = result["at_once"]
    print(
        f"at once: {told['capturers']} capturers, pause {told['pause_s']} s, {told['requests_per_s']} requests/s,"
    )
    print(f"  load average {told['load_average']}, wrong answers {told['wrong'] or 'none'}")
    print(f"  {'':<10}{'n':>6}{'p50':>8}{'p95':>8}{'p99':>8}{'target':>8}   alone: web, postgres cpu ms")
    for name, ms in told["ms"].items():
        spent = result["alone"].get(name, {})
        cpu = f"{spent.get('web_cpu_ms', '')!s:>8}{spent.get('postgres_cpu_ms', '')!s:>8}"
        figures = "".join(f"{ms[key]:>8}" for key in ("p50", "p95", "p99"))
        print(f"  {name:<10}{ms['n']:>6}{figures}{ms.get('target', '')!s:>8}{cpu}")
    for name, page in result["pages"].items():
        print(f"  {name:<12}{json.dumps(page)}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="./banevim bench capture", description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--home", help="folder of the bank of the bench, kept and used again")
    parser.add_argument("--capturers", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=15, help="women that each one attends")
    parser.add_argument(
        "--pause", type=float, default=1.0, help="seconds of thought after each act, on average"
    )
    parser.add_argument("--seconds", type=float, default=300, help="the longest that they work")
    parser.add_argument("--ahead", action="store_true", help="before whatever else this machine does")
    parser.add_argument("--port", type=int, default=8310)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with bank(options) as home:
        result = measure(home, options)
    print(json.dumps(result, ensure_ascii=False)) if options.json else show(result)


if __name__ == "__main__":
    main()
