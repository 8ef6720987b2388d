"""Mi mes: filters, order, pages; the names of one page for a reason, ten minutes; the list as a file."""

import csv
import html
import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.integration.casefiles.samples import MARIA, TODAY, case

from banevim.casefiles import actions, queries
from banevim.casefiles.models import Opening
from banevim.common.errors import NotFound
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db
ANA = replace(MARIA, given_names="Ana Luisa", first_surname="Cota", second_surname="Meza")


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


@pytest.fixture
def two(file_at, add_case):
    """Two files of the hospital, one with two cases; and one of the police."""
    maria, ana = file_at(), file_at(identity=ANA, case=case(modality="COM", types=("SEX",)))
    add_case(maria.id, "hospital", case(facts_on=TODAY - timedelta(days=60)))
    file_at("police", replace(MARIA, given_names="Otra"))
    return maria, ana


def test_filters_and_order(two, client_as):
    client = client_as("capturer")
    maria, ana = two
    page = text_of(client.get("/mi-mes/"))
    assert (page.count(maria.folio), page.count(ana.folio)) == (2, 1)
    by_facts = text_of(client.get("/mi-mes/?orden=facts_on"))
    assert by_facts.index(f"/casos/{maria.case}/") > by_facts.index(maria.folio)
    only = text_of(client.get("/mi-mes/?modalidad=COM"))
    assert (maria.folio in only, ana.folio in only) == (False, True)
    nothing = text_of(client.get("/mi-mes/?tipo=ECO&mes=todos"))
    assert "No hay casos con estos filtros" in nothing
    assert "Mostrar los nombres" not in nothing
    assert "Este mes aún no registras casos" in text_of(client_as("capturer", "shelter").get("/mi-mes/"))
    assert ana.folio in text_of(client_as("institutional_liaison", "hospital").get("/mi-mes/?quien=todas"))
    assert client_as("state_liaison").get("/mi-mes/").status_code == 403


@pytest.mark.parametrize("order", ["facts_on", "-facts_on"])
def test_facts_of_an_unknown_day_come_last(two, add_case, acting_as, order):
    maria, _ = two
    add_case(maria.id, "hospital", case(facts_on=None, precision="se_desconoce"))
    with acting_as("capturer", "hospital") as actor:
        days = [row.facts_on for row in queries.month_cases(actor, queries.CaseFilter(order=order))]
        of_her = [row.facts_on for row in queries.cases_of(maria.id)]
    known = sorted(days[:-1], reverse=order.startswith("-"))
    assert days == [*known, None]
    assert of_her[-1] is None


def test_names_open_for_a_reason_and_close(two, client_as, acting_as):
    client = client_as("capturer")
    maria, ana = two
    refused = client.post("/mi-mes/?modalidad=COM", {"reason": ""})
    assert "Elige el motivo" in text_of(refused)
    assert "Ana Luisa" not in text_of(refused)
    done = client.post("/mi-mes/?modalidad=COM", {"reason": "SEG"})
    assert done["Location"] == "/mi-mes/?modalidad=COM"
    opened = client.get(done["Location"])
    assert "Ana Luisa Cota Meza" in text_of(opened)
    assert int(opened["Refresh"].split(";")[0]) <= 601
    whole = text_of(client.get("/mi-mes/"))
    assert "Ana Luisa" in whole
    assert "María Fernanda" not in whole
    assert "Oculto" in whole
    client.post("/mi-mes/", {"reason": "ATE"})
    assert text_of(client.get("/mi-mes/")).count("María Fernanda Gómez Ríos") == 2
    with acting_as("capturer"):
        seen = Opening.objects.filter(what="identity").order_by("created_at").values_list("file_id", "reason")
        assert sorted(seen) == sorted([(ana.id, "SEG"), (ana.id, "ATE"), (maria.id, "ATE")])
    with acting_as("it_aide"):
        assert AuditRecord.objects.filter(event="casefiles.identity.opened").count() == 3
        again = AuditRecord.objects.filter(event="casefiles.names.seen").order_by("at").first()
        assert again.details == {"files": [str(ana.id)]}
    assert "María" not in text_of(client_as("institutional_liaison", "hospital").get("/mi-mes/?quien=todas"))
    client.post("/mi-mes/ocultar/")
    assert "María" not in text_of(client.get("/mi-mes/"))


def test_only_what_the_institution_sees_and_no_more_than_a_page(two, actor_of):
    maria, _ = two
    police = actor_of("capturer", "police")
    with acting(police), pytest.raises(NotFound):
        actions.open_names(by=police, file_ids=[maria.id], reason="ATE")
    me = actor_of("capturer")
    for files in ([], [maria.id] * 26):
        with acting(me), pytest.raises(NotFound):
            actions.open_names(by=me, file_ids=files, reason="ATE")


def test_the_liaison_takes_the_month_as_a_file(two, client_as, acting_as):
    path = "/mi-mes/registros.csv?quien=todas&orden=facts_on"
    assert client_as("capturer").get(path).status_code == 403
    raw = client_as("institutional_liaison", "hospital").get(path).content.decode()
    rows = list(csv.DictReader(io.StringIO(raw.removeprefix("\ufeff"))))
    assert [row["Fecha de los hechos"] for row in rows] == [
        (TODAY - timedelta(days=n)).isoformat() for n in (60, 3, 3)
    ]
    assert rows[0]["Municipio"] == "La Paz"
    assert re.search(r"Psicológica, física", raw)
    assert not any(name in raw for name in ("María", "Ana Luisa", "Secreto", "Relato"))
    with acting_as("it_aide"):
        record = AuditRecord.objects.get(event="casefiles.list.exported")
        assert record.details["rows"] == 3
        assert record.details["filters"] == [f"mes:{TODAY:%Y-%m}", "orden:facts_on", "quien:todas"]
