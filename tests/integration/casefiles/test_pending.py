"""What waits: which cases are on the list of whom, in which group, at which question, and what it costs to ask."""

import csv
import html
import io
import re
from dataclasses import replace
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from tests.harness.database import asked
from tests.harness.people import everybody
from tests.integration.casefiles.samples import MARIA, PROFILE, aggressor, case, kept_and_said

from banevim.accounts.terms import CAPTURE
from banevim.casefiles import actions, queries
from banevim.casefiles.actions.cases import note_waiting
from banevim.casefiles.models import Case
from banevim.casefiles.queries import PendingFilter
from banevim.casefiles.rules.pending import KEY_FIELDS, ODD, Group
from banevim.exchange.terms import FLAG_LABELS
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db
LACKING = case(
    place="se_desconoce", aggressors=(aggressor(sex="no_se_pregunto"), aggressor(link="no_se_pregunto"))
)
IMPOSSIBLE = case(flags=("learned_before", "old_facts"))
CONFIRMED = case(flags=("old_facts",))
LOADED = case(flags=("municipio_no_reconocido",))
NOT_WAITING = case(known_aggressor="no_aplica", modality="prefiere_no_responder")


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def fields_on(page: str) -> list[str]:
    return re.findall(r"/corregir/\?campo=([\w-]+)", page)


def groups_on(page: str) -> list[str]:
    return re.findall(r'<h2 class="waits__t"[^>]*>([^<]+)<', page)


@pytest.fixture
def several(file_at, add_case, acting_as):
    """A file of the hospital with one case that waits for nothing, and one of each kind."""
    her = file_at()
    for data in (LACKING, IMPOSSIBLE, CONFIRMED, LOADED, NOT_WAITING):
        row = add_case(her.id, "hospital", data)
        if data is LOADED:
            with acting_as("capturer"):
                Case.objects.filter(pk=row).update(municipality="no_especificado")
                note_waiting([her.record])
    return her


def test_each_case_is_under_its_gravest_group_and_says_which_datum(several, client_as):
    page = text_of(client_as("capturer").get("/pendientes/"))
    assert groups_on(page) == ["Fecha imposible", "Se ve raro", "Falta un dato"]
    assert fields_on(page) == [
        *("learned_on", "facts_on"),
        *("municipality", "municipality"),
        *("place", "aggressors-0-sex", "aggressors-1-link"),
    ]
    for words in (
        "La institución lo supo antes de los hechos",
        "El municipio no se reconoció",
        "Municipio de los hechos",
        ": no especificado en la fuente",
        "Lugar de los hechos",
        ": se desconoce",
        "Vínculo con la persona agresora 2",
    ):
        assert words in page
    assert "(3)" in re.search(r"Mis pendientes \(\d+\)", page)[0]
    assert "María" not in page
    assert "Relato" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("grupo=imposible", 1),
        ("grupo=raro", 3),
        ("grupo=falta", 2),
        ("dato=sex", 1),
        ("dato=place&razon=no_se_pregunto", 0),
        ("razon=no_especificado", 1),
        ("dato=age", 0),
        ("quien=todas&grupo=falta&orden=facts_on", 2),
        ("grupo=inventado&dato=drop", 3),
    ],
)
def test_filters_are_in_the_address(several, client_as, query, found):
    page = text_of(client_as("capturer").get(f"/pendientes/?{query}"))
    assert len(re.findall(r'scope="row"><a', page)) == found
    assert ("No hay pendientes con estos filtros" in page) is (found == 0)


def test_a_row_opens_at_its_question(several, client_as):
    client = client_as("capturer")
    address = re.search(r'href="(/casos/[^"]+campo=place)"', text_of(client.get("/pendientes/")))[1]
    assert client.get(address).status_code == 200
    done = client.post(address, {"reason": "SEG"})
    draft, _, question = done["Location"].partition("#")
    assert f'id="{question}"' in text_of(client.get(draft))
    bad = client.post(address.replace("place", "x%22%3E"), {"reason": "SEG"})
    assert "#" not in bad["Location"]


