"""From the tables to the figures: check, load, ask, resolve who was found, judge."""

import argparse
import csv
import hashlib
import heapq
import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
from tests.bench.identity import figures, memory, tables
from tests.bench.identity.bank import Bank, ended, opened
from tests.bench.identity.check import Counts, check, truths_by_query

PARTS, CHUNK = 2, 500
WORKERS, WORKER = 4, {"BANEVIM_POOL": "1"}
"""Processes of the web server, and what they are told beside the others (`operations.supervisor.services`)."""
Found = list[tuple[str, float, str]]
SIZES = """
SELECT relname, pg_total_relation_size(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND relkind = 'r' AND pg_total_relation_size(c.oid) > 1000000 ORDER BY 2 DESC
"""
WHO = "SELECT file_id::text, persona_id FROM bench.people WHERE file_id = ANY(%s::uuid[])"


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Everything that was asked for. Raises BadTable before anything is loaded, and when `--out` cannot be written."""
    started = time.monotonic()
    counts = check(options.people, options.queries, options.truth)
    checked = {"check_s": _since(started), **vars(counts)}
    with _writable(options.out) as out, opened(options.home) as bank:
        return checked | measured(bank, options, counts, out)


def measured(bank: Bank, options: argparse.Namespace, counts: Counts, out: Any) -> dict[str, Any]:
    """The figures of checked tables in a bank that is open."""
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, psycopg.connect(bank.url("owner")) as link:
        scratch = Path(folder)
        with memory.watched(os.getpid()) as loading:
            result["load"] = load(bank, options.people)
        with memory.watched(os.getpid()) as searching:
            result |= ask(bank, options, counts, scratch)
        answers = _in_order(sorted(scratch.glob("ranks-*")))
        result |= conclude(bank, options, answers, out)
        if not options.batch:
            result["keys_alone"] = _keys_alone(bank, options, scratch)
        result["mib"] = {"load": vars(loading), "search": vars(searching)}
        result["table_mb"] = {name: round(size / 1e6, 1) for name, size in link.execute(SIZES)}
    return result | {"load_average": [round(each, 1) for each in os.getloadavg()]}


def _since(started: float) -> float:
    return round(time.monotonic() - started, 1)


def _writable(path: Path) -> Any:
    try:
        return path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise tables.BadTable(f"No se puede escribir {path}: {error.strerror}.") from None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load(bank: Bank, people: Path) -> dict[str, Any]:
    """Load the people, unless this bank holds them already. Raises BadTable when it holds others."""
    mark = _digest(people)
    if before := bank.loaded():
        if before["people"] != mark:
            raise tables.BadTable(f"La carpeta {bank.home} guarda otras personas: elige otra con --home.")
        return {**before["facts"], "again": False}
    started = time.monotonic()
    bank.run("load", "--staff", owner=True)
    words = [("--people", str(people), "--part", str(n), "--parts", str(PARTS)) for n in range(PARTS)]
    parts = [bank.start("load", *each, owner=True) for each in words]
    done = sum(ended(part) for part in parts)
    copied = time.monotonic()
    words = [("--put-back", "--part", str(n), "--parts", str(PARTS)) for n in range(PARTS)]
    for part in [bank.start("load", *each, owner=True) for each in words]:
        ended(part)
    bank.run("load", "--finish", owner=True)
    loaded = time.monotonic()
    seconds = loaded - started
    bank.run("load", "--names")
    facts = {
        "names_s": _since(loaded),
        "seconds": round(seconds, 1),
        "indexes_s": round(loaded - copied, 1),
        "people_per_s": round(done / seconds),
    }
    bank.note_loaded({"people": mark, "facts": facts})
    return facts


def ask(bank: Bank, options: argparse.Namespace, counts: Counts, scratch: Path) -> dict[str, Any]:
    """The passes over the queries: in bulk; or one at once, which gives the ranks, and several at once."""
    if options.batch:
        return {
            "batch": _pass(bank, options, scratch / "ranks", counts.queries, parts=PARTS, words=("--batch",))
        }
    every = max(1, -(-counts.queries // max(1, options.sample)))
    workers = min(WORKERS, options.at_once)
    crowd = options.at_once // workers
    found = {"at_once_1": _pass(bank, options, scratch / "ranks", counts.queries, parts=1)}
    if options.at_once > 1:
        words = ("--threads", str(crowd), "--every", str(every))
        found[f"at_once_{crowd * workers}"] = _pass(
            bank, options, scratch / "crowd", counts.queries // every, parts=workers, words=words
        )
    return {"ms": found}


def _pass(
    bank: Bank,
    options: argparse.Namespace,
    out: Path,
    searches: int,
    *,
    parts: int,
    words: Sequence[str] = (),
) -> dict[str, Any]:
    """Some processes over the queries; the times of all the answers that they left in `out-N`."""
    shared = (
        "--queries",
        str(options.queries),
        "--crew",
        bank.crew(2 * searches),
        "--parts",
        str(parts),
        *words,
    )
    outs = [out.with_name(f"{out.name}-{n}") for n in range(parts)]
    started = time.monotonic()
    asked = [
        bank.start("ask", *shared, "--part", str(n), "--out", str(each), **WORKER)
        for n, each in enumerate(outs)
    ]
    done = [ended(each) for each in asked]
    seconds = time.monotonic() - started
    taken = [answer["ms"] for answer in _in_order(outs)]
    most = max(each["mib"] for each in done)
    return figures.times(taken) | {"seconds": round(seconds, 1), "process_mib": most}


def _answers(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _in_order(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """The answers of all parts, in the order of the queries."""
    return heapq.merge(*map(_answers, paths), key=lambda answer: answer["line"])


def _resolved(bank: Bank, answers: Iterator[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Found]]:
    """Each answer with the persons of the table instead of their files."""
    with psycopg.connect(bank.url("owner")) as link:
        while chunk := list(islice(answers, CHUNK)):
            files = list({file for answer in chunk for file, *_ in answer["found"]})
            who = dict(link.execute(WHO, [files]).fetchall())
            for answer in chunk:
                yield answer, [(who[file], bits, band) for file, bits, band in answer["found"]]


def conclude(
    bank: Bank, options: argparse.Namespace, answers: Iterator[dict[str, Any]], out: Any
) -> dict[str, Any]:
    """Write `R.csv` and judge."""
    truth, judge = truths_by_query(options.truth), figures.Judge()
    writer, refused, dropped, opened_cards = csv.writer(out, lineterminator="\n"), [], 0, 0
    writer.writerow(["consulta_id", "rank", "persona_id", "score", "band"])
    for row, (answer, found) in zip(tables.queries(options.queries), _resolved(bank, answers), strict=True):
        writer.writerows(figures.lines(row.key, found))
        dropped, opened_cards = dropped + bool(answer["dropped"]), opened_cards + answer["opened"]
        if answer["refused"]:
            refused.append({"line": row.line, "sentence": answer["refused"]})
        if told := truth.get(row.key):
            judge.add(row, told.person, told.labels, found)
    found_out = {"refused": {"n": len(refused), "first": refused[:5]}, "field_dropped": dropped}
    return found_out | {"cards_opened": opened_cards} | ({"judged": judge.told()} if truth else {})


def _keys_alone(bank: Bank, options: argparse.Namespace, scratch: Path) -> dict[str, Any]:
    """Recall of the order of the keys, with no field opened."""
    told = _pass(bank, options, scratch / "keys", 0, parts=PARTS, words=("--keys-alone",))
    truth, judge = truths_by_query(options.truth), figures.Judge()
    found = _resolved(bank, _in_order(sorted(scratch.glob("keys-*"))))
    for row, (_, persons) in zip(tables.queries(options.queries), found, strict=True):
        if each := truth.get(row.key):
            judge.add(row, each.person, (), persons)
    return {"ms": told, **({"recall": judge.told()["recall"]} if truth else {})}
