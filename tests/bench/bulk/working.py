"""A capturer at work over HTTP: what she asks for, in the order of a day, each request with its time."""

import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from tests.harness.visitor import Answer, Visitor

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="(\d+)"')
CASE = re.compile(r"/casos/[0-9a-f-]{36}/")
SAVES = 3
LISTS = {
    "drafts": "/borradores/",
    "pending": "/pendientes/",
    "received": "/canalizaciones/",
    "follow_ups": "/seguimientos/",
    "doubts": "/buscar/posibles-duplicados/",
}
Act = tuple[str, Callable[[], None]]


@dataclass
class Times:
    """Milliseconds by what was asked for, and what did not answer as it should."""

    taken: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, milliseconds: float) -> None:
        self.taken.setdefault(name, []).append(milliseconds)


class Capturer:
    """One of them, signed in. `desk` is what `desks` gave her."""

    def __init__(self, base: str, desk: dict[str, Any], times: Times) -> None:
        self.base, self.desk, self.times = base, desk, times
        self.visitor = Visitor(base, [])
        self.chance = random.Random(desk["person"])
        self.token = self._token(self.visitor.get(desk["link"]))
        self.case = ""

    def _token(self, page: Answer) -> str:
        """The seal of the session, which every form of hers carries."""
        found = TOKEN.search(page.body.decode()) or TOKEN.search(self.visitor.get("/buscar/").body.decode())
        assert found, page.asked
        return found[1]

    def get(self, name: str, path: str) -> Answer:
        """A page, timed."""
        return self._timed(name, lambda: self.visitor.get(path), 200)

    def post(self, name: str, path: str, status: int, **values: Any) -> Answer:
        """A form sent, timed; not followed."""
        sent = {"csrfmiddlewaretoken": self.token, **values}
        return self._timed(name, lambda: self.visitor.post(path, sent), status)

    def _timed(self, name: str, ask: Callable[[], Answer], status: int) -> Answer:
        started = time.perf_counter()
        answer = ask()
        self.times.add(name, 1000 * (time.perf_counter() - started))
        if answer.status != status:
            self.times.wrong.append(f"{name}: {answer.status}")
        self.visitor.answers.clear()
        return answer

    def round(self, number: int) -> Iterator[Act]:
        """What she does with one woman, one act at a time."""
        desk = self.desk
        file = f"/expedientes/{desk['files'][number % len(desk['files'])]}/"
        draft = desk["drafts"][number % len(desk["drafts"])]
        page = f"/borradores/{draft['id']}/"
        yield "desk", lambda: self.look("desk", "/")
        yield "search", lambda: self.search(desk["searches"][number % len(desk["searches"])])
        yield "file", lambda: self.file(file)
        yield "case", lambda: self.look("case", self.case)
        yield "month", lambda: self.look("month", f"/mi-mes/?pagina={number % 3 + 1}")
        for name, path in LISTS.items():
            yield name, lambda name=name, path=path: self.look(name, path)  # type: ignore[misc]
        yield "step", lambda: self.look("step", f"{page}paso/{number % 6 + 1}/")
        yield "express", lambda: self.look("express", page)
        for save in range(SAVES):
            yield "autosave", lambda save=save: self.save(page, draft["typed"], save)  # type: ignore[misc]
        yield "register", lambda: self.register(page, draft["typed"])

    def look(self, name: str, path: str) -> None:
        self.get(name, path)

    def file(self, path: str) -> None:
        """A file; its first own case is what she opens next."""
        found = CASE.search(self.get("file", path).body.decode())
        self.case = found[0] if found else self.case

    def search(self, box: str) -> None:
        """A search and its candidates."""
        sent = self.post("search", "/buscar/", 302, box=box, reason="ATE")
        if sent.location:
            self.get("results", urljoin(sent.asked, sent.location).split("#")[0])

    def save(self, page: str, typed: dict[str, Any], save: int) -> None:
        """The page keeps itself, with a little more typed; as the script sends it, on purpose over what there was."""
        self.post("autosave", f"{page}guardar/", 200, **{**typed, "narrative": f"Relato ficticio {save}"})

    def register(self, page: str, typed: dict[str, Any]) -> None:
        """Everything at once. What only looks odd is confirmed, as a person would after reading it."""
        sure = {"confirmed": "on", "warnings_reason": "Datos ficticios de práctica"}
        sent = self.post("register", page, 302, hacer="registrar", **typed)
        if sent.status == 200 and (seen := re.search(r'name="seen" value="([^"]*)"', sent.body.decode())):
            self.times.wrong.pop()
            self.post("register", page, 302, hacer="registrar", **typed, **sure, seen=seen[1])