def test_every_question_of_the_list_is_a_field_of_the_form(several, client_as):
    client = client_as("capturer")
    address = re.search(r'href="(/casos/[^"]+campo=aggressors-1-link)"', text_of(client.get("/pendientes/")))[
        1
    ]
    form = text_of(client.get(client.post(address, {"reason": "SEG"})["Location"].split("#")[0]))
    asked = {*KEY_FIELDS, *(field for _, _, field in ODD.values())} - {"link", "sex"}
    asked |= {"aggressors-0-link", "aggressors-0-sex", "aggressors-1-link"}
    assert [name for name in sorted(asked) if f'id="id_{name}"' not in form] == []


def test_every_flag_of_a_loaded_case_has_its_words():
    of_case = {
        f
        for f in FLAG_LABELS
        if f.split("_")[-1] not in ("ilegible", "schooling", "status", "source", "sex", "link")
    }
    assert of_case - set(ODD) == set()


def test_what_was_corrected_leaves_the_list(file_at, client_as, acting_as, actor_of):
    her = file_at(case=case(place="no_se_pregunto"))
    me = actor_of("capturer")
    with acting(me):
        assert queries.pending_count(me) == 1
        row = queries.pending_cases(me, PendingFilter()).get()
        type(row).objects.filter(pk=her.case).update(place="DOM")
        note_waiting([her.record])
        assert queries.pending_count(me) == 0


def situations():
    return [(role, place.code) for role, place in everybody() if "twin" not in place.code]


@pytest.mark.parametrize(("role", "place"), situations())
def test_who_finds_it(several, client_as, role, place):
    client = client_as(role, place)
    answers = {path: client.get(path) for path in ("/pendientes/", "/pendientes/?quien=todas")}
    if role not in CAPTURE:
        assert {a.status_code for a in answers.values()} == {403}
        return
    mine, whole = (text_of(a).count("/corregir/?campo=") > 0 for a in answers.values())
    assert (mine, whole) == (place == "hospital" and role == "capturer", place == "hospital")
    if not mine:
        assert "No tienes pendientes" in text_of(answers["/pendientes/"])


def test_without_an_account(several):
    for path in (
        "/pendientes/",
        "/pendientes/pendientes.csv",
        "/mi-mes/registros.csv",
        "/buscar/posibles-duplicados/",
    ):
        assert Client().get(path)["Location"].startswith("/entrar/")


def test_it_costs_the_same_with_sixty_rows(several, add_case, client_as, actor_of):
    client = client_as("capturer")

    def cost(path: str) -> int:
        client.get(path)
        with asked() as statements:
            assert client.get(path).status_code == 200
        return len(statements)

    few = {path: cost(path) for path in ("/pendientes/", "/mi-mes/", "/")}
    me = actor_of("capturer")
    with acting(me):
        woman = queries.own_record(several.id, me.institution_id)
        for _ in range(60):
            actions.register_case(by=me, record_id=woman.id, data=LACKING)
    many = {path: cost(path) for path in few}
    assert many == few
    assert few["/pendientes/"] <= 16
    page = text_of(client.get("/pendientes/?pagina=3"))
    assert "Página 3 de 3 · 63 en total" in page
    assert len(re.findall(r'scope="row"><a', page)) == 13


def test_the_count_of_the_menu_stops(several, actor_of, monkeypatch):
    monkeypatch.setattr(queries.pending, "COUNTED", 2)
    monkeypatch.setattr(queries.pending._MINE, "_kept", None)  # worded anew with that limit, and after
    me = actor_of("capturer")
    with acting(me):
        assert queries.pending_count(me) == 2


