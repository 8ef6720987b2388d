"""The bundle: what is written is read back, and any change is named."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.unit.datavim import sample

from datavim.bundle import (
    Bundle,
    BundleError,
    CellState,
    Code,
    Dimension,
    Row,
    Table,
    read_bundle,
    verify_bundle,
    write_bundle,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "bundles" / "2026-10-r1"
    write_bundle(sample.bundle(), target, sample.KEY.sign, sample.PUBLIC)
    return target


def files_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


FILES = [
    "cards.json",
    "cut.json",
    "data/casos-por-mes.csv",
    "data/casos-por-tipo.csv",
    "data/cobertura-de-captura.csv",
    "data/mujeres-por-municipio.csv",
    "data/poblacion-mujeres.csv",
    "datapackage.json",
    "manifest.json",
    "proof/certificate.json",
    "proof/publication.json",
    "signature",
    "tables.json",
    "texts.json",
]


def test_round_trip_and_verification(folder: Path) -> None:
    assert files_of(folder) == FILES
    assert read_bundle(folder) == sample.bundle()
    assert verify_bundle(folder, sample.PUBLIC) == []
    assert verify_bundle(folder) == []


def test_the_same_bundle_gives_the_same_manifest_hash(tmp_path: Path) -> None:
    hashes = {
        write_bundle(sample.bundle(), tmp_path / str(turn), sample.KEY.sign, sample.PUBLIC) for turn in (1, 2)
    }
    assert len(hashes) == 1


def test_an_existing_folder_is_never_written_over(folder: Path) -> None:
    before = {name: (folder / name).read_bytes() for name in files_of(folder)}
    with pytest.raises(BundleError, match="no se reescriben"):
        write_bundle(sample.bundle(), folder, sample.KEY.sign, sample.PUBLIC)
    assert before == {name: (folder / name).read_bytes() for name in files_of(folder)}
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_signer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Exception):  # noqa: B017
        write_bundle(sample.bundle(), tmp_path / "x", lambda message: b"0" * 64, sample.PUBLIC)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_named(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes() + b" ")
    problems = verify_bundle(folder, sample.PUBLIC)
    expected = {"manifest.json": "lista de archivos", "signature": ""}.get(name, name)
    if name == "signature":
        assert problems == []  # a space after the JSON changes nothing that was signed
    else:
        assert any(expected in problem for problem in problems)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert any(name in problem for problem in verify_bundle(folder, sample.PUBLIC))


def test_an_added_file_and_a_link_are_named(folder: Path, tmp_path: Path) -> None:
    (folder / "data" / "extra.csv").write_text("x")
    outside = tmp_path / "outside"
    outside.write_bytes((folder / "cut.json").read_bytes())
    (folder / "cut.json").unlink()
    (folder / "cut.json").symlink_to(outside)
    problems = " ".join(verify_bundle(folder, sample.PUBLIC))
    assert "Sobra el archivo «data/extra.csv»" in problems
    assert "«cut.json»" in problems


def test_another_key_is_refused(folder: Path, tmp_path: Path) -> None:
    other = Ed25519PrivateKey.generate()
    assert "otra llave" in verify_bundle(folder, other.public_key().public_bytes_raw())[0]
    forged = tmp_path / "forged"
    write_bundle(sample.bundle(), forged, other.sign, other.public_key().public_bytes_raw())
    assert verify_bundle(forged) == []
    assert verify_bundle(forged, sample.PUBLIC) != []


def test_a_signature_taken_from_another_bundle_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write_bundle(sample.bundle("2026-09-r1"), other, sample.KEY.sign, sample.PUBLIC)
    (folder / "signature").write_bytes((other / "signature").read_bytes())
    assert "La firma no corresponde" in verify_bundle(folder, sample.PUBLIC)[0]


def test_files_that_agree_with_the_signature_but_not_among_themselves(folder: Path, tmp_path: Path) -> None:
    """Whoever holds the key still cannot sign a number in one file and another in the next."""
    from datavim.bundle.codec import to_bytes
    from datavim.bundle.signing import signature_record
    from datavim.bundle.writer import manifest_bytes

    package = folder / "datapackage.json"
    package.write_text(package.read_text().replace("DATAVIM", "OTRO"))
    content = {
        name: (folder / name).read_bytes() for name in FILES if name not in ("manifest.json", "signature")
    }
    manifest = manifest_bytes("2026-10-r1", content)
    (folder / "manifest.json").write_bytes(manifest)
    (folder / "signature").write_bytes(to_bytes(signature_record(manifest, sample.KEY.sign, sample.PUBLIC)))
    assert verify_bundle(folder, sample.PUBLIC) == [
        "El archivo «datapackage.json» no dice lo mismo que el resto del paquete."
    ]


def test_withheld_cells_are_empty_and_practice_is_said_in_every_row(folder: Path) -> None:
    text = (folder / "data/mujeres-por-municipio.csv").read_text(encoding="utf-8-sig")
    head, *rows = text.splitlines()
    assert head == ("indicador,anio,anio_etiqueta,municipio,municipio_etiqueta,unidad,valor,estado,nota")
    assert "I04,2025,2025,03009,Loreto,mujeres,,protegido,Datos ficticios de práctica" in rows
    assert all(row.endswith("Datos ficticios de práctica") for row in rows)


def test_data_package_describes_each_table(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text())
    assert [item["name"] for item in package["resources"]] == [table.id for table in sample.bundle().tables]
    for item in package["resources"]:
        raw = (folder / item["path"]).read_bytes()
        assert item["bytes"] == len(raw)
        head = raw.decode("utf-8-sig").splitlines()[0].split(",")
        assert head == [column["name"] for column in item["schema"]["fields"]]
        assert "Datos ficticios de práctica" in item["description"]


@pytest.mark.parametrize(
    ("value", "state"),
    [
        (3, CellState.WITHHELD),
        (0, CellState.NOT_CAPTURED),
        (None, CellState.PUBLISHED),
        (-1, CellState.PUBLISHED),
        (7, CellState.STRUCTURAL_ZERO),
        (True, CellState.PUBLISHED),
    ],
)
def test_a_cell_that_contradicts_its_state_cannot_be_built(value: int | None, state: CellState) -> None:
    with pytest.raises(BundleError):
        Row(("a",), value, state)


def test_tables_refuse_unknown_and_repeated_keys() -> None:
    where = (Dimension("mes", "Mes", (Code("2026-10", "octubre"),)),)
    with pytest.raises(BundleError, match="no define"):
        Table("t", "I02", "", "casos", "", where, (Row(("2026-11",), 5),))
    with pytest.raises(BundleError, match="repite la fila"):
        Table("t", "I02", "", "casos", "", where, (Row(("2026-10",), 5), Row(("2026-10",), 6)))
    with pytest.raises(BundleError, match="no sirve"):
        Table("../t", "I02", "", "casos", "", where, ())


def test_a_card_must_name_tables_that_exist() -> None:
    made = sample.bundle()
    with pytest.raises(BundleError, match="no están"):
        Bundle(made.cut, made.cards, made.tables[:1], {})


def test_versions_must_be_well_formed() -> None:
    for version in ("2026-13-r1", "2026-10-r0", "2026-10", "../2026-10-r1"):
        with pytest.raises(BundleError):
            sample.cut(version)
    with pytest.raises(BundleError, match="a sí mismo"):
        sample.cut(replaces="2026-10-r1")
