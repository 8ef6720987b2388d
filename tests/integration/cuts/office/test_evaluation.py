"""The evaluation of a cut as Parquet: what it says, that it stays what it was, and who takes it out."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
from django.urls import reverse
from tests.integration.cuts.conftest import Bank
from tests.integration.cuts.office.test_rebuild import rebuild

from banevim.common.errors import Conflict, Refused
from banevim.cuts import actions, queries
from banevim.cuts.actions import take
from banevim.cuts.models import Cut
from banevim.cuts.queries.evaluated import evaluated
from banevim.cuts.rules.evaluated import COLUMNS
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord
from datavim.parquet import parquet_bytes, parquet_rows


@pytest.fixture
def bank(bank_of_cuts: Bank) -> Bank:
    """A year of seven women, one of whom comes again; a type that is not told, another state, a case after the cut."""
    for number in range(7):
        bank_of_cuts.register(f"w{number}", "2025-11-10T10:00:00", "PSI FIS")
    bank_of_cuts.register("w0", "2025-12-02T10:00:00", "PSI", "03008")
    bank_of_cuts.register("w1", "2025-12-03T10:00:00", "")
    bank_of_cuts.register("far", "2025-12-04T10:00:00", "SEX", "14039")
    bank_of_cuts.register("next", "2026-01-05T10:00:00", "PSI")
    return bank_of_cuts


def of_table(cut: Cut, name: str) -> list[dict[str, Any]]:
    return [row for row in parquet_rows(bytes(cut.evaluation)) if row["tabla"] == name]


def test_it_has_every_count_and_the_records_that_came_in(bank: Bank) -> None:
    cut = bank.take("2025-12")
    cells = {
        (row["periodo"], row["codigo"]): (row["valor"], row["mujeres"], row["mujeres_fuera"])
        for row in of_table(cut, "casos-por-tipo")
        if row["clase"] == "celda" and row["periodo"] == "2025-T4"
    }
    assert cells["2025-T4", "total"] == (10, 8, None)
    assert cells["2025-T4", "PSI"] == (8, 7, 1)
    assert cells["2025-T4", "FIS"] == (7, 7, 2)
    assert cells["2025-T4", "no_especificado"] == (1, 1, 8)
    records = {
        row["codigo"]: row["valor"] for row in of_table(cut, "casos-por-tipo") if row["clase"] == "registros"
    }
    assert records == {"entraron": 11, "despues": 1, "otro_periodo": 0, "otra_cosa": 0, "contados": 10}
    places = {
        row["municipio"]: row["valor"] for row in of_table(cut, "mujeres-por-municipio") if row["municipio"]
    }
    assert (places["03"], places["03003"], places["otra_entidad"]) == (7, 7, 1)
    late = [row for row in of_table(cut, "casos-por-mes") if row["codigo"] == "registro_tardio"]
    assert {row["valor"] for row in late} == {0}
    hidden = [row for row in of_table(cut, "casos-por-tipo") if row["motivo"] == "primary"]
    assert {row["se_publica"] for row in hidden} == {False}
    assert 1 in {row["mujeres"] for row in hidden}
    for table in cut.tables:
        rows = [row for row in of_table(cut, table["id"]) if row["clase"] == "registros"]
        came, *went = [row["valor"] for row in rows]
        assert came == sum(went), table["id"]


def test_every_cell_of_the_cut_is_in_it_once(bank: Bank) -> None:
    bank.release("2025-11", site=False)
    cut = bank.take("2025-12")
    rows = [row for row in parquet_rows(bytes(cut.evaluation)) if row["clase"] == "celda"]
    frozen = [
        (t["id"], c["value"], c["women"], c["rest"], c["published"]) for t in cut.tables for c in t["cells"]
    ]
    told = [
        (row["tabla"], row["valor"], row["mujeres"], row["mujeres_fuera"], row["se_publica"])
        for row in rows
        if row["codigo"] != "registro_tardio"
    ]
    assert told == frozen
    months = {row["periodo"]: row["contado_ahora"] for row in rows if row["tabla"] == "casos-por-mes"}
    assert (months["2025-11"], months["2025-12"]) == (False, True)


def test_the_same_counts_give_the_same_bytes(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Any] = []
    monkeypatch.setattr(take, "parquet_bytes", lambda *asked: given.append(asked) or parquet_bytes(*asked))
    first = bank.take("2025-12")
    with acting(bank.watch):
        actions.reject_cut(by=bank.watch, cut_id=first.id, note="Otra vez.")
    again = bank.take("2025-12")
    assert first.evaluation == again.evaluation == parquet_bytes(COLUMNS, given[0][1])
    assert first.digest != again.digest


def test_its_fingerprint_is_part_of_that_of_the_cut_and_nothing_of_it_is_published(
    bank: Bank, committed: Any
) -> None:
    folder = bank.release("2025-12", site=False)
    assert rebuild("2025-12-r1").problems == ()
    with acting(bank.aide):
        cut = queries.cut_named("2025-12-r1")
        raw, digest = bytes(cut.evaluation), queries.evaluation_digest(cut)
    published = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert raw not in published
    assert not any(digest.encode() in each for each in published)
    changed = "Lo congelado ya no da la huella que se anotó al congelar."
    other = "El archivo de la evaluación no dice lo mismo que las cuentas congeladas."
    for file in (parquet_bytes(COLUMNS, []), b"x"):
        with psycopg.connect(committed.url("owner")) as owner:
            owner.execute("UPDATE cuts_cut SET evaluation = %s", [file])
        assert rebuild("2025-12-r1").problems == (changed, other)


def test_the_office_takes_it_out_and_the_trail_says_so(
    bank: Bank, client_as: Callable[..., Any], committed: Any, tmp_path: Path
) -> None:
    cut = bank.take("2025-12")
    client, address = client_as("monitoring_aide"), reverse("cuts:evaluation", args=[cut.id])
    page = client.get(reverse("cuts:detail", args=[cut.id])).content.decode()
    assert f'href="{address}"' in page
    assert "también de una sola mujer" in page
    answer = client.get(address)
    assert answer.content == cut.evaluation
    assert answer["Content-Type"] == "application/vnd.apache.parquet"
    assert answer["Content-Disposition"] == 'attachment; filename="evaluacion-2025-12-r1.parquet"'
    digest = hashlib.sha256(answer.content).hexdigest()
    with acting(bank.aide):
        noted = AuditRecord.objects.get(event="cuts.evaluation.exported")
        said = evaluated(queries.cut_of(cut.id))
    assert noted.details == {"version": "2025-12-r1", "digest": digest}
    assert said is not None
    assert (said.size, said.digest) == (len(answer.content), digest)
    assert said.records[0].numbers == (
        11,
        1,
        0,
        0,
        10,
    )
    file = tmp_path / "evaluacion.parquet"
    file.write_bytes(answer.content)
    with duckdb.connect() as engine:
        asked = f"SELECT sum(valor) FROM '{file}' WHERE columna IS NULL AND tabla = 'casos-por-mes'"
        assert engine.execute(asked).fetchall() == [(10,)]
    assert answer["Cache-Control"] == "no-store"
    for role in ("capturer", "institutional_liaison", "statistics_reader", "administrator"):
        actor = bank.actor_of(role)
        with acting(actor), pytest.raises(Refused):
            actions.export_evaluation(by=actor, cut_id=cut.id)
    runs_the_machine = client_as("administrator")
    assert address not in runs_the_machine.get(reverse("cuts:detail", args=[cut.id])).content.decode()
    assert runs_the_machine.get(address).status_code == 403
    before_there_was_one(bank, cut, committed)


def before_there_was_one(bank: Bank, cut: Cut, committed: Any) -> None:
    """A cut without the file has the digest that it had, and says that there is none."""
    with acting(bank.aide):
        content = queries.content_of(queries.cut_of(cut.id))
        del content["evaluation"]
        before = queries.digest_of(cut.month, cut.revision, content)
    with psycopg.connect(committed.url("owner")) as owner:
        owner.execute("UPDATE cuts_cut SET evaluation = '', digest = %s", [before])
    with acting(bank.aide):
        old = queries.cut_of(cut.id)
        assert queries.digest_of(old.month, old.revision, queries.content_of(old)) == old.digest
        assert evaluated(old) is None
        with pytest.raises(Conflict, match="de antes de que se guardara"):
            actions.export_evaluation(by=bank.aide, cut_id=cut.id)
