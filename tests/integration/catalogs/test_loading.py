"""Loading as owner, from the command line."""

import datetime as dt
import pathlib

import pytest
from tests.harness.database import Bank

from banevim.catalogs import queries
from banevim.catalogs.models import CatalogVersion, Entry, HelpCentre, HelpLine, Population

OVERLAY = "catalog,code,label,key,group,order,valid_from,valid_to,hint,legal_basis,provenance\n"
POPULATION = "cvegeo,anio,sexo,edad_min,edad_max,poblacion,fuente,version\n"


def _file(folder: pathlib.Path, text: str) -> str:
    path = folder / "archivo.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def _last_event(bank: Bank) -> str:
    import psycopg

    with psycopg.connect(bank.url("superuser")) as connection:
        row = connection.execute("SELECT event FROM vault_auditrecord ORDER BY at DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def test_loading_again_changes_nothing(committed: Bank) -> None:
    before = CatalogVersion.objects.get(), list(Entry.objects.values_list())
    assert "sin cambios" in committed.order("load_catalogs").stdout
    assert CatalogVersion.objects.get() == before[0]
    assert "0 filas" in committed.order("load_catalogs", "--force").stdout
    assert list(Entry.objects.values_list()) == before[1]
    assert _last_event(committed) == "catalogs.catalog.loaded"


def test_the_app_role_cannot_load(committed: Bank) -> None:
    done = committed.order("load_catalogs", "--force", role="app")
    assert done.returncode != 0


def test_an_overlay_of_the_state_law(committed: Bank, tmp_path: pathlib.Path) -> None:
    number = queries.version()
    row = "modality,OBS,Obstétrica,b,,11,2022-01-01,,,Ley estatal de práctica,Prueba\n"
    done = committed.order("load_catalogs", "--overlay", _file(tmp_path, OVERLAY + row))
    assert done.returncode == 0, done.stderr
    queries.reset()
    assert queries.version() == number + 1
    assert queries.label("modality", "OBS") == "Obstétrica"
    assert _last_event(committed) == "catalogs.file.loaded"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("modality,FAM,Otra,,,1,2024-01-01,,,x,x\n", "coinciden en el tiempo"),
        ("nada,FAM,Otra,,,1,2024-01-01,,,x,x\n", "La línea 2"),
        ("modality,FAM,Otra,,,1,hoy,,,x,x\n", "La línea 2"),
    ],
)
def test_a_bad_overlay_changes_nothing(
    committed: Bank, tmp_path: pathlib.Path, row: str, reason: str
) -> None:
    before = list(Entry.objects.values_list())
    done = committed.order("load_catalogs", "--overlay", _file(tmp_path, OVERLAY + row))
    assert done.returncode == 1
    assert reason in done.stderr
    assert list(Entry.objects.values_list()) == before


def test_population_of_another_source_stays_apart(committed: Bank, tmp_path: pathlib.Path) -> None:
    good = (
        POPULATION
        + "03,2026,mujeres,,,451515,CONAPO de práctica,2023\n03003,2026,mujeres,15,29,9,CONAPO de práctica,2023\n"
    )
    path = _file(tmp_path, good)
    assert "2 filas nuevas" in committed.order("load_population", path).stdout
    assert "0 filas nuevas" in committed.order("load_population", path).stdout
    assert queries.women_2020("03").total == 392_568
    assert queries.population(year=2026, source="CONAPO de práctica", edition="2023").values == {
        "03": 451_515
    }
    _file(tmp_path, good.replace("451515", "451516"))
    refused = committed.order("load_population", path)
    assert refused.returncode == 1
    assert "otra versión" in refused.stderr


