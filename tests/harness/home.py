"""A throw-away home of a practice bank, made before Django reads its settings."""

import atexit
import os
import pathlib
import secrets
import shutil
import tempfile

from banevim.vault import keyring

BANK_ID = "018f0000-0000-7000-8000-00000000bacc"
SHARED = "TESTS_SHARED"
FOLDERS = ("keys", "run", "logs", "bundles", "site", "checkpoints", "static")


def make_home(parent: pathlib.Path, *, mode: str = "practice", state_code: str = "03") -> pathlib.Path:
    """Folders, `bank.toml`, Django's secret and a keyring in clear."""
    home = parent / "home"
    for name in FOLDERS:
        (home / name).mkdir(mode=0o700, parents=True)
    (home / "bank.toml").write_text(
        f'id = "{BANK_ID}"\nmode = "{mode}"\nstate_code = "{state_code}"\ncreated_at = "2026-01-01T00:00:00+00:00"\n'
    )
    keyring.write_private(home / "keys" / "django.secret", secrets.token_urlsafe(50).encode())
    keyring.create_open(home / "keys")
    return home


def throw_away(home: pathlib.Path) -> None:
    """What a closed bank keeps outside its home: as root, and under a private folder, the data of its server."""
    data = home / "data"
    if data.is_symlink():
        shutil.rmtree(data.resolve().parent, ignore_errors=True)


def shared() -> pathlib.Path | None:
    """A folder of all the workers of a run, gone at its end; None where one process runs every test."""
    folder = os.environ.get(SHARED)
    return pathlib.Path(folder) if folder and "PYTEST_XDIST_WORKER" in os.environ else None


def use_fresh_home() -> pathlib.Path:
    """Point this process (and its children) to a new home; nothing of the person's own environment is used.

    The workers of a run have the keys of the process that started them: one of them prepares the bank for all.
    """
    before = pathlib.Path(os.environ["BANEVIM_HOME"]) if shared() else None
    for name in [n for n in os.environ if n.startswith(("BANEVIM_", "PG")) or n == "DATABASE_URL"]:
        if name != "PG_BIN":
            del os.environ[name]
    parent = pathlib.Path(tempfile.mkdtemp(prefix="banevim-test-"))
    parent.chmod(0o711)
    atexit.register(shutil.rmtree, parent, ignore_errors=True)
    home = make_home(parent)
    if before:
        shutil.copytree(before / "keys", home / "keys", dirs_exist_ok=True)
    else:
        os.environ[SHARED] = str(parent / "shared")
        (parent / "shared").mkdir(mode=0o700)
    os.environ["BANEVIM_HOME"] = str(home)
    os.environ["BANEVIM_STATIC"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    return home
