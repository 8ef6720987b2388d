"""Each row ends in one way, the totals add up (the loader of the conftest checks it), and twice changes nothing."""

import pytest
from tests.integration.exchange.samples import aggressors, cases, table, three, victims

from banevim.casefiles.models import Aggressor, Case, Membership, UniqueFile, Woman
from banevim.exchange.models import ImportFile, ImportRow, SourceRow
from banevim.exchange.terms import Kind, Outcome
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

N, L, U, R = Outcome
C, V, A = Kind


def of(new: int = 0, linked: int = 0, updated: int = 0, rejected: int = 0) -> dict[Outcome, int]:
    return {N: new, L: linked, U: updated, R: rejected}


def count(loader):
    with acting(loader.actor):
        return tuple(model.objects.count() for model in (Woman, Case, Aggressor))


def test_joined_by_id_where_the_id_is_in_both(loader):
    files = (
        cases({"id": "B1"}, {"id": "B2"}, {"id": "B1", "modality": "Laboral"})
        | victims({"id": "B1"}, {"id": "B3"})
        | aggressors({"id": "B1"}, {"id": "B1", "sex": "Mujer"}, {"id": "B3"}, {"id": "B9"})
    )
    done = loader.load(files)
    assert loader.ends(done) == {C: of(3), V: of(2), A: of(2, rejected=2)}
    assert loader.reasons(done) == ["No hay un caso con este ID en los archivos ni en el banco."] * 2
    with acting(loader.actor):
        assert sorted((w.source_id, w.age, w.cases.count()) for w in Woman.objects.all()) == [
            ("B1", 31, 2),
            ("B2", None, 1),
            ("B3", 31, 0),
        ]
        first = Case.objects.get(record__source_id="B1", modality="FAM")
        assert set(Aggressor.objects.values_list("case_id", "sex")) == {(first.id, "H"), (first.id, "M")}
        women = list(Woman.objects.all())
        assert all(w.without_identity and w.origin == "import" for w in women)
        assert UniqueFile.objects.count() == Membership.objects.filter(until=None).count() == 3
        assert not ImportFile.objects.exclude(content=None).exists()


def test_the_same_file_twice_changes_nothing(loader):
    files = three(4)
    first = loader.load(files)
    assert loader.ends(first) == {k: of(4) for k in Kind}
    before = loader.bank()
    again = loader.load(files)
    assert again.id != first.id
    assert loader.ends(again) == {k: of(linked=4) for k in Kind}
    assert loader.bank() == before
    turned = {
        kind: b"\n".join((lines := raw.strip().split(b"\r\n"))[:1] + lines[:0:-1])
        for kind, raw in files.items()
    }
    other_bytes = {
        kind: table(kind, *({"id": f"B{i}"} for i in range(4)), encoding="latin-1") for kind in Kind
    }
    for same in (turned, other_bytes):
        assert loader.ends(loader.load(same)) == {k: of(linked=4) for k in Kind}
    assert loader.bank() == before


def test_a_changed_row_is_updated_and_what_it_replaced_is_kept(loader):
    loader.load(three(2))
    changed = {"municipality": "Loreto", "registered": "2024-03-01", "FIS": "1"}
    done = loader.load(
        cases({"id": "B0"}, {"id": "B1", **changed})
        | victims({"id": "B0"}, {"id": "B1", "age": "32"})
        | aggressors({"id": "B0", "sex": "Mujer"}, {"id": "B1"})
    )
    assert loader.ends(done) == {k: of(linked=1, updated=1) for k in Kind}
    assert count(loader) == (2, 2, 2)
    with acting(loader.actor):
        case = Case.objects.get(record__source_id="B1")
        assert (case.municipality, sorted(case.types)) == ("03009", ["FIS", "PSI"])
        assert Woman.objects.get(source_id="B1").age == 32
        assert Aggressor.objects.get(case__record__source_id="B0").sex == "M"
        before = dict(ImportRow.objects.filter(load=done, outcome=U).values_list("kind", "before"))
    assert before == {
        C: {"municipality": "03001", "types": ["PSI"], "source_registered_on": "2024-02-10"},
        V: {"age": 31},
        A: {"sex": "H"},
    }
    assert loader.ends(loader.load(cases({"id": "B1", **changed})))[C] == of(linked=1)


def test_a_registration_date_that_can_no_longer_be_read_stays(loader):
    loader.load(cases({}))
    assert loader.flags(loader.load(cases({"registered": "ilegible"}))) == {"fecha_registro_ilegible"}
    with acting(loader.actor):
        assert str(Case.objects.get().source_registered_on) == "2024-02-10"


