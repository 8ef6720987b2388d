"""Rows made by hand and what every counted indicator says of them, worked out on paper.

Ana has three cases (1, 2 and, in 2026, 6), Eva one without a date (3), Isa one in another state (4), Luz one of which
she said little (5). `KNOWN[id]`: (columns of the table, grain, period, codes to give, {label: (value, women)}).
"""

from typing import Any, NamedTuple

from tests.methods.indicators.oracle import Row

LA_PAZ, LOS_CABOS, LORETO, TIJUANA = "03003", "03008", "03009", "02004"
CASES = [
    Row(1, 1, "2025-01", facts_month="2024-12", told={
        "types": ["FIS", "PSI"], "several_types": "SI", "modality": "FAM", "municipality": LA_PAZ, "delay": "1-3",
        "place": "particular", "links": ["pareja"], "weapons": "NO", "substances": "SI",
        "effects": ["fisicos", "psicologicos"], "injury": "LEV", "risk": "ALT", "authority": "SI",
        "investigation": "SI", "on_time": "SI", "answered": ["edad", "tipos"], "age": "18-29", "age_sesnsp": "18-29",
        "schooling": "basica", "schooling_status": "INC", "income_band": "S1",
        "civil_status": "SOL", "occupation": "activa", "income": "TRA", "indigenous": "SI",
        "served_month": "2025-02"}),
    Row(2, 1, "2025-02", facts_month="2025-02", told={
        "types": ["PSI"], "several_types": "NO", "modality": "FAM", "municipality": LOS_CABOS, "delay": "0",
        "place": "digital", "links": ["ex_pareja", "familia"], "weapons": "SI", "effects": ["ninguno"],
        "authority": "NO", "on_time": "NO", "answered": ["edad"], "age": "30-44", "age_sesnsp": "30-59",
        "civil_status": "CAS", "served_month": "2025-02"}),
    Row(3, 2, "2025-02", late=True, told={
        "types": ["FIS"], "several_types": "NO", "modality": "LAB", "municipality": LA_PAZ, "place": "laboral_escolar",
        "links": ["laboral_docente"], "weapons": "NO", "reported_before": "SIR", "effects": ["economicos"],
        "risk": "BAJ", "answered": ["tipos"], "age": "30-44", "age_sesnsp": "30-59", "schooling": "superior",
        "civil_status": "CAS", "occupation": "activa", "income": "TRA", "indigenous": "NO", "conditions": ["NIN"]}),
    Row(4, 3, "2025-03", facts_month="2025-01", told={
        "modality": "FAM", "municipality": TIJUANA, "delay": "1-3", "place": "particular", "links": ["pareja"],
        "weapons": "SI", "substances": "NO", "injury": "GRA", "risk": "ALT", "authority": "SI", "investigation": "NO",
        "on_time": "SI", "answered": ["ninguno"], "age": "60+", "age_sesnsp": "60+", "indigenous": "SI",
        "conditions": ["MIG", "CAL"], "served_month": "2026-01"}),
    Row(5, 4, "2025-06", facts_month="2025-06", told={"types": ["SEX"], "several_types": "NO", "answered": ["tipos"]}),
    Row(6, 1, "2026-01", facts_month="2026-01", told={"types": ["PSI"], "several_types": "NO", "age": "30-44"}),
]  # fmt: skip
AGGRESSORS = [
    Row(1, 1, "2025-01", told={"sex": "H", "age": "30-44"}),
    Row(2, 1, "2025-02", told={"sex": "H"}),
    Row(3, 1, "2025-02", told={"sex": "M", "age": "18-29"}),
    Row(4, 2, "2025-02", told={"age": "30-44"}),
    Row(5, 1, "2026-01", told={"sex": "H"}),
]
SERVICES = [
    Row(1, 1, "2025-02", told={"service": "salud", "status": "OTO"}),
    Row(2, 1, "2025-03", late=True, told={"service": "salud", "status": "CON"}),
    Row(3, 2, "2025-03", told={"service": "justicia", "status": "PRO"}),
    Row(4, 2, "2025-03", told={"service": "justicia", "status": "NOA"}),
    Row(5, 3, "2025-03", told={"service": "justicia"}),
]
REFERRALS = [
    Row(1, 1, "2025-02", told={"outcome": "ATE", "service": "justicia"}),
    Row(2, 1, "2025-04", told={"outcome": "DEC", "service": "salud"}),
    Row(3, 2, "2025-05", told={"outcome": "ATE", "service": "salud"}),
    Row(4, 3, "2024-05", told={"outcome": "REV"}),
]
INSTITUTIONS = [
    Row(1, None, "2025-01", told={"captured": "SI"}),
    Row(2, None, "2025-01", told={"captured": "NO"}),
    Row(3, None, "2025-01", told={"captured": "SI"}),
    Row(1, None, "2025-02", told={"captured": "NO"}),
]
ROWS = {
    "cases": CASES,
    "aggressors": AGGRESSORS,
    "services": SERVICES,
    "referrals": REFERRALS,
    "institutions": INSTITUTIONS,
}


