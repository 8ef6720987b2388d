"""The web server, quiet: what a visitor sent is neither repeated in an error page nor kept in the log."""

import contextlib
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.http.errors import ParseException
from gunicorn.util import write_error
from gunicorn.workers.gthread import ThreadWorker

from banevim.common.logs import LineFormatter


class QuietLogger(Logger):  # type: ignore[misc]
    """The lines of the server as those of the bank: of an exception its type and places, never its text."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(LineFormatter())


class QuietWorker(ThreadWorker):  # type: ignore[misc]
    """Answers what is no request by its number alone."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        status, reason = (400, "Bad Request") if isinstance(exc, ParseException) else (500, "Server Error")
        self.log.warning("%s %s", status, type(exc).__name__)
        with contextlib.suppress(OSError):
            write_error(client, status, reason, "")
