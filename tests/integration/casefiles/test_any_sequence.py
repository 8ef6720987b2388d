"""Whatever happens in whatever order (drafts, saves, crashes, corrections, a new key), the record stays whole."""

import dataclasses
from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    rule,
    run_state_machine_as_test,
)
from tests.harness.people import INSTITUTIONS, person_id
from tests.integration.casefiles.samples import AGGRESSOR, CASE, MARIA, PROFILE, kept_and_said

from banevim.casefiles import actions, pages, queries
from banevim.casefiles.forms import flat_of
from banevim.casefiles.models import Answers, Case, Correction, Draft, DraftContent, UniqueFile, Woman
from banevim.casefiles.terms import Answered, Stored, Way
from banevim.common.errors import DomainError
from banevim.vault import keyring
from banevim.vault.context import Actor, acting, system
from banevim.vault.models import AuditRecord
from banevim.vault.trail.verify import verify

pytestmark = pytest.mark.django_db
HOSPITAL = INSTITUTIONS["hospital"]
PEOPLE = [
    Actor(person_id(role, "hospital"), HOSPITAL.id, role) for role in ("capturer", "institutional_liaison")
]
WORDS = ["Xochiquétzalli", "Ñahuatlácatl", "Citlalmínatzin"]
"""Planted in names, stories and sections: in no table may they be read."""
ATTENTION = Answered("attention", {"on": "2026-11-20", "municipality": "03003", "arrival": "CTA"}, {})


class Crash(RuntimeError):
    """The process died in the middle."""


def told(draw: Any) -> Stored:
    """A capture with planted words, one or two aggressors, children, an illness."""
    word = draw(st.sampled_from(WORDS))
    ages = draw(st.lists(st.integers(0, 9), max_size=2))
    people = tuple(
        dataclasses.replace(AGGRESSOR, name=name, age_missing="")
        for name in draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2))
    )
    place = draw(st.sampled_from(["DOM", "TRA", "se_desconoce"]))
    sections = [ATTENTION, *(Answered("children", child(age), {}, n) for n, age in enumerate(ages))]
    if draw(st.booleans()):
        sections.append(
            Answered("health", dict.fromkeys(["immediate_care"], "NO"), {"illnesses": f"{word} asma"})
        )
    data = dataclasses.replace(CASE, narrative=f"Relato de {word}", place=place, aggressors=people)
    return Stored(dataclasses.replace(MARIA, first_surname=word), PROFILE, data, tuple(sections))


def child(age: int) -> dict[str, Any]:
    return {"age": age, "sex": "M", "schooling": "no_se_pregunto", "lives_with_her": "SI"}


def flat(kept: Stored) -> dict[str, list[str]]:
    return {k: v for k, v in flat_of(pages.shown(kept)).items() if not k.startswith("count-")}


def differences(
    before: dict[str, list[str]], after: dict[str, list[str]]
) -> dict[str, tuple[list[str], list[str]]]:
    pairs = {name: (before.get(name, []), after.get(name, [])) for name in before | after}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


STORIES = st.composite(told)()
WHO = st.sampled_from(PEOPLE)
STATEMENT = st.integers(1, 30)


