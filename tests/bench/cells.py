"""Tables of others may hold long cells. The limit is of the whole process: it is put back."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def long_cells(most: int) -> Iterator[None]:
    before = csv.field_size_limit(most)
    try:
        yield
    finally:
        csv.field_size_limit(before)
