"""Who is found, by what, and who never is."""

import datetime as dt
from dataclasses import replace

import pytest
from tests.integration.identity.conftest import XOCHITL, curp_for

from banevim.casefiles.models import UniqueFile
from banevim.casefiles.terms import Identity
from banevim.identity.models import SearchCandidate
from banevim.identity.terms import Likeness
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db
CURP = curp_for("VECX920512MBSRTC0")


@pytest.mark.parametrize(
    "box",
    [
        "Xóchitl Verdugo 1992",
        "xochitl berdugo 1992",
        "XOCHITL GUADALUPE VERDUGO COTA",
        "Sochil Verdugo 12/05/1992",
        "Verdugo Cota, Xóchitl",
        "Xóchitl Verdugo 34 años",
        "Xóchitl Verdugo de Ramírez 1992",
        "Lupita Verdugo 1992",
        "Xóchitl Verdugo 05/12/1992",
    ],
)
def test_found_with_what_she_can_tell(open_her, look, page_of, box):
    open_her("hospital")
    log = look(box)
    assert log.results == 1, box
    shown = page_of(log).shown[0]
    assert (shown.rank, shown.initials, shown.band) == (1, "X. G. V. C.", "30 a 39 años")


def test_strong_when_all_that_was_typed_agrees(open_her, look, page_of):
    open_her("hospital")
    shown = page_of(look("Xóchitl Verdugo 1992")).shown[0]
    assert shown.likeness is Likeness.STRONG
    assert [str(k) for k in shown.agree] == ["given_names", "first_surname", "birth_year"]
    assert not shown.similar
    assert not shown.apart


def test_known_as(open_her, look, page_of):
    open_her("hospital")
    shown = page_of(look(first_surname="Verdugo", known_as="Lupe", born="1992")).shown[0]
    assert "known_as" in shown.agree


def test_by_curp_alone(open_her, look, page_of):
    open_her("hospital", replace(XOCHITL, curp=CURP))
    open_her(
        "hospital", Identity(given_names="Otra", first_surname="Mujer", curp=curp_for("MUOX920512MBSRTC0"))
    )
    shown = page_of(look(CURP)).shown
    assert [str(k) for s in shown for k in s.agree] == ["curp"]


def test_by_folio_alone(open_her, look, page_of, actor_of, acting_as):
    file_id = open_her("hospital")
    with acting_as("capturer", "hospital"):
        folio = UniqueFile.objects.get(pk=file_id).folio
    log = look(folio)
    assert [str(k) for k in page_of(log).shown[0].agree] == ["folio"]
    with acting_as("capturer", "police"):
        assert SearchCandidate.objects.get(search=log).file_id == file_id


def test_homonyms_are_told_apart_by_what_is_typed(open_her, look, page_of):
    open_her("hospital")
    open_her(
        "hospital",
        replace(XOCHITL, second_surname="Ruiz", birth_date=dt.date(1961, 2, 3)),
        birth_year=1961,
        age=65,
    )
    shown = page_of(look("Xóchitl Guadalupe Verdugo 1992")).shown
    assert [s.initials for s in shown] == ["X. G. V. C.", "X. G. V. R."]
    assert [s.likeness for s in shown] == [Likeness.STRONG, Likeness.FAIR]


def test_two_records_of_one_file_are_one_candidate(open_her, look, actor_of, acting_as):
    from tests.integration.casefiles.samples import PROFILE

    from banevim.casefiles import actions as casefiles

    file_id = open_her("hospital")
    first = look("Xóchitl Verdugo 1992")
    actor = actor_of("capturer", "police")
    with acting(actor):
        from banevim.identity import actions

        actions.choose(by=actor, search_id=first.id, rank=1)
        casefiles.join_file(by=actor, file_id=file_id, identity=XOCHITL, profile=PROFILE)
    assert look("Xóchitl Verdugo 1992", institution="hospital_twin").results == 1


def test_no_more_than_five(open_her, look):
    for day in range(1, 9):
        open_her("hospital", replace(XOCHITL, birth_date=dt.date(1992, 5, day)))
    assert look("Xóchitl Verdugo 1992").results == 5


