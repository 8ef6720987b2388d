"""Taking a record out of a unique file: what will happen is shown, it happens exactly, and it can be put back."""

import html
import random
import re

import pytest
from tests.harness.merging import Bank

from banevim.casefiles.models import Membership, UniqueFile
from banevim.common.errors import Conflict, Invalid, NotFound, Refused
from banevim.identity import actions
from banevim.identity.models import Difference, Extraction, Merge, Proposal
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db
WHY = "Es el registro de su hermana"


@pytest.fixture
def people(actor_of):
    return Bank(actor_of("state_liaison"), actor_of("capturer", "hospital"), actor_of("capturer", "police"))


def where(bank):
    """Of each record, its file and its home."""
    with acting(bank.office.with_purpose("linkage")):
        rows = Membership.objects.filter(until__isnull=True, record_id__in=bank.records)
        return {
            record: (file, home) for record, file, home in rows.values_list("record_id", "file_id", "home_id")
        }


def in_force(bank):
    with acting(bank.office.with_purpose("linkage")):
        merges = Merge.objects.filter(undone_at__isnull=True).values_list("record_one_id", "record_two_id")
        apart = Difference.objects.filter(until__isnull=True).values_list("record_one_id", "record_two_id")
        return set(merges), set(apart)


def take(bank, n, by=None, *, apart=False, note=WHY):
    by = by or bank.office
    with acting(by):
        file_id = where(bank)[bank.records[n]][0]
        return actions.take_out(by=by, file_id=file_id, record_id=bank.records[n], apart=apart, note=note)


def back(bank, row, by=None):
    by = by or bank.office
    with acting(by):
        return actions.put_back(by=by, extraction_id=row.id)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.fixture
def merged(people):
    """Three files in one, in a chain: 0 with 1, 1 with 2."""
    for _ in range(3):
        people.open()
    assert people.act("same", 0, 1)
    assert people.act("same", 1, 2)
    return people


def test_a_merged_record_goes_to_its_own_folio_and_the_others_stay(merged):
    before = where(merged)
    homes = [before[each][1] for each in merged.records]
    row = take(merged, 2)
    assert row.stage == "done"
    assert [where(merged)[each][0] for each in merged.records] == [homes[0], homes[0], homes[2]]
    with acting(merged.office):
        assert AuditRecord.objects.get(event="identity.record.taken_out").details == {"stage": "done"}
    with acting(merged.office.with_purpose("linkage")):
        assert WHY.encode() not in bytes(Extraction.objects.get().note)


def test_without_the_record_that_held_them_the_others_part_too(merged):
    homes = [where(merged)[each][1] for each in merged.records]
    take(merged, 1)
    assert [where(merged)[each][0] for each in merged.records] == homes
    assert in_force(merged)[0] == set()


def test_a_record_that_joined_gets_a_folio_of_its_own(people):
    people.open()
    people.join(0)
    folios = UniqueFile.objects.count
    with acting(people.office.with_purpose("linkage")):
        before = folios()
    take(people, 1)
    (one, _), (two, home) = (where(people)[each] for each in people.records)
    assert one != two == home
    with acting(people.office.with_purpose("linkage")):
        assert folios() == before + 1


def test_put_back_everything_is_as_it_was(merged):
    joined = merged.join(0)
    before, said = where(merged), in_force(merged)
    for n in (1, joined, 0, 2):
        row = take(merged, n, apart=n == joined)
        assert where(merged) != before
        back(merged, row)
        assert where(merged) == before
        assert in_force(merged) == said
    with acting(merged.office), pytest.raises(Conflict):
        actions.put_back(by=merged.office, extraction_id=row.id)


@pytest.mark.parametrize("seed", range(4))
def test_any_sequence_taken_back_in_turn_is_as_it_was(people, seed):
    chance = random.Random(seed)
    for _ in range(5):
        people.open()
    people.join(0)
    people.join(2)
    for _ in range(6):
        people.act("same", *chance.sample(range(len(people.records)), 2))
    story, done = [where(people)], []
    while True:
        files = where(people)
        together = [
            n for n, r in enumerate(people.records) if sum(f == files[r][0] for f, _ in files.values()) > 1
        ]
        if not together:
            break
        done.append(take(people, chance.choice(together), apart=chance.random() < 0.5))
        story.append(where(people))
    assert len(done) >= 2
    for row, wanted in zip(reversed(done), reversed(story[:-1]), strict=True):
        back(people, row)
        assert where(people) == wanted


