"""The public help lines change at any moment, by two people, without a cut; no published number moves."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from tests.integration.cuts.conftest import Bank

from banevim.common import clock
from banevim.common.errors import Refused
from datavim.helplines import verify_help
from datavim.words import long_date


def said(*words: str, **options: Any) -> list[dict[str, str]]:
    out = io.StringIO()
    call_command("site_help", *words, stdout=out, **options)
    found: list[dict[str, str]] = json.loads(out.getvalue())
    return found


def test_one_proposes_another_approves_and_old_pages_show_it(bank_of_cuts: Bank, tmp_path: Path) -> None:
    for number in range(6):
        bank_of_cuts.register(f"w{number}", "2026-09-10T10:00:00", "PSI")
    folder = bank_of_cuts.release("2026-09")
    signed = (folder / "signature").read_bytes()
    line = next(item for item in said("list") if item["name"].startswith("Línea"))
    values = {
        "name": "Línea nueva",
        "number": "079",
        "tel": "079",
        "hours": "A cualquier hora",
        "territory": "Todo el país",
        "what": "Te escuchan",
        "verified_on": clock.today().isoformat(),
        "verified_by": "Persona de práctica",
    }
    path = tmp_path / "line.json"
    path.write_text(json.dumps(values))
    with pytest.raises(CommandError, match="oficina estatal"):
        said("propose", "line", values=path, target=line["id"], username="capturer.hospital")
    with pytest.raises(CommandError, match="--as"):
        said("propose", "line", values=path, target=line["id"])
    change = said("propose", "line", values=path, target=line["id"], username="state_liaison.state_office")[0]
    assert change in said("list")
    with pytest.raises(CommandError, match="otra persona"):
        said("approve", change["id"], username="state_liaison.state_office")
    assert said("approve", change["id"], username="administrator.state_office")[0]["state"] == "approved"
    site = settings.HOME / "site" / "current"
    for page in ("index.html", f"v/{folder.name}/index.html", "ayuda/index.html"):
        assert "Línea nueva" in (site / page).read_text("utf-8")
    assert (folder / "signature").read_bytes() == signed
    key = bytes.fromhex((settings.HOME / "bundle_public.key").read_text())
    assert verify_help(settings.HOME / "help.json", key) == []


def test_lines_older_than_ninety_days_block_a_cut_and_stay_visible_with_their_date(
    bank_of_cuts: Bank,
) -> None:
    for number in range(6):
        bank_of_cuts.register(f"w{number}", "2026-09-10T10:00:00", "PSI")
    cut = bank_of_cuts.take("2026-09")
    bank_of_cuts.approve(cut)
    later = clock.now() + dt.timedelta(days=91)
    with clock.travel(later), pytest.raises(Refused, match="sin verificar en los últimos 90 días"):
        bank_of_cuts.publish(cut)
    assert not (settings.HOME / "bundles" / cut.version).exists()
    with clock.travel(later):
        bank_of_cuts.build()
    page = (settings.HOME / "site" / "current" / "ayuda" / "index.html").read_text("utf-8")
    assert "tel:911" in page
    assert f"Números verificados el {long_date(clock.today())}" in page
    bank_of_cuts.publish(cut)
