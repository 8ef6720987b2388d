"""Queries of each page of a capturer, and the weight of each. A process of its own; prints JSON."""

import json
import random
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from tests.bench.bulk.desks import capturers, desk  # noqa: E402
from tests.bench.bulk.drawn import Author  # noqa: E402
from tests.harness.weight import weigh  # noqa: E402

from banevim.common import clock  # noqa: E402


def static(name: str) -> bytes:
    """A static file as this bank serves it."""
    return (Path(settings.STATIC_ROOT) / name).read_bytes()


def page(client: Client, path: str) -> dict[str, Any]:
    """Queries and weight, once what the process keeps is in its memory."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    count = len(queries)
    return {"status": answer.status_code, "queries": count, **vars(weigh(client, path, static))}


def sent(client: Client, path: str, values: dict[str, Any]) -> dict[str, Any]:
    """Queries of a form that is sent."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(path, values)
    return {"status": answer.status_code, "queries": len(queries)}


def main() -> None:
    person = capturers(30)[-1]
    author = Author(random.randrange(2**32), [person], clock.now(), settings.STATE_CODE, "BS")
    told, client = desk(person, author, 2, random.Random(1)), Client(SERVER_NAME="localhost")
    client.get(told["link"])
    client.post(told["link"])
    draft = f"/borradores/{told['drafts'][0]['id']}/"
    asked = {
        "desk": "/",
        "search": "/buscar/",
        "month": "/mi-mes/",
        "drafts": "/borradores/",
        "file": f"/expedientes/{told['files'][0]}/",
        "express": draft,
        **{f"step {n}": f"{draft}paso/{n}/" for n in range(1, 7)},
        "tasks": f"{draft}pasos/",
        "review": f"{draft}revisar/",
    }
    found = {name: page(client, path) for name, path in asked.items()}
    typed = told["drafts"][0]["typed"]
    found["autosave"] = sent(client, f"{draft}guardar/", typed)
    found["register"] = sent(client, draft, {**typed, "hacer": "registrar"})
    print(json.dumps(found))


if __name__ == "__main__":
    main()
