"""A correction under way while the case changes by another hand: it keeps what it changed, and nothing else."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from tests.integration.casefiles.samples import CASE
from tests.integration.casefiles.test_capturing import EVERYTHING, complaints, shown
from tests.integration.casefiles.test_correcting_more import begin, correct, imported, registered, words
from tests.integration.casefiles.test_drafts_hold import ABOUT_CASE

from banevim.casefiles import actions, queries
from banevim.casefiles.models import Answers, Case, Correction, Draft, DraftContent, Opening, Woman
from banevim.casefiles.terms import Opened
from banevim.common.errors import Conflict

__all__ = ["imported"]
pytestmark = pytest.mark.django_db
CHANGED = "este caso cambió en el banco"


@pytest.fixture
def client(client_as):
    return client_as("capturer", "hospital")


@pytest.fixture
def colleague(client_as):
    return client_as("institutional_liaison", "hospital")


def keep(client: Any, draft: str, **changes: Any) -> None:
    """What is typed in a correction, kept and not yet confirmed."""
    page = {**shown(client.get(draft)), **changes}
    assert client.post(draft, {**page, "hacer": "guardar"}).status_code == 302


def confirm(client: Any, draft: str) -> list[str]:
    """Look a correction over, confirm it; the names of what it changed."""
    assert CHANGED not in words(client.get(f"{draft}revisar/"))
    done = client.post(f"{draft}revisar/", {"reason": "Estaba mal."})
    assert done.status_code == 302, complaints(done)
    row = Correction.objects.order_by("-created_at").first()
    assert row is not None
    return row.names


def test_a_new_load_stays_and_so_does_what_was_typed(client, imported, acting_as, actor_of):
    draft = begin(client, imported)
    keep(client, draft, place="ESC")
    case_id = imported.split("/")[2]
    with acting_as("capturer"):
        case, woman = Case.objects.get(), Woman.objects.get()
        now = replace(
            queries.stored(case, words=True).data,
            municipality="03009",
            narrative="",
            facts_on=dt.date(2026, 1, 6),
        )
        profile = replace(queries.stored(case, words=True).profile, schooling="LIC")
        by = actor_of("capturer")
        actions.correct_imported(
            by=by, profiles={woman.id: profile}, cases={case.id: (now, None)}, aggressors={}
        )
        revision = Woman.objects.get().revision
        actions.correct_imported(
            by=by, profiles={woman.id: profile}, cases={case.id: (now, None)}, aggressors={}
        )
        assert Woman.objects.get().revision == revision == 1, "the same load again changes nothing"
    late = client.post(f"{draft}revisar/", {"reason": "Estaba mal."}, follow=True)
    assert CHANGED in words(late)
    with acting_as("capturer"):
        assert confirm(client, draft) == ["place"]
        case, woman = Case.objects.get(pk=case_id), Woman.objects.get()
        assert (case.municipality, case.facts_on, case.place) == ("03009", dt.date(2026, 1, 6), "ESC")
        assert woman.schooling == "LIC"


def test_what_another_case_says_of_her_stays(client, colleague, acting_as):
    """The privacy notice is of the woman: the first case says that it could not be given, the next one that it was."""
    first = registered(client, **{"notice-way": "NOP"})
    draft = begin(client, first)
    keep(client, draft, place="ESC")
    with acting_as("capturer"):
        file_id = queries.file_of(Woman.objects.get().id).id
    other = colleague.post(f"/expedientes/{file_id}/caso-nuevo/")["Location"]
    told = {**shown(colleague.get(other)), **ABOUT_CASE, "notice-way": "LEI", "hacer": "registrar"}
    assert colleague.post(other, told).status_code == 302
    assert CHANGED in words(client.get(draft))
    with acting_as("capturer"):
        assert confirm(client, draft) == ["place"]
        assert Answers.objects.get(section="notice", until__isnull=True).coded["way"] == "LEI"


def test_what_is_taken_back_goes_on_from_what_the_case_says_now(client, colleague, acting_as):
    page = registered(client)
    draft = begin(client, page)
    keep(client, draft, place="ESC")
    keep(client, draft, place="TRA", version="")
    assert correct(colleague, begin(colleague, page), first_surname="Corregida").status_code == 302
    assert CHANGED in words(client.get(draft))
    taken = client.post(f"{draft}recuperar/", follow=True)
    assert "Recuperamos lo que había antes" in words(taken)
    told = shown(client.get(draft))
    assert (told["place"], told["first_surname"]) == (["ESC"], ["Corregida"])
    with acting_as("capturer"):
        assert confirm(client, draft) == ["place"]
        assert queries.record_identity(Woman.objects.get().id).first_surname == "Corregida"


def test_at_the_same_instant_nothing_is_put_back(client, acting_as, actor_of):
    """Between looking it over and confirming it: the action itself refuses."""
    page = registered(client)
    keep(client, draft := begin(client, page), place="ESC")
    with acting_as("capturer"):
        row, case = Draft.objects.get(case__isnull=True), Case.objects.get()
        kept = queries.stored(case, words=True)
        Woman.objects.update(revision=7)
        with pytest.raises(Conflict, match="cambió mientras lo corregías"):
            actions.correct_case(
                by=actor_of("capturer"),
                draft_id=row.id,
                reason="Estaba mal.",
                changes={"place": (["DOM"], ["ESC"])},
                identity=kept.identity,
                profile=kept.profile,
                data=replace(kept.data, place="ESC"),
                answered=kept.answered,
            )
        assert not Correction.objects.exists()
    assert shown(client.get(draft))["place"] == ["ESC"]
    assert CASE.place != "ESC"


def corrected_by(colleague: Any, page: str, **changes: Any) -> None:
    assert correct(colleague, begin(colleague, page), **changes).status_code == 302


def test_a_page_drawn_before_it_puts_nothing_back_even_with_force(client, colleague, acting_as):
    page = registered(client)
    draft = begin(client, page)
    old = shown(client.get(draft))
    peeked = {"HTTP_X_PEEK": "1"}
    corrected_by(colleague, page, first_surname="Corregida")
    assert shown(client.get(draft, **peeked))["first_surname"] == old["first_surname"], (
        "a look to compare renews nothing"
    )
    assert CHANGED in words(client.get(draft))
    for version in (old["version"][0], ""):
        saved = client.post(f"{draft}guardar/", {**old, "place": "ESC", "version": version})
        assert saved.status_code == 200, saved.content
        told = shown(client.get(draft))
        assert (told["first_surname"], told["place"]) == (["Corregida"], ["ESC"])
    with acting_as("capturer"):
        assert confirm(client, draft) == ["place"]
        assert queries.record_identity(Woman.objects.get().id).first_surname == "Corregida"


def test_a_step_drawn_before_it_puts_nothing_back(client, colleague, acting_as):
    page = registered(client)
    draft = begin(client, page)
    old = shown(client.get(f"{draft}paso/2/"))
    corrected_by(colleague, page, first_surname="Corregida", place="TRA")
    client.get(draft)
    kept = client.post(f"{draft}guardar/?paso=2", {**old, "given_names": "Otra", "version": ""})
    assert kept.status_code == 200, kept.content
    with acting_as("capturer"):
        assert confirm(client, draft) == ["given_names"]
        assert Case.objects.get().place == "TRA"
        assert queries.record_identity(Woman.objects.get().id).first_surname == "Corregida"


def test_a_person_who_attacked_and_was_added_meanwhile_stays(client, colleague, acting_as):
    page = registered(client)
    draft = begin(client, page)
    keep(client, draft, **{"aggressors-0-age": "51", "aggressors-0-age_missing": ""})
    theirs = begin(colleague, page)
    colleague.post(theirs, {**shown(colleague.get(theirs)), "hacer": "agregar:aggressors"})
    more = {"aggressors-1-link": "EXP", "aggressors-1-sex": "H", "aggressors-1-name": "Pedro Prueba"}
    done = correct(colleague, theirs, **more, **{"aggressors-1-age": "44", "aggressors-1-age_missing": ""})
    assert done.status_code == 302, complaints(done)
    assert CHANGED in words(client.get(draft))
    with acting_as("capturer"):
        assert set(confirm(client, draft)) <= {"aggressors-0-age", "aggressors-0-age_missing"}
        told = queries.stored(Case.objects.get(), words=True).data.aggressors
        assert [(each.age, each.name) for each in told] == [(51, ""), (44, "Pedro Prueba")]


def test_a_draft_that_does_not_know_its_start_shows_what_the_case_says_now(client, colleague, acting_as):
    """A correction begun before the bank kept where it started: what was typed can be taken back, once it is asked."""
    page = registered(client)
    draft = begin(client, page)
    keep(client, draft, place="ESC")
    with acting_as("capturer"):
        DraftContent.objects.update(start=None)
    corrected_by(colleague, page, first_surname="Corregida")
    client.get(draft)
    told = shown(client.get(draft))
    assert (told["first_surname"], told["place"]) == (["Corregida"], [EVERYTHING["place"]])
    assert client.post(f"{draft}recuperar/").status_code == 302
    assert shown(client.get(draft))["place"] == ["ESC"]


def test_it_is_listed_that_her_data_were_opened_again(client, colleague, acting_as):
    page = registered(client)
    draft = begin(client, page)
    corrected_by(colleague, page, first_surname="Corregida")
    with acting_as("capturer"):
        before = Opening.objects.filter(what=Opened.IDENTITY).count()
    client.get(draft)
    client.get(draft)
    with acting_as("capturer"):
        assert Opening.objects.filter(what=Opened.IDENTITY).count() == before + 1


def test_what_looked_odd_is_confirmed_anew(client, colleague, acting_as):
    page = registered(client)
    draft = begin(client, page)
    keep(client, draft, place="ESC", seen="aggressor_age_zero", confirmed="on")
    corrected_by(colleague, page, first_surname="Corregida")
    client.get(draft)
    with acting_as("capturer"):
        typed = queries.typed_in(Draft.objects.get(case__isnull=True))
        assert not {"seen", "confirmed"} & set(typed)
