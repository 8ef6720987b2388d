"""A case is validated against the catalogue in force on the date of its facts, through the page and the action."""

import datetime as dt
import html

import pytest
from django.db import connection
from tests.integration.casefiles.samples import MARIA, PROFILE, case
from tests.integration.casefiles.typing import NOTICE, confirmed, typed

from banevim.casefiles import actions
from banevim.casefiles.models import Case
from banevim.catalogs import queries as catalogs
from banevim.common.errors import Invalid
from banevim.vault.context import acting

ADDED = [
    ({"modality": "POL"}, dt.date(2020, 4, 14), "modality"),
    ({"modality": "DIG"}, dt.date(2021, 6, 2), "modality"),
    ({"modality": "MED"}, dt.date(2021, 6, 2), "modality"),
    ({"modality": "ASEP"}, dt.date(2024, 1, 27), "modality"),
    ({"types": ("PSI", "INT")}, dt.date(2024, 1, 18), "types"),
]
OLD = confirmed("old_facts")


@pytest.fixture
def hospital(db, actor_of, acting_as):
    by = actor_of("capturer")
    with acting(by):
        yield by


@pytest.fixture
def record(hospital):
    return actions.open_file(by=hospital, identity=MARIA, profile=PROFILE).id


@pytest.mark.parametrize(("answers", "first_day", "field"), ADDED)
def test_the_action_takes_an_answer_from_its_first_day_on(hospital, record, answers, first_day, field):
    for days, good in ((-1, False), (0, True), (1, True)):
        on = first_day + dt.timedelta(days=days)
        data = case(facts_on=on, learned_on=on, **answers)
        if good:
            assert actions.register_case(by=hospital, record_id=record, data=data).facts_on == on
            continue
        with pytest.raises(Invalid, match=f"está en la lista desde el {first_day.day} de") as refused:
            actions.register_case(by=hospital, record_id=record, data=data)
        assert refused.value.field == field
    assert Case.objects.count() == 2


def test_without_the_date_of_the_facts_the_day_it_was_known_decides(hospital, record):
    unknown = {"precision": "se_desconoce", "facts_on": None, "modality": "DIG"}
    with pytest.raises(Invalid, match="desde el 2 de junio de 2021"):
        actions.register_case(
            by=hospital, record_id=record, data=case(**unknown, learned_on=dt.date(2020, 1, 1))
        )
    actions.register_case(by=hospital, record_id=record, data=case(**unknown, learned_on=dt.date(2022, 1, 1)))


@pytest.mark.django_db
@pytest.mark.parametrize(("answers", "first_day", "field"), ADDED)
def test_the_page_says_so_at_the_field_and_keeps_what_was_typed(
    capture, acting_as, answers, first_day, field
):
    before = first_day - dt.timedelta(days=1)
    page = {name: list(v) if isinstance(v, tuple) else v for name, v in answers.items()}
    text = html.unescape(capture.send(typed(facts_on=f"{before:%d/%m/%Y}", **page, **OLD)).content.decode())
    assert f"está en la lista desde el {first_day.day} de" in text
    assert f'href="#id_{field}' in text
    assert f'value="{before:%d/%m/%Y}"' in text
    with acting_as("capturer"):
        assert not Case.objects.exists()
    answer = capture.send(typed(facts_on=f"{first_day:%d/%m/%Y}", **page, **OLD))
    assert answer.status_code == 302, answer.content.decode()
    with acting_as("capturer"):
        assert Case.objects.get().facts_on == first_day


def test_an_option_that_was_closed_serves_only_the_facts_of_its_time(
    committed, tmp_path, actor_of, client_as
):
    """The office closes a modality: older facts keep it, newer ones do not, on the page and in the action."""
    last, head = (
        dt.date(2026, 6, 30),
        "catalog,code,label,key,group,order,valid_from,valid_to,hint,legal_basis,provenance",
    )
    row = "modality,MED,Mediática,m,,9,2021-06-02,2026-06-30,,Ley de prueba,Prueba"
    overlay = tmp_path / "cambio.csv"
    overlay.write_text(f"{head}\n{row}\n", encoding="utf-8")
    done = committed.manage("load_catalogs", "--overlay", str(overlay))
    assert done.returncode == 0, done.stderr
    catalogs.reset()
    try:
        by, client = actor_of("capturer"), client_as("capturer")
        with acting(by):
            woman = actions.open_file(by=by, identity=MARIA, profile=PROFILE)
            actions.register_case(
                by=by, record_id=woman.id, data=case(modality="MED", facts_on=last, learned_on=last)
            )
            with pytest.raises(Invalid, match="hasta el 30 de junio de 2026"):
                day = last + dt.timedelta(days=1)
                actions.register_case(
                    by=by, record_id=woman.id, data=case(modality="MED", facts_on=day, learned_on=day)
                )
            file_id = woman.memberships.get().file_id
        path = client.post(f"/expedientes/{file_id}/caso-nuevo/")["Location"]
        assert "Mediática" not in client.get(path).content.decode()
        page = typed(who=False, modality="MED", more=NOTICE)
        assert client.post(path, {**page, "facts_on": "01/07/2026"}).status_code == 200
        assert client.post(path, {**page, "facts_on": "30/06/2026"}).status_code == 302
    finally:
        catalogs.reset()
        connection.close()


def test_codes_that_no_catalogue_knows_are_refused_everywhere(hospital, record):
    for change in (
        {"modality": "ZZZ"},
        {"types": ("ZZZ",)},
        {"place": "ZZZ"},
        {"municipality": "03999"},
        {"municipality": "99001"},
        {"authority_knows": "ZZZ"},
        {"known_aggressor": "quizá"},
    ):
        with pytest.raises(Invalid):
            actions.register_case(by=hospital, record_id=record, data=case(**change))
    assert not Case.objects.exists()