def test_told_apart_they_are_not_merged_again(merged):
    take(merged, 2, apart=True)
    pair = tuple(sorted((merged.records[1], merged.records[2])))
    assert pair in in_force(merged)[1]
    assert not merged.act("same", 0, 2)
    with acting(merged.office.with_purpose("linkage")):
        assert Proposal.objects.get(record_one_id=pair[0], record_two_id=pair[1]).stage == "different"


def test_what_cannot_be_taken_out_is_said(merged):
    office = merged.office
    with acting(office), pytest.raises(Invalid, match="por qué"):
        take(merged, 0, note="   ")
    with acting(office), pytest.raises(NotFound):
        actions.take_out(
            by=office, file_id=office.person_id, record_id=office.person_id, apart=False, note=WHY
        )
    row = take(merged, 2)
    with pytest.raises(Conflict, match="un solo registro"):
        take(merged, 2)
    with acting(office), pytest.raises(Conflict, match="ya no está"):
        actions.take_out(by=office, file_id=row.file_id, record_id=merged.records[2], apart=False, note=WHY)


def test_put_back_stops_where_people_decided_otherwise(merged):
    row = take(merged, 2)
    with acting(merged.office.with_purpose("linkage")):
        Proposal.objects.update(stage="open")
    assert merged.act("different", 0, 2)
    with pytest.raises(Conflict, match="Desde entonces"):
        back(merged, row)


@pytest.mark.parametrize("role", ["capturer", "institutional_liaison", "it_aide", "administrator"])
def test_nobody_else_takes_out(merged, actor_of, client_as, role):
    row = take(merged, 2)
    by = actor_of(role)
    acts = (
        (actions.take_out, {"file_id": row.file_id, "record_id": row.record_id, "apart": False, "note": WHY}),
        (actions.answer_extraction, {"extraction_id": row.id, "agrees": True}),
        (actions.put_back, {"extraction_id": row.id}),
    )
    for act, words in acts:
        with acting(by), pytest.raises(Refused):
            act(by=by, **words)
    assert client_as(role).get("/revision/sacar/").status_code == 403


@pytest.fixture
def protected(people, open_her):
    """A file of the hospital merged with one of a shelter."""
    open_her("shelter")
    people.open()
    people.records = list(people.files()) if not people.records else people.records
    with acting(people.office.with_purpose("linkage")):
        other = Membership.objects.filter(until__isnull=True).exclude(record_id__in=people.records).get()
    people.records.append(other.record_id)
    people.proposal(0, 1)
    with acting(people.office.with_purpose("linkage")):
        waiting = Proposal.objects.get()
    with acting(people.office):
        actions.judge(by=people.office, proposal_id=waiting.id, judged="same")
    return people, waiting


@pytest.fixture
def second(actor_of):
    return actor_of("monitoring_aide")


def test_a_protected_file_takes_two_people(protected, second):
    bank, waiting = protected
    with acting(second):
        actions.judge(by=second, proposal_id=waiting.id, judged="same")
    before = where(bank)
    row = take(bank, 0)
    assert (row.stage, where(bank)) == ("second", before)
    with pytest.raises(Conflict, match="Ya se pidió"):
        take(bank, 0, second)
    with acting(bank.office), pytest.raises(Conflict, match="otra persona"):
        actions.answer_extraction(by=bank.office, extraction_id=row.id, agrees=True)
    with acting(second):
        row = actions.answer_extraction(by=second, extraction_id=row.id, agrees=True)
    assert row.stage == "done"
    assert where(bank) != before
    with acting(second), pytest.raises(Conflict, match="Otra persona ya decidió"):
        actions.answer_extraction(by=second, extraction_id=row.id, agrees=True)
    with pytest.raises(Conflict, match="protegido"):
        back(bank, row, second)
    back(bank, row)
    assert where(bank) == before


