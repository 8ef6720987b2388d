"""One throw-away PostgreSQL for the session, and clones of its prepared database for tests that commit."""

import contextlib
import fcntl
import io
import itertools
import os
import pathlib
import shutil
import subprocess
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from banevim.operations.postgres import DATABASE, TemporaryCluster, temporary_cluster

ROOT = pathlib.Path(__file__).resolve().parents[2]
PRISTINE = "banevim_pristine"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Bank:
    """A prepared database on the session's server."""

    cluster: TemporaryCluster
    name: str
    home: pathlib.Path

    def url(self, role: str = "app") -> str:
        """Address for `owner`, `app`, `stats` or `superuser`."""
        return self.cluster.url(role, self.name)

    def env(self, role: str = "app") -> dict[str, str]:
        """Environment of a child process that works on this database."""
        return {
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "DJANGO_SETTINGS_MODULE": "banevim.settings",
            "BANEVIM_HOME": str(self.home),
            "BANEVIM_ROLE": "owner" if role == "owner" else "",
            **{
                f"BANEVIM_DB_URL{s}": self.url(r)
                for s, r in (("", "app"), ("_OWNER", "owner"), ("_STATS", "stats"))
            },
        }

    def run(self, *words: str, role: str = "app", **options: object) -> subprocess.CompletedProcess[str]:
        """`python WORDS` in a child process on this database; output is captured, the exit code is not checked."""
        settings: dict[str, object] = {"capture_output": True, "text": True, "timeout": 120, "check": False}
        return subprocess.run([sys.executable, *words], cwd=ROOT, env=self.env(role), **(settings | options))

    def manage(self, *words: str, role: str = "owner", **options: object) -> subprocess.CompletedProcess[str]:
        """A management command in a child process, as owner unless said otherwise."""
        return self.run("-m", "banevim.manage", *words, role=role, **options)

    def order(self, *words: str, role: str = "owner") -> subprocess.CompletedProcess[str]:
        """The same in this process, where Django is loaded already: for what a command says and leaves behind."""
        from django.core.management import execute_from_command_line

        from banevim.catalogs import queries

        out, err, code = io.StringIO(), io.StringIO(), 0
        connect_django(self, role)
        queries.reset()
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                execute_from_command_line(["banevim.manage", *words])
        except SystemExit as ended:
            code = int(ended.code or 0)
        except Exception:  # noqa: BLE001 - a process of its own would end with 1, whatever went wrong
            code = 1
            traceback.print_exc(file=err)
        finally:
            connect_django(self)
            queries.reset()
        return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


@contextlib.contextmanager
def prepared_server(home: pathlib.Path, shared: pathlib.Path | None = None) -> Iterator[Bank]:
    """Start, migrate and fill; keep a pristine copy that nobody connects to.

    Several processes with homes of the same keys give a `shared` folder: the first one prepares for all.
    """
    if shared:
        with (shared / "lock").open("w") as at_work:
            fcntl.flock(at_work, fcntl.LOCK_EX)
            if not (shared / "data").exists():
                with temporary_cluster(pattern=shared) as first:
                    _prepare(first, home)
                    first.leave(shared)
    with temporary_cluster(pattern=shared) as cluster:
        yield Bank(cluster, DATABASE, home) if shared else _prepare(cluster, home)


def _prepare(cluster: TemporaryCluster, home: pathlib.Path) -> Bank:
    bank = Bank(cluster, DATABASE, home)
    done = bank.run("-m", "tests.harness.prepare", role="owner")
    if done.returncode:
        raise RuntimeError(f"the test database could not be prepared:\n{done.stderr}")
    cluster.create_database(PRISTINE, template=DATABASE)
    return bank


@contextlib.contextmanager
def clone(bank: Bank, home: pathlib.Path) -> Iterator[Bank]:
    """A fresh copy of the prepared database and of its home, dropped afterwards."""
    shutil.copytree(bank.home, home)
    copy = Bank(bank.cluster, f"banevim_copy_{next(_numbers)}", home)
    copy.cluster.create_database(copy.name, template=PRISTINE)
    try:
        yield copy
    finally:
        copy.cluster.drop_database(copy.name)


@contextlib.contextmanager
def working_on_a_clone(bank: Bank, home: pathlib.Path, blocker: Any) -> Iterator[Bank]:
    """Django works on a clone meanwhile, and on the bank again afterwards. `blocker`: of pytest-django."""
    from django.db import connections

    with clone(bank, home) as copy, blocker.unblock():
        connect_django(copy)
        try:
            yield copy
        finally:
            connections.close_all()
            connect_django(bank)


def connect_django(bank: Bank, role: str = "app") -> None:
    """Make Django's two aliases and the home of this process those of the bank. Settings are changed in place."""
    from django.conf import settings
    from django.db import connections

    from banevim.settings import _database

    settings.HOME = bank.home
    os.environ["BANEVIM_HOME"] = str(bank.home)
    for alias, user in (("default", role), ("stats", "stats")):
        connections[alias].close()
        target = connections[alias].settings_dict
        for each in (target, settings.DATABASES[alias]):
            each.update({k: v for k, v in _database(bank.url(user), pool=False).items() if k != "TEST"})


@contextlib.contextmanager
def asked() -> Iterator[list[str]]:
    """The statements of the block, once it ends. Not counted: whether the catalogues changed, which is asked every few
    seconds whatever the page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    statements: list[str] = []
    with CaptureQueriesContext(connection) as ran:
        yield statements
    statements += [
        each["sql"] for each in ran.captured_queries if "catalogs_catalogversion" not in each["sql"]
    ]


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside is rolled back; durable blocks may stand in it, as in a test of Django."""
    from django.db import transaction

    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)
