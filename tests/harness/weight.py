"""What a page costs on a slow line: bytes as they travel, and requests."""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

STATIC = re.compile(r'(?:src|href)="/static/([^"]+)"')
GZIP = {"accept-encoding": "gzip"}


@dataclass(frozen=True)
class Weight:
    """Of the first visit with an empty browser, and of the page alone once it keeps the static files."""

    first: int
    requests: int
    after: int


def weigh(client: Any, path: str, read: Callable[[str], bytes]) -> Weight:
    """`read` gives a static file by its name. Headers are not counted."""
    answer = client.get(path, headers=GZIP)
    assert answer.status_code == 200, answer.status_code
    packed = answer.headers.get("Content-Encoding") == "gzip"
    html = gzip.decompress(answer.content) if packed else answer.content
    files = set(STATIC.findall(html.decode()))
    rest = sum(len(gzip.compress(read(name))) for name in files)
    return Weight(len(answer.content) + rest, 1 + len(files), len(answer.content))
