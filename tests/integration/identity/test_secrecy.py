"""The search is also a weapon for an aggressor with a badge: what it never tells."""

import html
import re
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from tests.harness import people
from tests.integration.casefiles.samples import AGGRESSOR, CASE
from tests.integration.identity.conftest import XOCHITL, curp_for

from banevim.casefiles.actions.sealed import card_row, digests
from banevim.casefiles.models import UniqueFile, Woman
from banevim.casefiles.terms import Identity
from banevim.identity.models import SearchCandidate, SearchLog, SearchSheet
from banevim.vault.models import AuditRecord
from banevim.vault.sealing import fresh_key

pytestmark = pytest.mark.django_db
CURP = curp_for("VECX920512MBSRTC0")
RICH = replace(XOCHITL, curp=CURP)


@pytest.fixture
def rich(open_her, acting_as):
    """A woman with every datum, and all that a page of results must not hold."""
    file_id = open_her("hospital", RICH)
    with acting_as("capturer", "hospital"):
        file = UniqueFile.objects.get(pk=file_id)
        woman = Woman.objects.get()
        record = str(woman.id)
    hidden = [
        file.folio,
        str(file.id),
        record,
        file.folio.split("-")[2],
        "03003",
        "La Paz",
        "hospital",
        "Hospital",
    ]
    hidden += [CURP, "Guadalupe", "Cota", "Comondú", "345", "6789", "1992", "12/05", "05-12", "mañana"]
    hidden += [
        CASE.narrative,
        AGGRESSOR.name,
        "FAM",
        "PSI",
        f"{CASE.facts_on:%d/%m/%Y}",
        CASE.facts_on.isoformat(),
    ]
    return hidden


def search_page(client, **typed):
    answer = client.post("/buscar/", {"reason": "ATE", **typed})
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer["Location"].split("#")[0])


def body_of(answer) -> str:
    """The page without its tokens, which are random letters."""
    text = html.unescape(answer.content.decode())
    text = re.sub(r"/buscar/[0-9a-f-]{36}/", "/buscar/*/", text)
    return re.sub(r'name="(?:csrfmiddlewaretoken|once)"[^>]*>', "", text)


@pytest.mark.parametrize(
    "typed", [{"box": "Xóchitl Verdugo"}, {"given_names": "Xochitl", "first_surname": "Berdugo"}]
)
def test_nothing_that_was_not_typed_is_on_the_page(client_as, rich, typed):
    client = client_as("capturer", "police")
    page = search_page(client, **typed)
    text = body_of(page)
    assert "X. G. V. C." in text
    assert "30 a 39 años" in text
    compare = client.get(re.search(r"/buscar/[0-9a-f-]{36}/comparar/1/", page.content.decode())[0])
    for each in (text, body_of(compare)):
        assert [value for value in rich if value.lower() in each.lower()] == []


def test_the_page_names_candidates_by_rank_only(client_as, rich, acting_as):
    page = search_page(client_as("capturer", "police"), box="Xóchitl Verdugo")
    found = set(
        re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", page.content.decode())
    )
    with acting_as("capturer", "police"):
        known = {str(pk) for pk in SearchLog.objects.values_list("pk", flat=True)}
    known.add(str(people.person_id("capturer", "police")))  # whose copies the browser may keep
    assert len(found - known) == 1, "only the field that makes a form sent twice one search"


def test_what_is_typed_is_in_no_address_log_or_trail(client_as, rich, acting_as, caplog):
    client = client_as("capturer", "police")
    answer = client.post("/buscar/", {"reason": "ATE", "box": f"Xóchitl Verdugo {CURP}"})
    client.get(answer["Location"])
    assert re.fullmatch(r"/buscar/[0-9a-f-]{36}/#resultados", answer["Location"])
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert "erdugo" not in caplog.text
    with acting_as("state_liaison"):
        trail = list(
            AuditRecord.objects.filter(event__startswith="identity.").values_list("event", "details")
        )
    made = dict(trail)["identity.search.made"]
    assert made["kinds"] == ["curp", "given_names", "first_surname"]
    assert made["results"] == 1
    assert made["reason"] == "ATE"
    assert made["keys"] > 1
    everything = repr(trail) + repr(dict(client.session))
    assert not re.search("erdugo|chitl|VECX", everything)


