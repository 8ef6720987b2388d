"""A trail with something in it, and a superuser who tampers with it."""

import random

import psycopg
from tests.harness.database import Bank

from banevim.vault import audit
from banevim.vault.context import acting, system
from banevim.vault.trail import chain
from banevim.vault.trail.report import Report
from banevim.vault.trail.verify import verify


def fill(actor, transactions: int, *, each: int = 3, streams: tuple[str, ...] = ("s00", "s05")) -> None:
    """Several transactions of a few records, over the given streams in turn."""
    ordinary = chain.stream_name
    try:
        for number in range(transactions):
            chain.stream_name = lambda number=number: streams[number % len(streams)]
            with acting(actor):
                for n in range(each):
                    audit.record(
                        "tests.thing.done", subject=("thing", number), details={"n": n, "kinds": ["a", "b"]}
                    )
    finally:
        chain.stream_name = ordinary


def tamper(bank: Bank, *statements: str) -> None:
    """As superuser, without the guard of the position, so that anything may be written."""
    with psycopg.connect(bank.url("superuser")) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def some_record(*, low: int = 3, high: int = 25) -> tuple[str, int]:
    """A random position inside the chains."""
    return random.choice(["s00", "s05"]), random.randint(low, high)


def verdict() -> Report:
    """What `audit verify` finds now."""
    with acting(system(), snapshot=True):
        return verify()
