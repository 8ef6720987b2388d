"""Queries of each page of a capturer, and the weight of those on which she writes. A process of its own; prints JSON."""

import gzip
import json
import random
import re
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from tests.bench.bulk.desks import capturers, desk  # noqa: E402
from tests.bench.bulk.drawn import Author  # noqa: E402

from banevim.common import clock  # noqa: E402


def main() -> None:
    person = capturers(30)[-1]
    author = Author(random.randrange(2**32), [person], clock.now(), settings.STATE_CODE, "BS")
    told, client = desk(person, author, 2, random.Random(1)), Client(SERVER_NAME="localhost")
    client.get(told["link"])
    client.post(told["link"])
    draft = f"/borradores/{told['drafts'][0]['id']}/"
    asked = {
        "desk": "/",
        "month": "/mi-mes/",
        "drafts": "/borradores/",
        "file": f"/expedientes/{told['files'][0]}/",
        "express": draft,
        "step": f"{draft}paso/2/",
        "tasks": f"{draft}pasos/",
        "review": f"{draft}revisar/",
    }
    found: dict[str, Any] = {name: page(client, path) for name, path in asked.items()}
    sent = told["drafts"][0]["typed"]
    found["autosave"] = counted(client, f"{draft}guardar/", sent)
    found["register"] = counted(client, draft, {**sent, "hacer": "registrar"})
    print(json.dumps(found))


def counted(client: Client, path: str, sent: dict[str, Any]) -> dict[str, Any]:
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(path, sent)
    return {"status": answer.status_code, "queries": len(queries)}


def page(client: Client, path: str) -> dict[str, Any]:
    """Queries, bytes as they travel, and requests of a first visit."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    html = answer.content
    parts = re.findall(rb'(?:src|href)="(/static/[^"]+)"', html)
    return {
        "status": answer.status_code,
        "queries": len(queries),
        "html": len(html),
        "html_gzip": len(gzip.compress(html, 6)),
        "static_requests": len(set(parts)),
    }


if __name__ == "__main__":
    main()
