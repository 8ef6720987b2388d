"""`python -m datavim`."""

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.datavim import sample

from datavim.__main__ import main, read_key
from datavim.bundle import BundleError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    sample.write_all(tmp_path, sample.bundle())
    (tmp_path / "key").write_text(base64.b64encode(sample.PUBLIC).decode() + "\n")
    return tmp_path


def test_verify_says_yes_and_no(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = home / "bundles/2026-10-r1"
    assert main(["verify", str(folder), "--key", str(home / "key")]) == 0
    assert "Correcto: corte 2026-10-r1, Baja California Sur" in capsys.readouterr().out
    (folder / "cards.json").write_text("[]")
    assert main(["verify", str(folder)]) == 1
    assert "«cards.json» cambió" in capsys.readouterr().err
    assert main(["verify", str(folder), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["good"] is False


def test_build_writes_the_site(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["build", str(home / "bundles"), str(home / "site"), "--help-file", str(home / "help.json")]
    assert main([*arguments, "--key", str(home / "key")]) == 0
    assert (home / "site/current/index.html").is_file()
    (home / "bundles/2026-10-r1/cut.json").write_text("{}")
    assert main(arguments) == 1
    assert "No se publica «2026-10-r1»" in capsys.readouterr().err


def test_a_key_in_three_forms(tmp_path: Path) -> None:
    for name, raw in (
        ("a", sample.PUBLIC),
        ("b", sample.PUBLIC.hex().encode()),
        ("c", base64.b64encode(sample.PUBLIC)),
    ):
        (tmp_path / name).write_bytes(raw)
        assert read_key(tmp_path / name) == sample.PUBLIC
    (tmp_path / "d").write_text("x")
    with pytest.raises(BundleError, match="llave pública"):
        read_key(tmp_path / "d")


def test_it_runs_without_the_bank_or_django(home: Path) -> None:
    """The public program never loads the private one."""
    code = (
        "import sys; from datavim.__main__ import main; import datavim.site, datavim.serve;"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('banevim', 'django')]"
    )
    source = Path(__file__).parents[3] / "src"
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": str(source)})


def test_a_taken_port_is_said_in_spanish(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", str(home / "site"), "--port", str(port)]) == 1
    assert "Elige otro con --port" in capsys.readouterr().err
