"""Synthetic extracts in the open layout of the national bank, as large as a bench asks."""

import csv
import datetime as dt
import random
from pathlib import Path

CASES = (
    "ID,Fecha registro,Estado,Municipio,Fecha hechos,Lugar hechos,Modalidad violencia,Conoce agresor,Hubo drogas,"
    "Hubo armas,Violencia Física,Violencia Psicológica,Violencia Sexual,Violencia Patrimonial,Violencia Económica,"
    "Violencia Otra"
)
VICTIMS = "ID,Fecha registro,Estado,Municipio,Escolaridad,Edad,Estado civil,Hijas e hijos,Fuente ingresos"
AGGRESSORS = "ID,Fecha registro,Estado,Municipio,Escolaridad,Edad,Estado civil,Sexo,Vínculo con la víctima"
PLACES = ["La Paz", "Los Cabos", "Comondú", "Mulegé", "Loreto"]
SCHOOLING = ["Primaria", "Secundaria", "Preparatoria", "Licenciatura", "No identificado"]
CIVIL = ["Soltera/o", "Casada/o", "Concubinato", "No identificado"]
YES_NO = ["SI", "NO", "SE DESCONOCE", "SE"]


def _write(path: Path, header: str, rows: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(header.split(","))
        writer.writerows(rows)


def write(folder: Path, cases: int, victims: int, aggressors: int, seed: int = 7) -> dict[str, Path]:
    """Three files that share IDs; the same arguments give the same bytes."""
    chance = random.Random(seed)
    start = dt.date(2023, 1, 1)
    dates = [
        start + dt.timedelta(days=chance.randrange(1000)) for _ in range(max(cases, victims, aggressors))
    ]

    def common(i: int) -> list[object]:
        return [f"B{i:07d}", dates[i].isoformat(), "Baja California Sur", chance.choice(PLACES)]

    def case(i: int) -> list[object]:
        facts = dates[i] - dt.timedelta(days=chance.randrange(60))
        flags = [int(chance.random() < p) for p in (0.5, 0.7, 0.15, 0.1, 0.3, 0.02)]
        asked = [chance.choice(YES_NO) for _ in range(3)]
        return [*common(i), facts.isoformat(), "Espacio particular", "1 - Familiar", *asked, *flags]

    def victim(i: int) -> list[object]:
        age, children = chance.randrange(0, 80), chance.randrange(5)
        return [*common(i), chance.choice(SCHOOLING), age, chance.choice(CIVIL), children, "Trabajo"]

    def aggressor(i: int) -> list[object]:
        age, sex = chance.randrange(0, 80), chance.choice(["Hombre", "Mujer", "Desconocido"])
        return [*common(i), chance.choice(SCHOOLING), age, chance.choice(CIVIL), sex, "Cónyuge o pareja"]

    files = {name: folder / f"{name}.csv" for name in ("cases", "victims", "aggressors")}
    _write(files["cases"], CASES, [case(i) for i in range(cases)])
    _write(files["victims"], VICTIMS, [victim(i) for i in range(victims)])
    _write(files["aggressors"], AGGRESSORS, [aggressor(i) for i in range(aggressors)])
    return files