class Answer(NamedTuple):
    by: tuple[str, ...]
    grain: str
    period: str
    codes: dict[str, list[str]]
    cells: dict[Any, tuple[int, int]]


PLACES = {"municipality": [LA_PAZ, LOS_CABOS, LORETO]}
TYPES = {"types": ["PSI", "FIS", "SEX"]}
KNOWN: dict[str, list[Answer]] = {
    "I01": [
        Answer((), "quarter", "2025-T1", {}, {"total": (3, 3), "registro_tardio": (1, 1)}),
        Answer(("municipality",), "year", "2025", PLACES, {
            "total": (2, 2), LA_PAZ: (2, 2), LOS_CABOS: (1, 1), LORETO: (0, 0), "no_especificado": (1, 1),
            "otra_entidad": (1, 1)}),
    ],
    "I02": [
        Answer((), "month", "2025-02", {}, {"total": (2, 2), "registro_tardio": (1, 1)}),
        Answer((), "month", "2025-04", {}, {"total": (0, 0), "registro_tardio": (0, 0)}),
        Answer((), "year", "2025", {}, {"total": (5, 4), "registro_tardio": (1, 1)}),
    ],
    "I03": [
        Answer((), "month", "2025-01", {}, {"total": (1, 1)}),
        Answer((), "month", "no_especificado", {}, {"total": (1, 1)}),
        Answer(("delay",), "year", "2025", {}, {
            "total": (3, 3), "0": (1, 1), "1-3": (1, 1), "4-12": (0, 0), "13+": (0, 0), "no_especificado": (1, 1)}),
    ],
    "I04": [
        Answer(("municipality",), "year", "2025", PLACES, {
            "total": (2, 2), LA_PAZ: (2, 2), LOS_CABOS: (1, 1), LORETO: (0, 0), "no_especificado": (1, 1),
            "otra_entidad": (1, 1)}),
    ],
    "I05": [
        Answer(("types",), "quarter", "2025-T1", TYPES, {
            "total": (4, 3), "PSI": (2, 1), "FIS": (2, 2), "SEX": (0, 0), "no_especificado": (1, 1)}),
        Answer(("municipality", "types"), "year", "2025", {**PLACES, **TYPES}, {
            ("total", "total"): (3, 2), (LA_PAZ, "FIS"): (2, 2), (LOS_CABOS, "PSI"): (1, 1),
            ("otra_entidad", "no_especificado"): (1, 1), ("no_especificado", "SEX"): (1, 1)}),
    ],
    "I06": [Answer(("modality",), "quarter", "2025-T1", {"modality": ["FAM", "LAB"]}, {
        "total": (4, 3), "FAM": (3, 2), "LAB": (1, 1), "no_especificado": (0, 0)})],
    "I07": [Answer(("several_types",), "quarter", "2025-T1", {}, {
        "total": (4, 3), "SI": (1, 1), "NO": (2, 2), "no_especificado": (1, 1)})],
    "I08": [Answer(("age",), "year", "2025", {}, {
        "total": (4, 4), "18-29": (0, 0), "30-44": (2, 2), "60+": (1, 1), "no_especificado": (1, 1)})],
    "I09": [
        Answer(("schooling",), "year", "2025", {"schooling": ["basica", "media", "superior"]}, {
            "total": (4, 4), "basica": (1, 1), "superior": (1, 1), "no_especificado": (2, 2)}),
        Answer(("schooling_status",), "year", "2025", {"schooling_status": ["TER", "INC", "CUR"]}, {
            "total": (4, 4), "INC": (1, 1), "no_especificado": (3, 3)}),
        Answer(("income_band",), "year", "2025", {"income_band": ["SIN", "S1"]}, {
            "total": (4, 4), "SIN": (0, 0), "S1": (1, 1), "no_especificado": (3, 3)}),
        Answer(("civil_status",), "year", "2025", {"civil_status": ["SOL", "CAS"]}, {
            "total": (4, 4), "SOL": (0, 0), "CAS": (2, 2), "no_especificado": (2, 2)}),
    ],
    "I10": [
        Answer(("indigenous",), "year", "2025", {}, {
            "total": (4, 4), "SI": (2, 2), "NO": (1, 1), "no_especificado": (1, 1)}),
        Answer(("conditions",), "year", "2025", {"conditions": ["MIG", "CAL", "NIN"]}, {
            "total": (4, 4), "MIG": (1, 1), "CAL": (1, 1), "NIN": (1, 1), "no_especificado": (2, 2)}),
    ],
    "I11": [Answer(("links",), "quarter", "2025-T1", {
        "links": ["pareja", "ex_pareja", "familia", "laboral_docente"]}, {
        "total": (4, 3), "pareja": (2, 2), "ex_pareja": (1, 1), "familia": (1, 1), "laboral_docente": (1, 1),
        "no_especificado": (0, 0)})],
    "I12": [
        Answer(("sex",), "year", "2025", {"sex": ["M", "H", "X"]}, {
            "total": (4, 2), "H": (2, 1), "M": (1, 1), "X": (0, 0), "no_especificado": (1, 1)}),
        Answer(("sex", "age"), "year", "2025", {"sex": ["M", "H", "X"]}, {
            ("H", "total"): (2, 1), ("H", "30-44"): (1, 1), ("H", "no_especificado"): (1, 1),
            ("no_especificado", "30-44"): (1, 1), ("total", "30-44"): (2, 2)}),
    ],
    "I13": [Answer(("place",), "quarter", "2025-T1", {"place": ["particular", "digital", "laboral_escolar"]}, {
        "total": (4, 3), "particular": (2, 2), "digital": (1, 1), "laboral_escolar": (1, 1),
        "no_especificado": (0, 0)})],
    "I14": [
        Answer(("weapons",), "quarter", "2025-T1", {}, {
            "total": (4, 3), "SI": (2, 2), "NO": (2, 2), "no_especificado": (0, 0)}),
        Answer(("substances",), "quarter", "2025-T1", {}, {
            "total": (4, 3), "SI": (1, 1), "NO": (1, 1), "no_especificado": (2, 2)}),
    ],
    "I15": [
        Answer(("effects",), "quarter", "2025-T1", {}, {
            "total": (4, 3), "fisicos": (1, 1), "psicologicos": (1, 1), "economicos": (1, 1), "sexuales": (0, 0),
            "ninguno": (1, 1), "no_especificado": (1, 1)}),
        Answer(("injury",), "year", "2025", {"injury": ["LEV", "GRA"]}, {
            "total": (5, 4), "LEV": (1, 1), "GRA": (1, 1), "no_especificado": (3, 3)}),
    ],
    "I16": [Answer(("risk",), "quarter", "2025-T1", {"risk": ["BAJ", "MED", "ALT"]}, {
        "total": (4, 3), "BAJ": (1, 1), "MED": (0, 0), "ALT": (2, 2), "no_especificado": (1, 1)})],
    "I17": [Answer(("second_month",), "year", "2025", {}, {"total": (4, 4), "SI": (1, 1), "NO": (3, 3)})],
    "I18": [
        Answer((), "month", "2025-03", {}, {"total": (2, 2), "registro_tardio": (1, 1)}),
        Answer(("service",), "quarter", "2025-T1", {"service": ["salud", "justicia"]}, {
            "total": (3, 2), "salud": (2, 1), "justicia": (1, 1), "no_especificado": (0, 0)}),
    ],
    "I19": [Answer(("served_month",), "year", "2025", {}, {"total": (4, 4), "SI": (1, 1), "NO": (3, 3)})],
    "I20": [Answer(("outcome",), "year", "2025", {"outcome": ["ATE", "PAR"]}, {
        "total": (3, 2), "ATE": (2, 2), "PAR": (0, 0), "DEC": (1, 1), "REV": (0, 0), "no_especificado": (0, 0)})],
    "I24": [
        Answer(("authority",), "quarter", "2025-T1", {}, {
            "total": (4, 3), "SI": (2, 2), "NO": (1, 1), "no_especificado": (1, 1)}),
        Answer(("investigation",), "quarter", "2025-T1", {}, {
            "total": (4, 3), "SI": (1, 1), "NO": (1, 1), "no_especificado": (2, 2)}),
        Answer(("reported_before",), "quarter", "2025-T1", {"reported_before": ["NO", "SIR"]}, {
            "total": (4, 3), "NO": (0, 0), "SIR": (1, 1), "no_especificado": (3, 2)}),
    ],
    "I25": [Answer(("on_time",), "quarter", "2025-T1", {}, {
        "total": (4, 3), "SI": (2, 2), "NO": (1, 1), "no_especificado": (1, 1)})],
    "I26": [Answer(("answered",), "quarter", "2025-T1", {}, {
        "total": (4, 3), "edad": (2, 1), "tipos": (2, 2), "ninguno": (1, 1), "lugar": (0, 0),
        "no_especificado": (0, 0)})],
    "I27": [Answer(("captured",), "month", "2025-01", {}, {
        "total": (3, 0), "SI": (2, 0), "NO": (1, 0), "no_especificado": (0, 0)})],
}  # fmt: skip
CASES_ANSWERED = [(name, answer) for name, answers in KNOWN.items() for answer in answers]
