"""The copies in memory never pass from one test to the next."""

from collections.abc import Iterator

import pytest

from banevim.catalogs import queries


@pytest.fixture(autouse=True)
def fresh_copies() -> Iterator[None]:
    queries.reset()
    yield
    queries.reset()
