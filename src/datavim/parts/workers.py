"""The same work on many things in several processes. A process holds one thing at a time."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

FEW = 6
"""Up to so many things are done here: a process of its own first reads its libraries and templates."""


def each(do: Callable[[Any], None], things: Sequence[Any], workers: int | None = None) -> None:
    """Do all of them, in any order; `workers` processes, as many as processors unless told. Raises what one raised."""
    count = min(workers or os.cpu_count() or 1, len(things))
    if count < 2 or (workers is None and len(things) <= FEW):
        for thing in things:
            do(thing)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_die_with_the_parent) as pool:
        try:
            for _ in pool.map(do, things):
                pass
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _die_with_the_parent() -> None:
    """A builder that is killed leaves no process behind."""
    threading.Thread(target=_wait_for_the_parent, daemon=True).start()


def _wait_for_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
