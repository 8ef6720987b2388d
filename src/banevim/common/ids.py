"""Identifiers made in the application: UUIDv7 (RFC 9562), so that ids sort by time on any PostgreSQL."""

import secrets
import threading
import time
import uuid

_RANDOM, _LOW = 74, 62
_STEP = 32
_turn = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """A time-ordered UUID: 48 bits of milliseconds since 1970, 74 random bits.

    Those of one process sort in the order in which they were made, also within a millisecond (RFC 9562, 6.2, method
    2): the persons of a case stay in the order in which she named them.
    """
    global _last
    fresh = (time.time_ns() // 1_000_000) << _RANDOM | secrets.randbits(_RANDOM)
    with _turn:
        _last = fresh = max(fresh, _last + 1 + secrets.randbits(_STEP))
    millis, bits = fresh >> _RANDOM, fresh & ((1 << _RANDOM) - 1)
    high, low = bits >> _LOW, bits & ((1 << _LOW) - 1)
    return uuid.UUID(int=millis << 80 | 0x7 << 76 | high << 64 | 0x2 << 62 | low)