def test_a_population_by_age_answers_only_for_ages_that_it_has(
    committed: Bank, tmp_path: pathlib.Path
) -> None:
    rows = "03003,2026,mujeres,0,14,10,Práctica,1\n03003,2026,mujeres,15,29,7,Práctica,1\n"
    rows += "03003,2026,mujeres,30,,5,Práctica,1\n03009,2026,mujeres,0,14,3,Práctica,1\n"
    rows += "03003,2026,mujeres,15,29,999,Práctica,2\n"
    assert committed.order("load_population", _file(tmp_path, POPULATION + rows)).returncode == 0

    def between(first: int, last: int | None) -> dict[str, int]:
        found = queries.population(year=2026, source="Práctica", edition="1", ages=(first, last))
        return dict(found.values)

    assert between(0, 14) == {"03003": 10, "03009": 3}
    assert between(0, 29) == {"03003": 17}
    assert between(15, None) == {"03003": 12}
    assert between(15, 44) == {}
    assert queries.population(year=2026, source="Práctica", edition="1").values == {}, "nobody is of all ages"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("03003,2026,todas,,,5,x,1\n", "La línea 2"),
        ("03003,2026,mujeres,,,5,,1\n", "La línea 2"),
        ("03003,2026,mujeres,,,-5,x,1\n", "La línea 2"),
        ("03004,2026,mujeres,,,5,x,1\n", "no están en el catálogo"),
        ("03003,2026,mujeres,9,5,5,x,1\n", "edad mínima"),
        ("03003,2026,mujeres,,,5,x,1\n03003,2026,mujeres,,,6,x,1\n", "repite una celda"),
    ],
)
def test_bad_population_is_refused_with_its_reason(
    committed: Bank, tmp_path: pathlib.Path, rows: str, reason: str
) -> None:
    count = Population.objects.count()
    done = committed.order("load_population", _file(tmp_path, POPULATION + rows))
    assert done.returncode == 1
    assert reason in done.stderr
    assert Population.objects.count() == count


def test_a_file_that_is_not_utf8_says_so(committed: Bank, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "viejo.csv"
    path.write_bytes((OVERLAY + "modality,OBS,Obstétrica,b,,11,2022-01-01,,,x,x\n").encode("latin-1"))
    done = committed.order("load_catalogs", "--overlay", str(path))
    assert (done.returncode, "UTF-8" in done.stderr) == (1, True)


def test_the_geography_of_the_office_updates_and_adds(committed: Bank, tmp_path: pathlib.Path) -> None:
    text = "cvegeo,nom_mun,nom_cabecera\n03003,La Paz,La Paz\n03010,Municipio de práctica,Cabecera\n"
    done = committed.order("load_catalogs", "--municipalities", _file(tmp_path, text))
    assert done.returncode == 0, done.stderr
    queries.reset()
    assert [p.code for p in queries.municipalities("03")].count("03010") == 1
    assert queries.women_2020("03").total == 392_568


def test_what_the_office_loaded_outlives_the_shipped_files(committed: Bank, tmp_path: pathlib.Path) -> None:
    days = (
        "date,name,confirmed,legal_basis,provenance\n2026-04-03,Viernes Santo,yes,BOGE de práctica,Oficina\n"
    )
    assert committed.order("load_catalogs", "--holidays", _file(tmp_path, days)).returncode == 0
    address = "site_text,exit_url,{},,,1,{},{},,,Oficina\n"
    rows = address.format("https://a.mx/", "2007-02-02", "2026-01-31") + address.format(
        "https://b.mx/", "2026-02-01", ""
    )
    done = committed.order("load_catalogs", "--overlay", _file(tmp_path, OVERLAY + rows))
    assert done.returncode == 0, done.stderr
    assert "0 filas" in committed.order("load_catalogs", "--force").stdout
    queries.reset()
    assert dt.date(2026, 4, 3) in queries.holidays()
    assert queries.help_data(practice=True, on=dt.date(2026, 2, 1))["exit_url"] == "https://b.mx/"


def test_another_state(
    committed: Bank, monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: pathlib.Path
) -> None:
    monkeypatch.setenv("BANEVIM_STATE_CODE", "30")
    done = committed.manage("load_catalogs")
    assert done.returncode == 0, done.stderr
    own = "cvegeo,nom_loc,ambito,pob_total,pob_femenina,fuente\n301930001,Veracruz,U,,,Prueba\n"
    assert committed.manage("load_catalogs", "--localities", _file(tmp_path, own)).returncode == 0
    settings.STATE_CODE = "30"  # type: ignore[attr-defined]
    queries.reset()
    assert [place.name for place in queries.localities("30193")] == ["Veracruz"]
    assert HelpLine.objects.filter(state_code="30").count() == 2
    assert HelpCentre.objects.filter(state_code="30").count() == 5
    content = queries.help_data(practice=True)
    assert content["state_name"] == "Veracruz de Ignacio de la Llave"
    assert all(centre["municipality"].startswith("30") for centre in content["centres"])
