"""Names that the bank and the site share: table ids, dimensions, codes, file names, the practice note."""

from collections.abc import Sequence

CASES_BY_MONTH = "casos-por-mes"  # I02, unit casos; dimension `mes` ("2026-10")
WOMEN_BY_MUNICIPALITY = "mujeres-por-municipio"  # I04, unit mujeres; `anio` ("2025") and `municipio` (cvegeo)
WOMEN_POPULATION = "poblacion-mujeres"  # unit mujeres; `anio` of the census and `municipio`
VICTIMS = "victimas-sesnsp"  # I28, women that the SESNSP counts as victims; `anio` and `delito`
COVERAGE = "cobertura-de-captura"  # 1: the institution had closed the month; `mes` and `institucion`
CONTEXT_TABLES = frozenset({WOMEN_POPULATION, VICTIMS, COVERAGE})
"""Tables of numbers that others publish or that count no woman of the bank: the proof does not speak of them."""

CORRECTION = "changes"  # among the texts: what a cut that replaces another one corrects

MONTH, QUARTER, YEAR, PLACE, LINK = "mes", "trimestre", "anio", "municipio", "vinculo"  # dimensions
CASES, WOMEN, AGGRESSORS = "casos", "mujeres", "personas agresoras"  # units
SERVICES, REFERRALS = "servicios", "canalizaciones"  # units
TOTAL, UNSPECIFIED, ELSEWHERE, NONE = "total", "no_especificado", "otra_entidad", "ninguno"  # codes
OUTSIDE = frozenset({UNSPECIFIED, ELSEWHERE})
"""Of places: where no municipality of the state is said."""
ALONE = frozenset({UNSPECIFIED, NONE})
"""Of answers: those that come with no other."""


def key_of(unit: str, dimensions: Sequence[str], keys: Sequence[str]) -> tuple[str, ...]:
    """What a row counts, whatever table it is in: the same margin of two tables is one number. `dimensions`: names."""
    named = [f"{name}={key}" for name, key in zip(dimensions, keys, strict=True) if key != TOTAL]
    return (unit, named[0], *sorted(named[1:]))


PRACTICE_NOTE = "Datos ficticios de práctica"

FORMAT = 1  # raised when the files of a bundle change their meaning; old bundles stay readable

CUT_FILE = "cut.json"
CARDS_FILE = "cards.json"
TABLES_FILE = "tables.json"
TEXTS_FILE = "texts.json"
PACKAGE_FILE = "datapackage.json"
MANIFEST_FILE = "manifest.json"
SIGNATURE_FILE = "signature"
PUBLICATION_FILE, CERTIFICATE_FILE = "proof/publication.json", "proof/certificate.json"
DATA_FOLDER = "data"

CSV_ENCODING = "utf-8-sig"  # the mark lets Excel read the accents; every other reader skips it
