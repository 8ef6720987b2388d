"""A number too many in the tables, a sum that the proof keeps silent or makes up, or a proof that does not hold, is
stopped whoever signs it."""

import copy
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest
from tests.harness import database
from tests.integration.cuts.conftest import Bank, same_lot
from tests.integration.cuts.test_attack import Held, cut, history, months
from tests.methods.indicators.oracle import RowCounter

from banevim.common.errors import Refused
from banevim.cuts.queries.freezing import freeze
from banevim.cuts.rules import check_clean, month_end
from banevim.vault import keyring
from datavim import bundle as public
from datavim.bundle import Bundle, CellState, Dimension, Proof, Table


@pytest.fixture(scope="module")
def published(
    bank: database.Bank, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any, actor_of: Any
) -> Bundle:
    """A year with small months, small types and a small municipality. Nothing changes it: one is enough for all."""
    home = tmp_path_factory.mktemp("published") / "home"
    with database.working_on_a_clone(bank, home, django_db_blocker), pytest.MonkeyPatch.context() as patch:
        same_lot(patch)
        year = Bank(actor_of)
        for month, count in enumerate((12, 7, 2, 9, 11, 8, 3, 10, 14, 6, 9, 12), 1):
            for number in range(count):
                kinds = ("PSI", "PSI FIS", "FIS SEX", "ECO")[number % 4]
                where = "03009" if number == 1 and month < 4 else ("03003", "03008")[number % 2]
                year.register(f"w{month}-{number}", f"2025-{month:02d}-10T10:00:00", kinds, where)
        return public.read_bundle(year.release("2025-12", site=False))


def with_row(bundle: Bundle, table: Table, place: int, **changes: Any) -> Bundle:
    rows = list(table.rows)
    rows[place] = replace(rows[place], **changes)
    tables = [replace(each, rows=tuple(rows)) if each is table else each for each in bundle.tables]
    return replace(bundle, tables=tuple(tables))


def tampered_tables(bundle: Bundle) -> Iterator[tuple[str, Bundle]]:
    for table in bundle.tables:
        if table.id in public.CONTEXT_TABLES:
            continue
        for place, row in enumerate(table.rows):
            if row.value is None:
                for value in (0, 3, 5):
                    yield (
                        f"{row.keys} shown as {value}",
                        with_row(bundle, table, place, value=value, state=CellState.PUBLISHED),
                    )
            else:
                yield f"{row.keys} one more", with_row(bundle, table, place, value=row.value + 1)
                yield (
                    f"{row.keys} hidden",
                    with_row(bundle, table, place, value=None, state=CellState.WITHHELD),
                )
        yield (
            f"{table.id} without a row",
            replace(
                bundle, tables=tuple(replace(t, rows=t.rows[1:]) if t is table else t for t in bundle.tables)
            ),
        )


def tampered_proofs(bundle: Bundle) -> Iterator[tuple[str, Bundle]]:
    """The table and the proof changed alike, and the proof alone."""
    assert bundle.proof is not None
    for place, cell in enumerate(bundle.proof.publication["cells"]):
        if cell["kind"] != "table":
            continue
        for number in (cell["number"] + 1,) if cell["number"] is not None else (0, 3, 6):
            told = copy.deepcopy({"p": bundle.proof.publication, "c": bundle.proof.certificate})
            told["p"]["cells"][place]["number"] = number
            yield f"{cell['key']} told as {number}", replace(bundle, proof=Proof(told["p"], told["c"]))
    for place, witness in enumerate(bundle.proof.certificate["witnesses"]):
        told = copy.deepcopy({"p": bundle.proof.publication, "c": bundle.proof.certificate})
        told["c"]["witnesses"][place]["values"][0] += 1
        yield f"witness {place}: {len(witness['values'])}", replace(bundle, proof=Proof(told["p"], told["c"]))


def tampered_sums(bundle: Bundle) -> Iterator[tuple[str, Bundle]]:
    """The proof without a sum, with one too many, or with a cell that is something else."""
    assert bundle.proof is not None
    told = bundle.proof.publication
    for place, relation in enumerate(told["relations"]):
        fewer = [*told["relations"][:place], *told["relations"][place + 1 :]]
        yield (
            f"no relation {place}",
            replace(bundle, proof=Proof({**told, "relations": fewer}, bundle.proof.certificate)),
        )
        twice = {side: [*relation[side], 0] for side in ("left", "right")}
        more = {**told, "relations": [*told["relations"], twice]}
        yield f"relation {place} again", replace(bundle, proof=Proof(more, bundle.proof.certificate))
    for place, cell in enumerate(told["cells"]):
        if cell["kind"] in ("implied", "slack"):
            other = {**cell, "kind": "slack" if cell["kind"] == "implied" else "implied"}
            cells = [*told["cells"][:place], other, *told["cells"][place + 1 :]]
            yield (
                f"{cell['key']} another kind",
                replace(bundle, proof=Proof({**told, "cells": cells}, bundle.proof.certificate)),
            )


