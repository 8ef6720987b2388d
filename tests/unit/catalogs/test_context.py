"""A file of the SESNSP victims series, before any database: each line is judged; the shipped one has known sums."""

import datetime as dt

import pytest

from banevim.catalogs import data
from banevim.catalogs.rules import VICTIMS_COLUMNS, victims_problems

CUT = dt.date(2025, 8, 24)
LINE = "2024,03,Baja California Sur,La vida,Lesiones,Lesiones dolosas,Con arma blanca,Mujer,7"


def rows(*lines: str) -> list[dict[str, str]]:
    return [dict(zip(VICTIMS_COLUMNS, line.split(","), strict=True)) for line in lines]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([], "no tiene filas"),
        ([LINE.replace("2024", "2026")], "Línea 2: el año «2026» no está entre 2015 y 2025"),
        ([LINE.replace("2024", "24a")], "Línea 2: el año «24a»"),
        ([LINE.replace(",03,", ",30,")], "Línea 2: la clave de estado «30» no es 03"),
        ([LINE.replace("La vida", "")], "Línea 2: «bien_juridico_afectado» está vacío"),
        ([LINE, LINE.replace("Mujer", "Mujeres")], "Línea 3: «genero» dice «Mujeres»"),
        ([LINE.replace(",7", ",-7")], "Línea 2: «n_victimas» dice «-7»"),
        ([LINE, LINE.replace(",7", ",8")], "Línea 3: repite la cifra de la línea 2"),
        (
            [LINE, LINE.replace("Mujer,7", "Hombre,5"), LINE.replace("Mujer,7", "Total,11")],
            "Línea 4: el total, 11, es menor que hombres y mujeres juntos, 12",
        ),
    ],
)
def test_what_is_wrong_is_told_by_its_line(lines: list[str], problem: str) -> None:
    (told,) = victims_problems(rows(*lines), "03", CUT)
    assert problem in told


def test_a_total_may_count_those_whose_sex_is_not_known() -> None:
    assert victims_problems(rows(LINE, LINE.replace("Mujer,7", "Total,9")), "03", CUT) == []


def test_a_column_that_is_not_there_is_named() -> None:
    (told,) = victims_problems([{"n_year": "2024"}], "03", CUT)
    assert told.startswith("Faltan columnas: cve_ent, ")


def test_the_shipped_series_has_the_sums_of_its_study() -> None:
    """`knowledge/domain.md` 9.1: women victims in Baja California Sur, 2019 to 2025."""
    ((edition, told),) = data.victims_editions("03").items()
    assert (edition, victims_problems(told, "03", edition)) == (CUT, [])
    assert data.victims_editions("30") == {}

    def women(crime: str) -> list[int]:
        return [
            sum(
                int(row["n_victimas"])
                for row in told
                if (row["n_year"], row["subtipo_de_delito"], row["genero"]) == (str(year), crime, "Mujer")
            )
            for year in range(2019, 2026)
        ]

    assert women("Feminicidio") == [2, 4, 7, 6, 2, 9, 3]
    assert women("Lesiones dolosas") == [725, 617, 695, 657, 750, 837, 409]