def test_the_database_keeps_no_term_in_clear(look, rich, acting_as):
    look("Xóchitl Verdugo 12/05/1992")
    with acting_as("capturer", "police"):
        for model in (SearchLog, SearchCandidate, SearchSheet):
            for row in model.objects.values():
                assert not re.search(r"erdugo|chitl|1992-05-12", repr(row))
        assert b"erdugo" not in bytes(SearchSheet.objects.get().cell)


TABLES = [
    "casefiles_woman",
    "casefiles_womanidentity",
    "casefiles_case",
    "casefiles_casenarrative",
    "casefiles_aggressor",
    "casefiles_aggressoridentity",
    "casefiles_membership",
    "casefiles_uniquefile",
    "casefiles_access",
    "casefiles_opening",
]


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return cursor.fetchone()[0]


def test_with_the_purpose_search_only_keys_and_cards_are_visible(open_her, acting_as):
    open_her("hospital", RICH)
    with acting_as("capturer", "police", "search"):
        assert count("vault_matchkey") > 10
        assert count("casefiles_searchcard") == 1
        assert {table: count(table) for table in TABLES} == dict.fromkeys(TABLES, 0)
    with acting_as("capturer", "police"):
        assert count("vault_matchkey") == count("casefiles_searchcard") == 0


@pytest.mark.parametrize(
    "call",
    [
        "SELECT * FROM banevim_files_of(ARRAY(SELECT record_id FROM casefiles_searchcard))",
        "SELECT banevim_file_by_folio('03', %s)",
        "SELECT banevim_records_of_folio('03', %s)",
    ],
)
def test_the_functions_of_the_search_answer_to_no_other_purpose(open_her, acting_as, call):
    file_id = open_her("hospital", RICH)
    with acting_as("capturer", "hospital"):
        folio = UniqueFile.objects.get().folio
    values = [] if "%s" not in call else [folio if "folio" in call else str(file_id)]
    for purpose, expected in (("work", set()), ("search", {str(file_id)})):
        with acting_as("capturer", "police", purpose), connection.cursor() as cursor:
            cursor.execute(call, values)
            cells = {str(cell) for row in cursor.fetchall() for cell in row if cell}
        if purpose == "work":
            assert cells == expected
        elif "records_of" not in call:
            assert expected <= cells


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM identity_searchlog",
        "DELETE FROM identity_searchcandidate",
        "UPDATE identity_searchsheet SET cell = ''",
        "UPDATE identity_searchreview SET outcome = 'left'",
        "DELETE FROM vault_matchkey",
    ],
)
def test_the_application_cannot_erase_that_it_searched(look, acting_as, statement):
    look("Xóchitl Verdugo")
    with acting_as("capturer", "police"), pytest.raises(ProgrammingError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_order_in_which_keys_are_kept_tells_nothing_of_their_texts():
    kept = [key for key, _ in digests([(Woman(birth_year=1992, sex="M"), RICH)])]
    assert len(kept) > 10
    assert kept == sorted(kept)


def test_the_size_of_a_card_tells_nothing_of_what_it_holds():
    woman = Woman(birth_year=1992, sex="M", residence="03003")
    key, _ = fresh_key(woman.id, woman.id)
    whole = Identity("María de los Ángeles", "Hernández", "de la Cruz", curp=CURP, phone="6121234567")
    cards = [card_row(woman, who, key).card for who in (Identity("Eva", "Cota"), RICH, whole)]
    assert len({len(card) for card in cards}) == 1