def tampered_words(bundle: Bundle) -> Iterator[tuple[str, Bundle]]:
    """What the tables and the policy say of themselves, and the records of which the proof says that it speaks."""
    for place, table in enumerate(bundle.tables):
        around = bundle.tables[:place], bundle.tables[place + 1 :]

        def instead(name: str, of: Table = table, sides: Any = around, **changes: Any) -> tuple[str, Bundle]:
            made = (*sides[0], replace(of, **changes), *sides[1])
            return f"{of.id} {name}", replace(bundle, tables=made)

        yield instead("another unit", unit=table.unit.capitalize())
        for n, each in enumerate(table.dimensions):
            other = replace(each, name=f"{each.name}_otra")
            yield instead(f"{each.name} renamed", dimensions=_put(table.dimensions, n, other))
            if table.id not in public.CONTEXT_TABLES:
                other = replace(each, several=not each.several)
                yield instead(f"{each.name} several", dimensions=_put(table.dimensions, n, other))
                codes = tuple(replace(code, total=not code.total) for code in each.codes)
                other = replace(each, codes=codes)
                yield instead(f"{each.name} totals", dimensions=_put(table.dimensions, n, other))
    policy = bundle.cut.policy
    for name, value in (("k", 2), ("text", "Se protege."), ("signed", "Se protege."), ("digest", "0" * 64)):
        ruled = replace(bundle.cut, policy=replace(policy, **{name: value}))
        yield f"policy {name}", replace(bundle, cut=ruled)
    assert bundle.proof is not None
    told = bundle.proof.publication
    for place, each in enumerate(told["classifications"]):
        for name, made in (
            ("without cliques", [{**each, "cliques": []}]),
            ("without names", [{**each, "names": {}, "sums": {}, "impossible": [], "cliques": []}]),
        ):
            those = [*told["classifications"][:place], *made, *told["classifications"][place + 1 :]]
            proof = Proof({**told, "classifications": those}, bundle.proof.certificate)
            yield f"records {each['prefix']} {name}", replace(bundle, proof=proof)


def _put(dimensions: tuple[Dimension, ...], place: int, other: Dimension) -> tuple[Dimension, ...]:
    return (*dimensions[:place], other, *dimensions[place + 1 :])


def test_what_a_bundle_says_of_itself_is_not_believed(published: Bundle) -> None:
    assert public.proof_problems(published) == []
    made = list(tampered_words(published))
    assert {name.split()[0] for name, _ in made} >= {"policy", "records", "mujeres-por-edad"}
    chosen = random.Random(3).sample(made, 24)
    assert [name for name, each in chosen if public.proof_problems(each) == []] == []


def test_a_sum_that_the_proof_keeps_silent_or_makes_up_is_stopped(published: Bundle) -> None:
    made = list(tampered_sums(published))
    assert len(made) >= 100
    chosen = random.Random(1).sample(made, 60)
    assert [name for name, each in chosen if public.proof_problems(each) == []] == []


def test_every_tampered_publication_is_stopped(published: Bundle) -> None:
    assert public.proof_problems(published) == []
    tables, proofs = list(tampered_tables(published)), list(tampered_proofs(published))
    assert len(tables) >= 100
    assert len(proofs) >= 60
    chosen = [*random.Random(1).sample(tables, 100), *random.Random(2).sample(proofs, 60)]
    assert [name for name, each in chosen if public.proof_problems(each) == []] == []


def test_what_is_stopped_is_not_written(published: Bundle, bank_of_cuts: Bank, tmp_path: Any) -> None:
    ring = keyring.current()
    for n, (_, each) in enumerate(islice(tampered_tables(published), 0, 40, 13)):
        folder = tmp_path / f"{n}"
        public.write_bundle(each, folder, ring.signer.sign, ring.public_key)
        assert public.verify_bundle(folder, ring.public_key)


@pytest.mark.django_db
def test_the_proof_knows_nothing_that_is_not_printed() -> None:
    """Four women in a month, or one: the same blanks, the same numbers, and the same proof to the letter."""
    told = []
    for few in (4, 1):
        counter = RowCounter(months({"2026-01": 50, "2026-02": few}), "2026-02")
        frozen = freeze(counter, "2026-02", month_end("2026-02"), {})
        assert frozen.problems == []
        told.append((frozen.proof["publication"], frozen.proof["certificate"]))
    assert told[0] == told[1]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [11, 12])
def test_each_cut_of_a_random_history_carries_a_proof_that_holds(seed: int) -> None:
    rows, held = history(seed), Held()
    for month in sorted({r.month for r in rows}):
        cut(rows, month, held)
    assert held


def test_a_cut_without_a_proof_is_not_published() -> None:
    with pytest.raises(Refused, match="no tiene la prueba"):
        check_clean([], proven=False)
