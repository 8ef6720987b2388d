"""A draft belongs to who typed it, outlives what happens around it, and never answers for her."""

import html
import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.harness.merging import moved
from tests.integration.casefiles.test_capturing import EVERYTHING, WHO, complaints, express, search, shown

from banevim.accounts.models import Institution, Person
from banevim.casefiles import actions, queries, sheet
from banevim.casefiles.models import Answers, Case, Draft, DraftContent, UniqueFile
from banevim.casefiles.sheet import Sheet
from banevim.casefiles.terms import Identity
from banevim.common.errors import Refused

pytestmark = pytest.mark.django_db
ABOUT_CASE = {k: v for k, v in EVERYTHING.items() if k not in WHO and not k.startswith("notice")}


@pytest.fixture
def client(client_as):
    return client_as("capturer", "hospital")


@pytest.fixture
def held(acting_as) -> Any:
    """What the one draft holds."""

    def typed() -> queries.Typed:
        with acting_as("capturer"):
            return queries.typed_in(Draft.objects.get())

    return typed


def words(page: Any) -> str:
    return html.unescape(page.content.decode())


def test_nobody_else_reaches_a_draft(client, client_as, held):
    draft = search(client)
    client.post(draft, {**shown(client.get(draft)), "narrative": "Solo mío", "hacer": "guardar"})
    before = held()
    pages = ["", "pasos/", "paso/1/", "revisar/"]
    posts = ["", "paso/1/", "revisar/", "guardar/", "llave/", "recuperar/", "descartar/"]
    others = [
        ("institutional_liaison", "hospital"),
        ("capturer", "hospital_twin"),
        ("capturer", "shelter"),
        ("state_liaison", None),
        ("monitoring_aide", None),
    ]
    for role, place in others:
        stranger = client_as(role, place)
        for path in pages:
            assert stranger.get(f"{draft}{path}").status_code in (403, 404), (role, path)
        for path in posts:
            answer = stranger.post(f"{draft}{path}", {"version": "", "given_names": "Robado"})
            assert answer.status_code in (403, 404), (role, path)
        assert "Solo mío" not in words(stranger.get("/borradores/"))
    nobody = Client()
    for path in posts:
        assert nobody.post(f"{draft}{path}", {}).status_code == 302
    assert held() == before


def test_the_list_is_filtered_and_ordered(client, acting_as):
    done = express(client)
    case_page = f"/casos/{done.headers['Location'].split('/')[2]}/"
    correction = client.post(f"{case_page}corregir/", {"reason": "ATE"}).headers["Location"]
    new = search(client)

    def listed(query=""):
        return re.findall(r'href="(/borradores/[0-9a-f-]{36}/)"', words(client.get(f"/borradores/{query}")))

    assert listed() == [new, correction]
    assert listed("?orden=saved_at") == listed("?orden=created_at") == [correction, new]
    assert (listed("?tipo=nuevo"), listed("?tipo=correccion"), listed("?tipo=otro")) == (
        [new],
        [correction],
        [],
    )
    assert "Quitar los filtros" in words(client.get("/borradores/?tipo=otro"))
    assert listed("?tipo=raro&orden=case") == [new, correction], "what cannot be read is left out"


def test_a_page_without_its_token_saves_nothing(client_as, held):
    client = client_as("capturer", "hospital", enforce_csrf_checks=True)
    ordinary = client_as("capturer", "hospital")
    draft = search(ordinary)
    before = held()
    for path in ("", "paso/1/", "revisar/", "guardar/", "llave/", "recuperar/", "descartar/"):
        assert client.post(f"{draft}{path}", {"given_names": "Otra"}).status_code == 403
    assert held() == before


def test_a_search_whose_draft_was_thrown_away_says_so(client, acting_as):
    draft = search(client)
    client.post(f"{draft}descartar/")
    with acting_as("capturer"):
        token = Draft.objects.get().handover_id
        assert not DraftContent.objects.exists()
    late = client.post(f"/expedientes/nuevo/{token}/")
    assert late.status_code == 403
    assert "búscala otra vez" in words(late)
    for path in ("", "revisar/", "guardar/"):
        assert client.post(f"{draft}{path}", {}).status_code == 404


def test_who_moves_to_another_institution_leaves_the_drafts_behind(client, client_as, bank, acting_as):
    draft = search(client)
    here = Person.objects.get(username="capturer.hospital")
    twin = Institution.objects.get(code="T-hospital_twin"[:16], name__endswith="hospital_twin")
    Person.objects.filter(pk=here.pk).update(institution=twin)
    for path in ("", "pasos/", "paso/2/", "revisar/"):
        assert client.get(f"{draft}{path}").status_code == 404
    listed = words(client.get("/borradores/"))
    assert "un borrador tuyo espera" in listed
    Person.objects.filter(pk=here.pk).update(institution=here.institution)
    assert "Yuridia" in words(client.get(draft))
    Person.objects.filter(pk=here.pk).update(role="statistics_reader")
    assert client.get(draft).status_code in (302, 403)
    Person.objects.filter(pk=here.pk).update(role="capturer")


