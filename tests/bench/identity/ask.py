"""Ask the queries of a table, one or several at once, or in bulk. A worker like those of the web; prints JSON."""

import argparse
import json
import resource
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

import banevim.wsgi  # noqa: F401 - what a worker of the web is: its modules, and how its threads take turns

# isort: split
from django.db import connection
from tests.bench.identity import asking, tables
from tests.bench.identity.crew import EACH

from banevim.accounts.middleware import actor_of
from banevim.accounts.models import Person
from banevim.vault import audit
from banevim.vault.context import Actor, acting, system

WARM, BULK = 10, 200
How = Callable[[Actor, tables.Row], asking.Answer]


class Searchers:
    """People who search, each for a while: nobody makes more than her hour allows."""

    def __init__(self, crew: str, part: int, parts: int) -> None:
        with acting(system()):
            rows = Person.objects.filter(username__startswith=f"{crew}-").order_by("username")
            self.people = [actor_of(each) for each in rows[part::parts]]
        self.asked = 0

    def next(self) -> Actor:
        """Whose turn it is."""
        self.asked += 1
        return self.people[self.asked // EACH % len(self.people)]

    def warm_up(self, how: How, path: Path) -> None:
        """What a process does once is not a search's time."""
        for row in islice(tables.queries(path), WARM):
            how(self.next(), row)
        self.asked = EACH


class Reader:
    """The queries of this process, handed to its threads one by one."""

    def __init__(self, rows: Iterator[tables.Row], out: IO[str]) -> None:
        self.rows, self.out, self.turn = rows, out, threading.Lock()

    def next(self) -> tables.Row | None:
        """The next one."""
        with self.turn:
            return next(self.rows, None)

    def write(self, answer: asking.Answer) -> None:
        """Keep an answer."""
        with self.turn:
            self.out.write(answer.told() + "\n")


def work(reader: Reader, searchers: Searchers, how: How) -> None:
    """Ask until there is nothing left."""
    try:
        while row := reader.next():
            reader.write(how(searchers.next(), row))
    finally:
        connection.close()


def in_bulk(reader: Reader, by: Actor) -> None:
    """Ask many in one transaction, with one record on the trail: the engine without its page."""
    while rows := list(islice(iter(reader.next, None), BULK)):
        with acting(by):
            answers = [asking.in_bulk(by, row) for row in rows if row]
            details = {"queries": len(rows), "opened": sum(each.opened for each in answers)}
            audit.record("identity.batch.searched", details=details)
        for answer in answers:
            reader.write(answer)


def at_once(reader: Reader, crowd: list[Searchers], how: How) -> None:
    """As many threads as there are searchers, to the end."""
    threads = [threading.Thread(target=work, args=(reader, each, how)) for each in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run(options: argparse.Namespace) -> dict[str, Any]:
    """All the queries of this part."""
    own, all_parts = options.part * options.threads, options.parts * options.threads
    crowd = [Searchers(options.crew, own + n, all_parts) for n in range(options.threads)]
    how = asking.by_keys_alone if options.keys_alone else asking.as_the_page
    if not options.batch:
        crowd[0].warm_up(how, options.queries)
    first, step = options.part * options.every, options.parts * options.every
    rows = islice(tables.queries(options.queries), first, None, step)
    started = time.monotonic()
    with options.out.open("w", encoding="utf-8") as out:
        reader = Reader(rows, out)
        if options.batch:
            in_bulk(reader, crowd[0].next())
        else:
            at_once(reader, crowd, how)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": time.monotonic() - started, "mib": round(most)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--crew", required=True, help="people who search, by the start of their user names")
    parser.add_argument("--part", type=int, default=0)
    parser.add_argument("--parts", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, help="one of every so many")
    parser.add_argument("--batch", action="store_true")
    parser.add_argument("--keys-alone", action="store_true")
    print(json.dumps(run(parser.parse_args())))


if __name__ == "__main__":
    main()
