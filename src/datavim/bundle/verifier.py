"""Verify a bundle with no other tool: hashes, signature, and that its files say the same thing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from datavim import witness
from datavim.bundle.codec import from_bytes
from datavim.bundle.model import Bundle, BundleError, CellState, Row
from datavim.bundle.names import CONTEXT_TABLES, MANIFEST_FILE, SIGNATURE_FILE
from datavim.bundle.reader import read_bundle
from datavim.bundle.rules import policy_problems, record_problems, shape_problems
from datavim.bundle.signing import signature_problems
from datavim.bundle.sums import Sum, Sums, normal, rows_by_key, sums_of
from datavim.bundle.writer import content_files, manifest_of


def verify_bundle(folder: Path | str, trusted_key: bytes | None = None) -> list[str]:
    """Spanish sentences about everything that is wrong; an empty list means the bundle is good.

    Without `trusted_key` the signature is checked against the key that travels in the bundle: that proves
    the files are intact, not who signed them.
    """
    root = Path(folder)
    return intact_problems(root, trusted_key) or _content_problems(root)


def intact_problems(root: Path, trusted_key: bytes | None) -> list[str]:
    """Only whether the files are those that were signed, and by whom: a bundle verified before still is."""
    if not root.is_dir():
        return [f"No existe la carpeta «{root.name}»."]
    try:
        manifest_raw = (root / MANIFEST_FILE).read_bytes()
        listed = _listed(from_bytes(manifest_raw, MANIFEST_FILE))
    except (OSError, BundleError):
        return [f"Falta «{MANIFEST_FILE}» o no se puede leer."]
    return _file_problems(root, listed) + _signature(root, manifest_raw, trusted_key)


def manifest_digest(folder: Path) -> str:
    """SHA-256 of the signed list of files: it names the whole content of an intact bundle; nothing if there is none."""
    path = folder / MANIFEST_FILE
    return manifest_of({MANIFEST_FILE: path.read_bytes()}) if path.is_file() else ""


def _listed(manifest: Any) -> dict[str, str]:
    try:
        return {str(item["path"]): str(item["sha256"]) for item in manifest["files"]}
    except (KeyError, TypeError) as problem:
        raise BundleError(f"«{MANIFEST_FILE}» no tiene la forma esperada.") from problem


def _file_problems(root: Path, listed: dict[str, str]) -> list[str]:
    problems = []
    found = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_symlink() or path.is_file()}
    found -= {MANIFEST_FILE, SIGNATURE_FILE}
    for path in sorted(found - set(listed)):
        problems.append(f"Sobra el archivo «{path}»: no está en la lista firmada.")
    for path in sorted(listed):
        if path not in found or (root / path).is_symlink():
            problems.append(f"Falta el archivo «{path}».")
        elif hashlib.sha256((root / path).read_bytes()).hexdigest() != listed[path]:
            problems.append(f"El archivo «{path}» cambió después de la firma.")
    return problems


def _signature(root: Path, message: bytes, trusted_key: bytes | None) -> list[str]:
    try:
        record = from_bytes((root / SIGNATURE_FILE).read_bytes(), SIGNATURE_FILE)
    except (OSError, BundleError):
        return [f"Falta «{SIGNATURE_FILE}» o no se puede leer."]
    return signature_problems(record, message, trusted_key, "la lista de archivos")


def _content_problems(root: Path) -> list[str]:
    """The signed files must be exactly what the writer makes of what they say."""
    manifest = from_bytes((root / MANIFEST_FILE).read_bytes(), MANIFEST_FILE)
    listed = _listed(manifest)
    try:
        bundle = read_bundle(root)
    except BundleError as problem:
        return [str(problem)]
    expected = content_files(bundle)
    problems = [
        f"El archivo «{path}» no dice lo mismo que el resto del paquete."
        for path, raw in sorted(expected.items())
        if listed.get(path) != hashlib.sha256(raw).hexdigest()
    ]
    problems += [
        f"El archivo «{path}» no es parte de un paquete." for path in sorted(set(listed) - set(expected))
    ]
    problems += _version_problems(bundle, manifest)
    return problems + proof_problems(bundle)


def proof_problems(bundle: Bundle) -> list[str]:
    """The proof holds, by additions alone, under the rule of the cut; it speaks of every number of the tables and of no
    other, with every sum that holds between them and of the records that they count; whatever it does not print is told
    as withheld; and rule, units, columns and their answers are those that there are, whatever the bundle says."""
    if bundle.proof is None:
        return []
    publication = bundle.proof.publication
    if problems := witness.check(publication, bundle.proof.certificate):
        return problems
    before = publication["format"] != witness.PUBLICATIONS[-1]
    if before and not bundle.cut.practice:
        return ["La prueba tiene un formato de antes, que solo vale para datos de práctica."]
    if publication["format"] == FIRST_FORMAT:
        return _number_problems(publication, _rows_by_table(bundle))
    if problems := shape_problems(bundle):
        return problems
    found = [*policy_problems(bundle), *_number_problems(publication, rows_by_key(bundle))]
    if not before:
        found += [*_sum_problems(publication, sums_of(bundle)), *record_problems(bundle)]
    return found


FIRST_FORMAT = witness.PUBLICATIONS[0]
"""Of the first bundles of practice: a number in two tables was two, and the sums were those that the proof said."""


def _rows_by_table(bundle: Bundle) -> dict[tuple[str, ...], list[Row]]:
    told = [table for table in bundle.tables if table.id not in CONTEXT_TABLES]
    return {(table.id, *row.keys): [row] for table in told for row in table.rows}


def _number_problems(
    publication: Mapping[str, Any], rows: Mapping[tuple[str, ...], Sequence[Row]]
) -> list[str]:
    spoken = {tuple(c["key"]): c["number"] for c in publication["cells"] if c["kind"] == "table"}
    problems = [
        f"La prueba no habla de la misma cifra que la tabla: {' · '.join(key)}."
        for key in sorted(spoken.keys() | rows.keys())
        if key not in spoken or any(row.value != spoken[key] for row in rows.get(key, [])) or key not in rows
    ]
    return problems + [
        f"Una cifra que no se publica no dice que está protegida: {' · '.join(key)}."
        for key, said in sorted(rows.items())
        if any(row.value is None and row.state is not CellState.WITHHELD for row in said)
    ]


def _sum_problems(publication: Mapping[str, Any], known: Sums) -> list[str]:
    """The proof knows the cells and the sums that follow from the tables: none is missing and none is made up."""
    keys = [tuple(cell["key"]) for cell in publication["cells"]]
    kinds = {key: cell["kind"] for key, cell in zip(keys, publication["cells"], strict=True)}
    told = {
        normal([keys[i] for i in r["left"]], [keys[i] for i in r["right"]]) for r in publication["relations"]
    }
    strange = [
        f"La prueba no trata como debe una cifra de las tablas: {' · '.join(key)}."
        for key in sorted(kinds.keys() | known.kinds.keys())
        if kinds.get(key) != known.kinds.get(key)
    ]
    missing = [
        f"La prueba calla una suma de las tablas: {_said(each)}." for each in sorted(known.sums - told)
    ]
    return (
        strange
        + missing
        + [f"La prueba inventa una suma: {_said(each)}." for each in sorted(told - known.sums)]
    )


def _said(found: Sum) -> str:
    return " = ".join(" + ".join(" · ".join(key) for key in side) for side in found)


def _version_problems(bundle: Bundle, manifest: Any) -> list[str]:
    if manifest.get("version") != bundle.cut.version:
        return ["La lista de archivos y el corte nombran versiones distintas."]
    return []


def unproven(bundle: Bundle) -> list[str]:
    """Real figures do not come without a proof; only those of practice may."""
    if bundle.proof is None and not bundle.cut.practice:
        return ["El paquete no lleva la prueba de que nada protegido se puede deducir."]
    return []