@pytest.fixture
def another(file_at, attend, client_as) -> Any:
    """A capturer of the police with a draft of one more case in a file of the hospital: client, file, address, page."""
    her = file_at()
    attend(her.id)
    police = client_as("capturer", "police")
    draft = police.post(f"/expedientes/{her.id}/caso-nuevo/")["Location"]
    page = {**shown(police.get(draft)), **ABOUT_CASE, "notice-way": "LEI", "hacer": "registrar"}
    return police, her, draft, page


def test_an_access_that_ended_keeps_the_draft_and_says_what_to_do(another, attend, acting_as):
    police, her, draft, page = another
    attend_ends(acting_as)
    for path in ("", "pasos/", "paso/3/", "revisar/"):
        assert police.get(f"{draft}{path}").status_code == 200
    assert "ya no está abierto para tu institución" in words(police.get(draft))
    assert "ya no está abierto" in words(police.get("/borradores/"))
    refused = police.post(draft, page)
    assert refused.status_code == 200
    assert "declara la atención" in words(refused)
    with acting_as("capturer", "police"):
        assert not Case.objects.exists()
        assert queries.typed_in(Draft.objects.get())["narrative"] == [EVERYTHING["narrative"]]
    attend(her.id)
    assert police.post(draft, page).status_code == 302


def attend_ends(acting_as: Any) -> None:
    import datetime as dt

    from banevim.casefiles.models import Access
    from banevim.common import clock

    with acting_as("capturer", "police"):
        now = clock.now()
        Access.objects.update(starts_at=now - dt.timedelta(days=9), until=now - dt.timedelta(seconds=1))


def test_a_draft_follows_the_records_of_its_file(file_at, client, acting_as, actor_of):
    """Her record was moved to another file while the draft waited: the case goes where she is now."""
    her, other = file_at(), file_at()
    draft = client.post(f"/expedientes/{her.id}/caso-nuevo/")["Location"]
    page = {**shown(client.get(draft)), **ABOUT_CASE, "notice-way": "LEI", "hacer": "registrar"}
    moved(actor_of("state_liaison"), her.record, other.id)
    done = client.post(draft, page)
    assert done.status_code == 302, complaints(done)
    with acting_as("capturer"):
        case = Case.objects.get(pk=done["Location"].split("/")[2])
        assert queries.file_of(case.record_id).id == other.id
        assert not queries.records_of(her.id).exists()


def test_nothing_is_registered_in_a_file_that_was_emptied(another, file_at, acting_as, actor_of):
    """The hospital moved its record elsewhere: the access of the police does not follow, and nothing is made up."""
    police, her, draft, page = another
    moved(actor_of("state_liaison"), her.record, file_at().id)
    refused = police.post(draft, page)
    assert refused.request["PATH_INFO"] == f"{draft}falta/"
    told = words(refused)
    assert "declara la atención" in told[told.index('class="errsum"') :]
    assert "<title>Error: " in told
    assert "declara la atención" not in words(police.get(f"{draft}falta/")), "it was said once"
    with acting_as("capturer", "police"):
        assert not Case.objects.exists()


def test_one_taken_away_stays_away_and_one_added_begins_unanswered(client, held):
    draft = search(client)
    for n in range(3):
        page = client.post(draft, {**shown(client.get(draft)), "hacer": "agregar:children"})
        assert f'name="children-{n}-age"' in words(page)
        client.post(draft, {**shown(page), f"children-{n}-age": str(n + 4), "hacer": "mostrar"})
    assert shown(client.get(draft))["children-2-age"] == ["6"]
    client.post(draft, {**shown(client.get(draft)), "hacer": "quitar:children"})
    now = shown(client.get(draft))
    assert now["count-children"] == ["2"]
    assert "children-2-age" not in now
    step = client.post(
        f"{draft}paso/2/", {**shown(client.get(f"{draft}paso/2/")), "hacer": "quitar:children"}
    )
    assert 'name="children-1-age"' not in words(step)
    assert held()["count-children"] == ["1"]
    assert "children-1-age" not in held()
    back = client.post(f"{draft}paso/2/", {**shown(step), "hacer": "agregar:children"})
    assert shown(back)["children-1-age"] == [""]
    assert shown(client.get(draft))["children-1-sex"] == ["no_se_pregunto"]


def test_what_a_page_did_not_send_is_not_answered_by_the_first_option(client):
    """A question that the sheet gained while the draft waited, or an option that was closed, has no answer yet."""
    draft = search(client)
    page = shown(client.get(draft))
    for name in ("health-immediate_care", "income_source", "effects-physical"):
        page.pop(name, None)
    client.post(draft, {**page, "civil_status": "ZZZ", "background-housing": "ZZZ", "hacer": "mostrar"})
    again = client.get(draft)
    now = shown(again)
    assert now["health-immediate_care"] == ["no_se_pregunto"]
    assert now["income_source"] == ["no_se_pregunto"]
    assert (now["civil_status"], now["background-housing"]) == ([""], [""])
    assert "Estado conyugal: ZZZ" in words(again)
    client.post(draft, {**now, "hacer": "mostrar"})
    for page in (client.get(draft), client.get(f"{draft}paso/2/")):
        kept = shown(page)
        assert kept["background-housing"] == ["no_se_pregunto"]
        assert kept.get("civil_status", [""]) == [""], "it is compulsory, and waits for an answer"


