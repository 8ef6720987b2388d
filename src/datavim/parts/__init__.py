"""What a site is made of: parts, each written once under the digest of everything it is made from."""

from datavim.parts.packing import TWIN, with_twins
from datavim.parts.store import Part, Store, key_of
from datavim.parts.workers import each

__all__ = ["TWIN", "Part", "Store", "each", "key_of", "with_twins"]