def test_files_that_come_one_after_another_end_as_if_together(loader):
    parts = three(3)
    for kind in (V, C, A):
        assert loader.ends(loader.load({kind: parts[kind]} | ({C: parts[C]} if kind is A else {})))[
            kind
        ] == of(3)
    apart = loader.bank()
    assert count(loader) == (3, 3, 3)
    with acting(loader.actor):
        assert {c.record_id for c in Case.objects.all()} == {w.id for w in Woman.objects.all()}
        assert all(a.case.source_id == a.source_id for a in Aggressor.objects.select_related("case"))
    assert loader.ends(loader.load(parts)) == {k: of(linked=3) for k in Kind}
    assert loader.bank() == apart


def test_a_case_before_its_victim_gets_her_answers_later(loader):
    loader.load(cases({}))
    assert loader.ends(loader.load(victims({}))) == {V: of(updated=1)}
    with acting(loader.actor):
        assert (Woman.objects.get().age, Woman.objects.get().schooling) == (31, "04")
    assert loader.ends(loader.load(victims({}))) == {V: of(linked=1)}


def test_several_rows_of_one_id(loader):
    one, two, three_ = {}, {"modality": "Laboral"}, {"modality": "Institucional"}
    first = loader.load(cases(one, two, one) | victims({}, {}, {"age": "50"}) | aggressors({}, {}))
    assert loader.ends(first) == {C: of(2, linked=1), V: of(1, linked=1, rejected=1), A: of(2)}
    assert loader.reasons(first) == [
        "Este ID ya venía en el renglón 2 con otros datos; una mujer cuenta una vez."
    ]
    before = loader.bank()
    turned = loader.load(cases(two, one) | victims({"age": "50"}, {}))
    assert loader.ends(turned) == {C: of(linked=2), V: of(linked=1, rejected=1)}
    assert loader.ends(loader.load(cases(two))) == {C: of(linked=1)}
    unsure = loader.load(cases(three_))
    assert loader.ends(unsure) == {C: of(rejected=1)}
    assert "no se sabe cuál cambió" in loader.reasons(unsure)[0]
    assert loader.bank() == before
    assert loader.ends(loader.load(cases(three_, one, two))) == {C: of(1, linked=2)}
    assert count(loader) == (1, 3, 2)


def test_rows_that_cannot_be_taken_are_rejected_with_their_reason(loader):
    long = table(C, {"id": "B1"}).strip() + b",de mas\r\n"
    bad = [{"id": ""}, {"id": "SABC560626MDFLRN01"}, {"id": "=HYPERLINK(1)"}, {"id": "x" * 57 + "1"}]
    done = loader.load({C: long + table(C, *bad, {"id": "B2"}).split(b"\r\n", 1)[1]})
    assert loader.ends(done) == {C: of(1, rejected=5)}
    assert [r.split(".")[0].split(";")[0] for r in loader.reasons(done)] == [
        "El renglón trae más columnas que el encabezado",
        "El renglón no trae ID",
        "El ID parece una CURP o un RFC",
        "El ID no tiene forma de clave: letras y números, sin espacios, con al menos un número",
        "El ID tiene más de 56 caracteres",
    ]
    assert count(loader) == (1, 1, 0)


def test_a_personal_id_is_not_kept_in_clear_in_the_report(loader):
    bad = ["SABC560626MDFLRN01", "María López 1", "=cmd|' /C calc'!A0"]
    done = loader.load(cases(*({"id": each} for each in bad)))
    with acting(loader.actor):
        assert set(ImportRow.objects.filter(load=done).values_list("source_id", flat=True)) == {""}


def test_each_institution_has_its_own_ids(loader, loader_of, hospital_code):
    loader.load(three(1))
    hospital = loader_of(hospital_code)
    done = hospital.load(three(1), letter="OF-12/2026")
    assert hospital.ends(done) == {k: of(1) for k in Kind}
    assert done.letter == "OF-12/2026"
    with acting(hospital.actor):
        assert {w.institution_id for w in Woman.objects.all()} == {hospital.institution.id}


def test_the_ledger_knows_every_row_and_the_trail_tells_counts(loader):
    loader.load(three(2))
    with acting(loader.actor):
        assert SourceRow.objects.exclude(target_id=None).count() == 6
        told = dict(AuditRecord.objects.filter(event__contains="import").values_list("event", "details"))
    assert told == {
        "exchange.import.started": {"rows": 6},
        "casefiles.import.registered": {"women": 2, "cases": 2},
        "exchange.import.advanced": {"rows": 6},
        "exchange.import.finished": {"failed": False},
    }


@pytest.mark.parametrize("size", [1, 2, 7])
def test_the_size_of_the_batches_does_not_matter(loader, monkeypatch, size):
    from banevim.exchange import running

    monkeypatch.setattr(running, "GROUPS", size)
    assert loader.ends(loader.load(three(5))) == {k: of(5) for k in Kind}
    assert count(loader) == (5, 5, 5)
