"""Log lines as JSON: where and what kind, never what a person typed."""

import json
import logging
from typing import Any


class LineFormatter(logging.Formatter):
    """One JSON object a line. Of an exception only its type and the places it passed are kept, never its text:
    a message can quote the value that a person typed. Of a request only its route, never the address as typed:
    it may hold the token of an invitation, or a name written in the wrong box."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": self._message(record),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = self._places(record)
        return json.dumps(line, ensure_ascii=False)

    @staticmethod
    def _message(record: logging.LogRecord) -> str:
        request: Any = getattr(record, "request", None)
        if request is not None or record.name.startswith("django.security"):
            match = getattr(request, "resolver_match", None)
            status, method = getattr(record, "status_code", 0), getattr(request, "method", "")
            return f"{status} {method} {match.route if match else ''}".strip()
        return record.getMessage() if record.exc_info is None else str(record.msg)

    @staticmethod
    def _places(record: logging.LogRecord) -> list[str]:
        places, step = [], record.exc_info[2] if record.exc_info else None
        while step is not None:
            code = step.tb_frame.f_code
            places.append(f"{code.co_filename}:{step.tb_lineno} {code.co_name}")
            step = step.tb_next
        return places[-12:]
