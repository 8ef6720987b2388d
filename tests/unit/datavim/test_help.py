"""The second signed file."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.unit.datavim import sample

from datavim.helplines import HelpError, read_help, verify_help, write_help
from datavim.site.build import NATIONAL_HELP


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "help.json"
    write_help(sample.help_data(), target, sample.KEY.sign, sample.PUBLIC)
    return target


def test_round_trip(path: Path) -> None:
    assert read_help(path) == sample.help_data()
    assert verify_help(path, sample.PUBLIC) == []
    assert sorted(item.name for item in path.parent.iterdir()) == ["help.json", "help.sig"]


def test_it_can_be_issued_again(path: Path) -> None:
    newer = sample.help_data(version="2026-12-01", issued_on=date(2026, 12, 1))
    write_help(newer, path, sample.KEY.sign, sample.PUBLIC)
    assert read_help(path).version == "2026-12-01"
    assert verify_help(path, sample.PUBLIC) == []


def test_a_changed_number_is_found(path: Path) -> None:
    path.write_text(path.read_text().replace('"911"', '"912"'))
    assert verify_help(path, sample.PUBLIC) == ["La firma no corresponde a las líneas de ayuda."]
    path.with_suffix(".sig").unlink()
    assert "su firma" in verify_help(path)[0]


def test_what_is_refused(path: Path) -> None:
    good = sample.help_data()
    with pytest.raises(HelpError, match="no se puede marcar"):
        replace(good.lines[0], tel="911;ext=1")
    with pytest.raises(HelpError, match="https"):
        sample.help_data(exit_url="javascript:alert(1)")
    with pytest.raises(HelpError, match="al menos una línea"):
        sample.help_data(lines=())
    data = json.loads(path.read_text())
    path.write_text(json.dumps({**data, "otro": 1}))
    with pytest.raises(HelpError, match="datos de más"):
        read_help(path)


def test_the_date_shown_is_the_oldest() -> None:
    good = sample.help_data()
    older = replace(good.lines[0], verified_on=date(2026, 1, 2))
    assert sample.help_data(lines=(older, good.lines[1])).verified_on == date(2026, 1, 2)
    never = replace(good.lines[0], verified_on=None)
    assert sample.help_data(lines=(never, good.lines[1])).verified_on is None


def test_the_national_lines_claim_no_verification() -> None:
    national = read_help(NATIONAL_HELP)
    assert [line.number for line in national.lines] == ["911", "079"]
    assert national.verified_on is None
