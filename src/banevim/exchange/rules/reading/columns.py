"""Column names of the national bank's public files, with accents, without them, or with the letter lost."""

import re
import unicodedata

from banevim.exchange.terms import KIND_LABELS, Kind, UnknownLayout

_COMMON = {"id": "ID", "registered": "Fecha registro", "state": "Estado", "municipality": "Municipio"}
COLUMNS: dict[Kind, dict[str, str]] = {
    Kind.CASES: {
        **_COMMON,
        "facts": "Fecha hechos",
        "place": "Lugar hechos",
        "modality": "Modalidad violencia",
        "known_aggressor": "Conoce agresor",
        "drugs": "Hubo drogas",
        "weapons": "Hubo armas",
        "FIS": "Violencia Física",
        "PSI": "Violencia Psicológica",
        "SEX": "Violencia Sexual",
        "PAT": "Violencia Patrimonial",
        "ECO": "Violencia Económica",
        "OTR": "Violencia Otra",
    },
    Kind.VICTIMS: {
        **_COMMON,
        "schooling": "Escolaridad",
        "age": "Edad",
        "civil_status": "Estado civil",
        "children": "Hijas e hijos",
        "income_source": "Fuente ingresos",
    },
    Kind.AGGRESSORS: {
        **_COMMON,
        "schooling": "Escolaridad",
        "age": "Edad",
        "civil_status": "Estado civil",
        "sex": "Sexo",
        "link": "Vínculo con la víctima",
    },
}
"""Kind of file → our name of the column → its name in the source (domain dossier, 2.5)."""

FILLERS = {"de", "del", "la", "las", "los", "con", "e", "y"}


def places_of(kind: Kind) -> dict[str, int]:
    """Our column name → its place in a row once read."""
    return {name: place for place, name in enumerate(COLUMNS[kind])}


def plain(name: str) -> str:
    """Lower case, no accents, one space, no filler words."""
    text = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return " ".join(w for w in re.sub(r"[^a-z0-9]+", " ", text).split() if w not in FILLERS)


def _pattern(name: str) -> re.Pattern[str]:
    """The plain name, where each accented letter may be plain, gone, or replaced by one odd character."""
    letters = ((c, plain(c)) for c in " ".join(w for w in name.casefold().split() if w not in FILLERS))
    return re.compile("".join(c if c.isascii() else f"(?:{base}| )?" for c, base in letters))


def match_header(kind: Kind, header: list[str]) -> list[int]:
    """Where each of our columns is in the file. Other columns are ignored.

    Raises UnknownLayout naming the columns that are missing, or what other file of the layout this one seems to be.
    """
    found = _positions(kind, header)
    repeated = [COLUMNS[kind][name] for name, where in found.items() if len(where) > 1]
    if repeated:
        raise UnknownLayout("El archivo repite columnas: " + ", ".join(repeated) + ".")
    missing = [COLUMNS[kind][name] for name, where in found.items() if not where]
    if missing:
        other = next((k for k in Kind if k != kind and all(_positions(k, header).values())), None)
        hint = f" Parece el archivo de {KIND_LABELS[other].lower()}." if other else ""
        raise UnknownLayout(f"Le faltan columnas: {', '.join(missing)}.{hint}")
    return [where[0] for where in found.values()]


def _positions(kind: Kind, header: list[str]) -> dict[str, list[int]]:
    cells = [plain(cell) for cell in header]
    patterns = {ours: _pattern(theirs) for ours, theirs in COLUMNS[kind].items()}
    return {
        ours: [i for i, cell in enumerate(cells) if pattern.fullmatch(cell)]
        for ours, pattern in patterns.items()
    }
