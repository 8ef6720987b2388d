"""Names that the bank and the site share: table ids, file names, the practice note."""

CASES_BY_MONTH = "casos-por-mes"  # I02, unit casos; dimension `mes` ("2026-10")
CASES_BY_TYPE = "casos-por-tipo"  # I05, unit casos; dimensions `trimestre` ("2026-T3") and `tipo`
WOMEN_BY_MUNICIPALITY = "mujeres-por-municipio"  # I04, unit mujeres; `anio` ("2025") and `municipio` (cvegeo)
WOMEN_POPULATION = "poblacion-mujeres"  # unit mujeres; `anio` of the census and `municipio`
VICTIMS = "victimas-sesnsp"  # I28, women that the SESNSP counts as victims; `anio` and `delito`
COVERAGE = "cobertura-de-captura"  # 1: the institution had closed the month; `mes` and `institucion`
CONTEXT_TABLES = frozenset({WOMEN_POPULATION, VICTIMS, COVERAGE})
"""Tables of numbers that others publish or that count no woman of the bank: the proof does not speak of them."""

CORRECTION = "changes"  # among the texts: what a cut that replaces another one corrects

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
