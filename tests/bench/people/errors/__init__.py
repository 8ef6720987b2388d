"""How what she says becomes what is written: each error by its name, and the mixes of three strengths."""

from tests.bench.people.errors.catalogue import CATALOGUE, STRENGTHS, spoil
from tests.bench.people.errors.told import Told

__all__ = ["CATALOGUE", "STRENGTHS", "Told", "spoil"]