def test_a_draft_of_an_older_sheet_is_carried_forward_by_name(client, held, monkeypatch, acting_as):
    draft = search(client)
    page = {
        **shown(client.get(draft)),
        **EVERYTHING,
        "health-illnesses": "Asma",
        "support-0-name": "Tía Prueba",
    }
    client.post(draft, {**page, "count-support": "1", "hacer": "mostrar"})
    older = sheet.load()
    gone = tuple(s for s in older.sections if s.key not in ("health", "support"))
    monkeypatch.setattr("banevim.casefiles.sheet._load.load", lambda *_: Sheet(older.version + 1, gone))
    monkeypatch.setattr("banevim.casefiles.sheet.load", lambda *_: Sheet(older.version + 1, gone))
    for path in ("", "paso/2/", "revisar/"):
        told = words(client.get(f"{draft}{path}"))
        assert "La cédula cambió" in told, path
        assert "Asma" in told
        assert "Tía Prueba" in told
        assert "Relato inventado." in words(client.get(draft))
    client.post(draft, {**shown(client.get(draft)), "hacer": "mostrar"})
    assert "health-illnesses" not in held()
    assert "Asma" in words(client.get(draft)), "also after the page was kept without that question"
    with acting_as("capturer"):
        assert Draft.objects.get().sheet == older.version + 1
    done = client.post(draft, {**shown(client.get(draft)), "hacer": "registrar"})
    assert done.status_code == 302, complaints(done)


def test_a_forged_page_registers_only_what_the_sheet_knows(client, acting_as):
    draft = search(client)
    page = {**shown(client.get(draft)), **EVERYTHING}
    wrong = {
        "attention-on": "ayer",
        "attention-municipality": "99999",
        "attention-arrival": "DOM",
        "background-income_band": '{"a": 1}',
        "needs-pregnancy_months": "1e9",
        "dependants-count": "-1",
        "identification-rfc": "x" * 10_000,
        "health-illnesses": "a\u202eb",
        "address-0-postcode": "2\u00003000",
        "children-0-age": "٣",
        "injuries-0-kind": ["FIS", "ZZZ"],
        "aggressors-0-age": "9" * 5000,
        "effects-physical": ["NIN", "no_se_pregunto"],
    }
    counts = {"count-address": "1", "count-children": "99", "count-injuries": "1", "count-support": "-4"}
    answer = client.post(draft, {**page, **wrong, **counts, "count-aggressors": "٣", "hacer": "registrar"})
    assert answer.status_code == 200
    text = words(answer)
    for name in wrong:
        assert f'href="#id_{name}' in text, name
    assert 'name="children-11-age"' in text
    assert 'name="children-12-age"' not in text
    with acting_as("capturer"):
        assert not Case.objects.exists()
    strange = {
        "nothing-here": "1",
        "health-nothing": "1",
        "children-40-age": "5",
        "notice-version": "1999-01-01",
    }
    page |= {**strange, "version": shown(client.get(draft))["version"], "given_names": ["Uno", "Yuridia"]}
    done = client.post(draft, {**page, "hacer": "registrar"})
    assert done.status_code == 302, complaints(done)
    with acting_as("capturer"):
        rows = {row.section: row for row in Answers.objects.all()}
        assert rows.keys() == {"attention", "notice"}
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", rows["notice"].coded["version"])
        assert rows["notice"].coded["version"] != "1999-01-01"


def test_a_draft_too_heavy_is_not_kept_and_what_was_typed_stays_on_the_page(client, held):
    draft = search(client)
    before = held()
    page = {**shown(client.get(draft)), "narrative": "x" * 420_000}
    assert client.post(f"{draft}guardar/", page).status_code == 422
    answer = client.post(draft, {**page, "hacer": "guardar"})
    assert answer.status_code == 200
    assert "demasiado largo" in words(answer)
    assert "x" * 420_000 in words(answer)
    assert held() == before


def test_a_handover_that_expired_opens_nothing_but_its_draft_lives(client, acting_as, actor_of):
    import datetime as dt

    from banevim.casefiles.models import Handover
    from banevim.common import clock

    draft, by = search(client), actor_of("capturer")
    with acting_as("capturer"):
        Handover.objects.update(expires_at=clock.now() - dt.timedelta(hours=1))
        token = actions.hand_over(by=by, search_id=uuid4(), identity=Identity())
        Handover.objects.filter(pk=token).update(expires_at=clock.now() - dt.timedelta(hours=1))
        with pytest.raises(Refused, match="primero búscala"):
            queries.typed_in_search(by, token)
    assert client.post(f"/expedientes/nuevo/{token}/").status_code == 403
    done = client.post(draft, {**shown(client.get(draft)), **EVERYTHING, "hacer": "registrar"})
    assert done.status_code == 302
    with acting_as("capturer"):
        assert UniqueFile.objects.count() == 1
        assert UUID(done["Location"].split("/")[2])