class Capturing(RuleBasedStateMachine):
    drafts = Bundle("drafts")
    cases = Bundle("cases")
    corrections = Bundle("corrections")

    def __init__(self) -> None:
        super().__init__()
        self.typed: dict[UUID, list[str]] = {}
        self.versions: dict[UUID, list[dict[str, list[str]]]] = {}
        self.files = self.registered = 0
        with acting(PEOPLE[0]):
            self.base = (UniqueFile.objects.count(), Case.objects.count())

    def crash(self, statement: int, by: Actor, act: Any) -> None:
        """Do it, and die before that statement; what was begun must leave no trace."""
        left = [statement]

        def die(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
            left[0] -= 1
            if not left[0]:
                raise Crash
            return execute(sql, params, many, context)

        try:
            with acting(by), connection.execute_wrapper(die):
                act()
                raise Crash
        except Crash:
            SEEN["crashed"] += 1
        except DomainError:
            pass

    @rule(target=drafts, by=WHO)
    def begin(self, by: Actor) -> tuple[Actor, UUID]:
        with acting(by):
            token = actions.hand_over(by=by, search_id=uuid4(), identity=MARIA)
            typed = {"given_names": [WORDS[0]]}
            row = actions.start_draft(by=by, way=Way.EXPRESS, typed=typed, token=token)
            assert actions.start_draft(by=by, way=Way.EXPRESS, typed={}, token=token).id == row.id
        self.typed[row.id] = [WORDS[0]]
        return by, row.id

    @rule(draft=drafts, word=st.sampled_from(WORDS), late=st.integers(0, 1), forced=st.booleans())
    def save(self, draft: tuple[Actor, UUID], word: str, late: int, forced: bool) -> None:
        by, key = draft
        with acting(by):
            row = Draft.objects.get(pk=key)
            version = None if forced else row.version + late
            over = row.case_id or row.discarded_at
            stale = late and not forced and [word] != self.typed.get(key)
            try:
                saved = actions.save_draft(
                    by=by, draft_id=key, typed={"given_names": [word]}, version=version
                )
            except DomainError:
                assert over or stale
                return
            assert not over
            assert not stale
            assert saved.version == row.version + ([word] != self.typed[key])
        self.typed[key] = [word]

    @rule(draft=drafts)
    def take_back(self, draft: tuple[Actor, UUID]) -> None:
        by, key = draft
        try:
            with acting(by):
                row = actions.take_back_draft(by=by, draft_id=key)
                self.typed[key] = queries.typed_in(row)["given_names"]
        except DomainError:
            pass

    @rule(draft=drafts)
    def a_colleague_reaches_nothing(self, draft: tuple[Actor, UUID]) -> None:
        by, key = draft
        other = PEOPLE[by is PEOPLE[0]]
        for act in (actions.discard_draft, actions.take_back_draft):
            with pytest.raises(DomainError), acting(other):
                act(by=other, draft_id=key)

    @rule(draft=consumes(drafts))
    def discard(self, draft: tuple[Actor, UUID]) -> None:
        by, key = draft
        try:
            with acting(by):
                actions.discard_draft(by=by, draft_id=key)
        except DomainError:
            return
        del self.typed[key]

    @rule(target=cases, draft=drafts, story=STORIES, statement=STATEMENT)
    def register(self, draft: tuple[Actor, UUID], story: Stored, statement: int) -> tuple[UUID, Any]:
        by, key = draft
        send = lambda: actions.register_draft(  # noqa: E731
            by=by,
            draft_id=key,
            data=story.data,
            identity=story.identity,
            profile=story.profile,
            answered=story.answered,
        )
        self.crash(statement, by, send)
        with acting(by):
            new = not Draft.objects.get(pk=key).case_id
            case = send()
            assert send().id == case.id
            if new:
                self.files, self.registered = self.files + 1, self.registered + 1
                del self.typed[key]
                self.versions[case.id] = [flat(story)]
        return case.id, None

    @rule(target=corrections, case=cases, by=WHO)
    def begin_to_correct(self, case: tuple[UUID, Any], by: Actor) -> tuple[Actor, UUID]:
        with acting(by):
            row, kept = actions.open_to_correct(by=by, case_id=case[0], reason="ATE")
            typed, base = flat_of(pages.shown(kept)), row.record.revision
            draft = actions.start_draft(by=by, way=Way.EXPRESS, typed=typed, corrects=row)
            actions.renew_draft(by=by, draft_id=draft.id, now=typed, base=base)
        return by, draft.id

    @rule(draft=corrections, story=STORIES, statement=STATEMENT)
    def correct(self, draft: tuple[Actor, UUID], story: Stored, statement: int) -> None:
        by, key = draft
        with acting(by):
            row = Draft.objects.select_related("corrects__record").get(pk=key)
            kept = queries.stored(row.corrects, words=True)
        fewer = len(story.data.aggressors) < len(kept.data.aggressors)
        changes = differences(flat(kept), flat(story))
        send = lambda: actions.correct_case(  # noqa: E731
            by=by,
            draft_id=key,
            reason=f"Por {WORDS[1]}",
            changes=changes,
            identity=story.identity,
            profile=story.profile,
            data=story.data,
            answered=story.answered,
        )
        self.crash(statement, by, send)
        try:
            with acting(by):
                case = send()
        except DomainError:
            late = row.corrects.record.revision != row.base
            assert fewer or late or not changes
            return
        if not row.case_id:
            assert not fewer
            self.versions[case.id].append(flat(story))
            SEEN["corrected"] += 1

    @rule()
    def new_key(self) -> None:
        ring = keyring.current()
        if len(ring.masters) < 4:
            fresh = ring.with_new_master()
            RING[0] = fresh

    @rule()
    def everything_is_one_and_whole(self) -> None:
        with acting(PEOPLE[0]):
            files, cases = self.base
            assert UniqueFile.objects.count() == files + self.files
            assert Case.objects.count() == cases + self.registered
            assert Woman.objects.count() == Case.objects.count()
            for case_id, told in self.versions.items():
                kept = queries.stored(Case.objects.get(pk=case_id), words=True)
                now = flat(kept)
                assert now == told[-1]
                rows = list(queries.corrections_of(case_id))
                assert [row.number for row in rows] == list(range(len(told) - 1, 0, -1))
                for row, before in zip(rows, reversed(told[:-1]), strict=True):
                    for name, (old, _) in queries.correction_words(row)[1].items():
                        now = {**now, name: old}
                    now = {name: said for name, said in now.items() if said}
                    assert now == before
            places = Counter(
                Answers.objects.filter(until__isnull=True).values_list(
                    "record_id", "case_id", "aggressor_id", "section", "position"
                )
            )
            assert set(places.values()) <= {1}
            assert all(kept is says for kept, says in kept_and_said())
        for by in PEOPLE:
            with acting(by):
                for row in Draft.objects.filter(pk__in=self.typed, person_id=by.person_id):
                    assert queries.typed_in(row)["given_names"] == self.typed[row.id]
                done = DraftContent.objects.filter(draft__case__isnull=False, draft__corrects__isnull=True)
                assert not done.exists()

    def teardown(self) -> None:
        """No planted word in clear in any table, and the trail tells all of it."""
        self.everything_is_one_and_whole()
        with acting(PEOPLE[0]), connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^(casefiles|vault|care)_'"
            )
            for (table,) in cursor.fetchall():
                cursor.execute(f"SELECT 1 FROM {table} t WHERE t::text ~* %s LIMIT 1", ["|".join(NEEDLES)])
                assert cursor.fetchone() is None, table
        with acting(system()):
            report = verify()
            assert report.findings == []
            events = Counter(AuditRecord.objects.values_list("event", flat=True))
        with acting(PEOPLE[0]):
            assert events["casefiles.capture.done"] == Case.objects.count()
            assert events["casefiles.case.corrected"] == Correction.objects.count()


RING: list[Any] = []
SEEN: Counter[str] = Counter()
NEEDLES = [*WORDS, *(word.encode().hex() for word in WORDS)]


def test_any_sequence_keeps_the_record_whole(db, monkeypatch):
    """The sequences that are drawn depend on what else the process has imported: where none of the first ones corrects
    a case, more are tried."""
    RING[:] = [keyring.current()]
    monkeypatch.setattr(keyring, "current", lambda: RING[0])
    for most in (9, 18, 36):
        run_state_machine_as_test(
            Capturing,
            settings=settings(
                max_examples=most,
                stateful_step_count=20,
                phases=[Phase.generate],
                deadline=None,
                suppress_health_check=list(HealthCheck),
                derandomize=True,
                database=None,
            ),
        )
        if min(SEEN["corrected"], SEEN["crashed"]):
            return
    raise AssertionError(SEEN)
