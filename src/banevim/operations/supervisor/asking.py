"""What work on a bank needs to know of it."""

from typing import Protocol

from ..bank.home import Home
from ..database import Database


class Bank(Protocol):
    """What both a supervisor's bank and a verb's session know."""

    @property
    def home(self) -> Home: ...
    @property
    def database(self) -> Database: ...
    @property
    def key_fd(self) -> int | None: ...