def test_a_record_without_identity_is_never_offered(open_her, look, acting_as):
    file_id = open_her("hospital", Identity())
    with acting_as("capturer", "hospital"):
        folio = UniqueFile.objects.get(pk=file_id).folio
    assert look(folio).results == 0


def test_what_only_a_shelter_captured_is_no_match_for_others(open_her, look, acting_as):
    file_id = open_her("shelter")
    with acting_as("capturer", "shelter"):
        folio = UniqueFile.objects.get(pk=file_id).folio
    for institution in ("police", "shelter_twin"):
        assert look("Xóchitl Verdugo Cota 12/05/1992", institution=institution).results == 0
        assert look(folio, institution=institution).results == 0
    assert look("Xóchitl Verdugo Cota 12/05/1992", institution="shelter").results == 1
    assert look(folio, institution="shelter").results == 1


def test_what_a_shelter_knows_of_a_shared_woman_is_not_compared(open_her, look, page_of, actor_of):
    """Her new surname is known only to the shelter: typing it finds nothing more than the hospital's record."""
    from tests.integration.casefiles.samples import PROFILE

    from banevim.casefiles import actions as casefiles
    from banevim.identity import actions

    file_id = open_her("hospital")
    found = look("Xóchitl Verdugo 1992", institution="shelter")
    actor = actor_of("capturer", "shelter")
    with acting(actor):
        actions.choose(by=actor, search_id=found.id, rank=1)
        casefiles.join_file(
            by=actor, file_id=file_id, identity=replace(XOCHITL, first_surname="Zazueta"), profile=PROFILE
        )
    assert look("Xóchitl Zazueta 12/05/1992").results in (0, 1)
    for shown in page_of(look("Xóchitl Zazueta 1992")).shown:
        assert "first_surname" not in shown.agree


def test_nobody_else_is_listed(open_her, look):
    open_her("hospital")
    assert look("Ana Castro 1970").results == 0
    assert look("Ana Cota 1992").results == 0


MARRIED = Identity(
    given_names="María", first_surname="Zúñiga", birth_date=dt.date(1981, 7, 23), phone="612 345 6789"
)


def test_who_tells_her_married_name_is_shown_by_her_birth_date(open_her, look, page_of):
    """What the page may say of her is a common name alone; all that she told puts her first."""
    open_her("hospital", MARRIED)
    shown = page_of(look(given_names="María", first_surname="Soto", born="23/07/1981")).shown
    assert [each.initials for each in shown] == ["M. Z."]
    assert [str(kind) for kind in shown[0].agree] == ["given_names"]


def test_who_is_far_behind_is_not_shown(open_her, look, page_of):
    open_her("hospital")
    open_her("hospital", replace(XOCHITL, second_surname="Ruiz", birth_date=dt.date(1961, 3, 2)))
    assert look("Xóchitl Verdugo").results == 2
    assert [each.initials for each in page_of(look("Xóchitl Verdugo Cota 12/05/1992")).shown] == [
        "X. G. V. C."
    ]


def test_a_telephone_does_not_change_what_is_asked_next(open_her, look, page_of):
    """Else the question that goes away would say that the telephone is of one of those who tie."""
    for second, phone in (("Cota", "612 345 6789"), ("Amador", "612 999 0000")):
        open_her("hospital", replace(XOCHITL, second_surname=second, phone=phone, birth_date=None, curp=""))
    asked = {
        page_of(look(given_names="Xóchitl", first_surname="Verdugo", phone=phone)).ask
        for phone in ("", "6123456789", "6129990000", "6240001111")
    }
    assert asked == {"second_surname"}


def test_a_telephone_does_not_decide_who_is_shown(open_her, look):
    """Else a name and a telephone would say whose it is."""
    for phone in ("612 345 6789", "612 999 0000", ""):
        open_her("hospital", replace(XOCHITL, phone=phone))
    without = look(given_names="Xóchitl", first_surname="Verdugo")
    assert look(given_names="Xóchitl", first_surname="Verdugo", phone="6123456789").results == without.results
