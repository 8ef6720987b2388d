"""Identifiers made in the application: UUIDv7 (RFC 9562), so that ids sort by time on any PostgreSQL."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """Return a time-ordered UUID: 48 bits of milliseconds since 1970, 74 random bits."""
    millis = time.time_ns() // 1_000_000
    value = (millis & ((1 << 48) - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)