def test_how_often_a_question_goes_unasked(several, client_as, actor_of):
    me = actor_of("capturer")
    with acting(me):
        shares = {s.field: (s.unasked, s.of) for s in queries.unasked_shares(me, mine=True)}
    assert shares["sex"] == (1, 7)
    assert shares["link"] == (1, 7)
    assert shares["municipality"] == (1, 6)
    assert shares["place"] == (0, 6), "unknown is an answer that was asked for"
    assert shares["age"] == (0, 6)
    page = text_of(client_as("capturer").get("/pendientes/"))
    assert re.search(r"Sexo de la persona agresora</th>.*?1 de 7<.*?14 %.*?Hasta 10 %:.*?Arriba", page)
    liaison = client_as("institutional_liaison", "hospital")
    assert "Lo que no se pregunta" not in text_of(liaison.get("/pendientes/"))
    assert "De lo que registró tu institución" in text_of(liaison.get("/pendientes/?quien=todas"))


def test_the_liaison_takes_the_list_as_a_file(several, client_as, acting_as):
    path = "/pendientes/pendientes.csv?quien=todas&grupo=falta"
    assert client_as("capturer").get(path).status_code == 403
    assert client_as("state_liaison").get(path).status_code == 403
    answer = client_as("institutional_liaison", "hospital").get(path)
    assert answer["Content-Type"].startswith("text/csv")
    raw = answer.content.decode()
    assert raw.startswith("\ufeffExpediente,")
    rows = list(csv.DictReader(io.StringIO(raw[1:])))
    assert len(rows) == 2
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", rows[0]["Fecha de registro"])
    assert {row["Clave del municipio"] for row in rows} == {"", "03003"}
    assert "Lugar de los hechos: se desconoce" in raw
    assert not any(name in raw for name in ("María", "Gómez", "Secreto", "Relato"))
    with acting_as("it_aide"):
        record = AuditRecord.objects.get(event="casefiles.list.exported")
        assert record.details == {"list": "pending", "rows": 2, "filters": ["grupo:falta", "quien:todas"]}
    stranger = client_as("institutional_liaison", "police").get(path).content.decode()
    assert len(stranger.splitlines()) == 1


def test_her_answers_wait_too(actor_of, client_as):
    from dataclasses import replace

    me = actor_of("capturer")
    with acting(me):
        asked = replace(PROFILE, schooling="no_se_pregunto", age=None, age_missing="se_desconoce")
        woman = actions.open_file(by=me, identity=MARIA, profile=asked)
        actions.register_case(by=me, record_id=woman.id, data=case())
        assert queries.pending_cases(me, PendingFilter(field="age")).count() == 1
        assert queries.pending_cases(me, PendingFilter(field="occupation")).count() == 0
        assert queries.pending_cases(me, PendingFilter(group=Group.ODD)).count() == 0
    assert fields_on(text_of(client_as("capturer").get("/pendientes/"))) == ["age", "schooling"]


@pytest.mark.parametrize("data", [LACKING, IMPOSSIBLE, CONFIRMED, LOADED, NOT_WAITING, case()])
@pytest.mark.parametrize(
    "profile", [{}, {"occupation": "no_se_pregunto"}, {"age": None, "age_missing": "se_desconoce"}]
)
def test_what_is_kept_is_what_the_answers_say(file_at, acting_as, data, profile):
    file_at(case=data, profile=replace(PROFILE, **profile))
    with acting_as("capturer"):
        waits = data in (LACKING, IMPOSSIBLE, LOADED) or bool(profile)
        assert kept_and_said() == [(waits, waits)]


def test_an_installed_bank_learns_which_cases_wait(several, acting_as):
    with acting_as("capturer"):
        said = kept_and_said()
        assert {kept for kept, _ in said} == {True, False}
        Case.objects.update(waits=False)
        with connection.cursor() as cursor:
            cursor.execute(import_module("banevim.casefiles.migrations.0007_cases_that_wait").FILL)
        assert kept_and_said() == said