def test_the_second_person_may_say_no(protected, second):
    bank, waiting = protected
    with acting(second):
        actions.judge(by=second, proposal_id=waiting.id, judged="same")
    before = where(bank)
    row = take(bank, 1)
    with acting(second):
        assert actions.answer_extraction(by=second, extraction_id=row.id, agrees=False).stage == "declined"
    assert where(bank) == before


def test_the_page_shows_what_will_happen_before_it_does(merged, client_as):
    office, before = client_as("state_liaison"), where(merged)
    with acting(merged.office.with_purpose("linkage")):
        file = UniqueFile.objects.get(pk=before[merged.records[0]][0])
        own = UniqueFile.objects.get(pk=before[merged.records[2]][1])
    assert "no tiene" not in text_of(office.get("/revision/sacar/"))
    assert office.post("/revision/sacar/", {"folio": ""}).status_code == 422
    wrong = office.post("/revision/sacar/", {"folio": "BCS-99-00001-1"})
    assert "Ningún expediente tiene ese folio" in text_of(wrong)
    answer = office.post("/revision/sacar/", {"folio": f" {file.folio.lower()} "})
    path = f"/revision/sacar/{file.id}/"
    assert answer["Location"] == path
    page = text_of(office.get(path))
    assert "3 registros" in page
    assert "Esto va a pasar" not in page
    assert not re.search("erdugo|Xóchitl|612 345", page)
    typed = {"record": str(merged.records[2]), "note": WHY}
    assert "Elige el registro" in text_of(office.post(path, {"note": WHY}))
    assert "Escribe por qué" in text_of(office.post(path, {"record": typed["record"], "note": ""}))
    page = text_of(office.post(path, typed))
    assert "Habrá 2 expedientes" in page
    assert f"Expediente {own.folio}" in page
    assert where(merged) == before, "nothing happened yet"
    assert f'value="{merged.records[2]}"' in office.post(path, typed).content.decode()
    changed = office.post(path, {**typed, "sure": str(merged.records[1])})
    assert "Esto va a pasar" in text_of(changed), "what was seen is not what would be done"
    assert where(merged) == before
    sure = {**typed, "sure": typed["record"]}
    assert office.post(path, sure).status_code == 302
    page = text_of(office.get("/revision/sacar/"))
    assert WHY in page
    assert "Se sacó" in page
    again = office.post(path, sure)
    assert again.status_code == 422, "pressed twice"
    with acting(merged.office.with_purpose("linkage")):
        row = Extraction.objects.get()
    assert office.post(f"/revision/sacar/{row.id}/devolver/").status_code == 302
    assert where(merged) == before
    assert "ya decidió" in text_of(office.post(f"/revision/sacar/{row.id}/devolver/", follow=True))


def test_a_record_without_a_home_of_its_own_is_told_to_get_a_new_folio(people, client_as):
    people.open()
    people.join(0)
    file_id = where(people)[people.records[0]][0]
    page = client_as("monitoring_aide").post(
        f"/revision/sacar/{file_id}/", {"record": str(people.records[1]), "note": WHY}
    )
    assert "Un expediente con folio nuevo" in text_of(page)


def test_the_second_person_finds_it_on_the_page(protected, second, client_as):
    bank, waiting = protected
    with acting(second):
        actions.judge(by=second, proposal_id=waiting.id, judged="same")
    row = take(bank, 0)
    mine, hers = client_as("state_liaison"), client_as("monitoring_aide")
    assert "Lo confirma otra persona" in text_of(mine.get("/revision/sacar/"))
    page = text_of(hers.get("/revision/sacar/"))
    assert "Confirmar: sacar el registro" in page
    assert "prueba shelter" not in page
    assert hers.post(f"/revision/sacar/{row.id}/confirmar/", {"agrees": "1"}).status_code == 302
    with acting(bank.office.with_purpose("linkage")):
        assert Extraction.objects.get().stage == "done"
