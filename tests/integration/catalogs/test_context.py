"""The victims that the SESNSP publishes: shipped with the catalogues, loaded by edition, whole or not at all."""

import datetime as dt
from pathlib import Path

from tests.harness.database import Bank

from banevim.catalogs import queries
from banevim.catalogs.models import VictimCount
from banevim.catalogs.rules import VICTIMS_COLUMNS

HEAD = ",".join(VICTIMS_COLUMNS)
LINES = """2025,03,Baja California Sur,La vida,Feminicidio,Feminicidio,Con arma blanca,Mujer,4
2025,03,Baja California Sur,La vida,Feminicidio,Feminicidio,No especificado,Mujer,2
2025,03,Baja California Sur,La vida,Homicidio,Homicidio doloso,Con arma blanca,Hombre,9
2026,03,Baja California Sur,La vida,Feminicidio,Feminicidio,No especificado,Mujer,0
"""


def file(folder: Path, lines: str = LINES) -> str:
    path = folder / "victimas.csv"
    path.write_text(f"{HEAD}\n{lines}", encoding="utf-8")
    return str(path)


def test_the_shipped_series_is_there_and_answers_for_women_alone(committed: Bank) -> None:
    told = queries.women_victims("03")
    assert told is not None
    assert (told.source, told.edition) == ("SESNSP, víctimas del fuero común", dt.date(2025, 8, 24))
    assert told.years == tuple(range(2015, 2026))
    assert told.women[2024, "Feminicidio"] == 9
    assert told.women[2024, "Lesiones dolosas"] == 837
    assert "Aborto" not in told.crimes, "its source counts no women apart"
    assert queries.women_victims("30") is None


def test_the_newest_edition_answers_and_is_loaded_once(committed: Bank, tmp_path: Path) -> None:
    order = ("load_context", file(tmp_path), "--edition", "2026-04-20")
    assert "4 filas nuevas" in committed.order(*order).stdout
    assert "0 filas nuevas" in committed.order(*order).stdout
    told = queries.women_victims("03")
    assert told is not None
    assert dict(told.women) == {(2025, "Feminicidio"): 6, (2026, "Feminicidio"): 0}
    file(tmp_path, LINES.replace(",4\n", ",5\n"))
    refused = committed.order(*order)
    assert refused.returncode == 1
    assert "Ya hay otras cifras" in refused.stderr


def test_nothing_is_stored_half(committed: Bank, tmp_path: Path) -> None:
    before = VictimCount.objects.count()
    bad = file(tmp_path, LINES + "2026,03,Baja California Sur,La vida,Robo,Robo,Robo,Mujeres,x\n")
    done = committed.order("load_context", bad, "--edition", "2026-04-20")
    assert done.returncode == 1
    assert "No se cargó nada. Línea 6: «genero» dice «Mujeres»" in done.stderr
    assert "Línea 6: «n_victimas» dice «x»" in done.stderr
    late = committed.order("load_context", file(tmp_path), "--edition", "2999-01-01")
    assert late.returncode == 1
    assert VictimCount.objects.count() == before
    assert (
        committed.order("load_context", file(tmp_path), "--edition", "2026-04-20", role="app").returncode != 0
    )
