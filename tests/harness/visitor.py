"""A person at a browser without a browser: cookies, forms filled as the page gives them, and every answer kept."""

import http.cookiejar
import urllib.error
import urllib.request
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

Values = dict[str, list[str]]
Files = Mapping[str, tuple[str, bytes]]
NO_FILES: Files = {}


@dataclass(frozen=True)
class Answer:
    """What the bank answered to one request."""

    asked: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def location(self) -> str:
        """Where it sends the browser, or ''."""
        return next((value for name, value in self.headers if name.lower() == "location"), "")

    @property
    def forms(self) -> "list[Form]":
        """The forms of the page."""
        return _Reader.read(self.body.decode())

    def form(self, action: str) -> "Form":
        """The form whose action ends like this; '' is the one that is sent to its own page."""
        sent = [form for form in self.forms if form.method == "post"]
        return next(f for f in sent if (f.action.endswith(action) if action else not f.action))


@dataclass
class Form:
    """A form as it was given, with the values that it already has."""

    action: str
    method: str
    values: Values = field(default_factory=dict)
    options: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def pick(self, name: str, label: str) -> str:
        """The value of the option whose words contain `label`."""
        return next(value for value, words in self.options[name] if label in words)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.select = self.area = ""
        self.option: list[str] | None = None

    @classmethod
    def read(cls, text: str) -> list[Form]:
        reader = cls()
        reader.feed(text)
        return reader.forms

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        elif self.forms and tag in ("input", "select", "textarea", "option"):
            getattr(self, f"_{tag}")(given)

    def _input(self, given: dict[str, str]) -> None:
        kind, name = given.get("type", "text"), given.get("name")
        sent = kind not in ("submit", "file") and (kind not in ("checkbox", "radio") or "checked" in given)
        if name and sent:
            self.forms[-1].values.setdefault(name, []).append(given.get("value", ""))

    def _select(self, given: dict[str, str]) -> None:
        self.select = given["name"]
        self.forms[-1].options[self.select] = []

    def _textarea(self, given: dict[str, str]) -> None:
        self.area = given["name"]
        self.forms[-1].values[self.area] = [""]

    def _option(self, given: dict[str, str]) -> None:
        self.option = [given.get("value", ""), ""]
        if "selected" in given:
            self.forms[-1].values[self.select] = [given.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self.option:
            self.option[1] += data
        if self.area:
            self.forms[-1].values[self.area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "option" and self.option:
            self.forms[-1].options[self.select].append((self.option[0], self.option[1]))
            self.option = None
        self.area = "" if tag == "textarea" else self.area


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Visitor:
    """Somebody with a session. `answers` keeps all that the bank said."""

    def __init__(self, base: str, answers: list[Answer]) -> None:
        self.base, self.answers = base, answers
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar, _Stay)

    def _send(self, request: urllib.request.Request) -> Answer:
        try:
            got = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            got = error
        answer = Answer(request.full_url, got.status, tuple(got.headers.items()), got.read())
        self.answers.append(answer)
        return answer

    def get(self, path: str) -> Answer:
        """A page; redirections are followed one by one."""
        answer = self._send(urllib.request.Request(urljoin(self.base, path)))  # noqa: S310
        return self.get(urljoin(answer.asked, answer.location)) if answer.location else answer

    def post(self, path: str, values: Mapping[str, Any], files: Files = NO_FILES) -> Answer:
        """A form sent; not followed, so that a test can look at where it leads."""
        kind, body = "application/x-www-form-urlencoded", urlencode(values, doseq=True).encode()
        if files:
            mark = uuid.uuid4().hex
            kind, body = f"multipart/form-data; boundary={mark}", _multipart(mark, values, files)
        heads = {"Content-Type": kind, "Origin": self.base.rstrip("/")}
        return self._send(urllib.request.Request(urljoin(self.base, path), body, heads))  # noqa: S310

    def submit(self, page: Answer, action: str, files: Files = NO_FILES, **changes: Any) -> Answer:
        """Send a form of a page with some values changed; names with `__` stand for those with a dash."""
        form = page.form(action)
        changed = {name.replace("__", "-"): value for name, value in changes.items()}
        values = {**form.values, **changed}
        answer = self.post(form.action or urlsplit(page.asked).path, values, files)
        return self.post(answer.location, values) if answer.status == 307 else answer

    def follow(self, answer: Answer) -> Answer:
        """Where a sent form leads."""
        assert answer.location, f"{answer.asked}: {answer.status}"
        return self.get(urljoin(answer.asked, answer.location).split("#")[0])


def _multipart(mark: str, values: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]]) -> bytes:
    parts = []
    for name, value in values.items():
        for each in value if isinstance(value, list) else [value]:
            parts.append(f'Content-Disposition: form-data; name="{name}"\r\n\r\n{each}'.encode())
    for name, (title, raw) in files.items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{title}"\r\n\r\n'
        parts.append(head.encode() + raw)
    edge = f"--{mark}".encode()
    return b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts) + edge + b"--\r\n"
