"""Links of the chain of cuts, right and wrong."""

from dataclasses import replace

import pytest
from tests.unit.datavim.sample import cut

from datavim.bundle import CutInfo, Policy, chain_problems

SIGNED = Policy(5, "Regla", number=1, signed="Regla", digest="0" * 64, demand="table")


def link(version: str, previous: str = "", policy: Policy = SIGNED) -> CutInfo:
    return replace(cut(version), previous=previous, policy=policy)


OLD = link("2026-07-r1", policy=Policy(5, "Regla"))
A, B, C = link("2026-08-r1"), link("2026-09-r1", "a"), link("2026-10-r1", "b")


@pytest.mark.parametrize(
    "shelf",
    [{}, {"a": A}, {"a": A, "b": B, "c": C}, {"o": OLD}, {"o": OLD, "a": link("2026-08-r1", "o"), "b": B}],
)
def test_a_whole_chain(shelf: dict[str, CutInfo]) -> None:
    assert chain_problems(shelf) == []


@pytest.mark.parametrize(
    ("shelf", "said"),
    [
        ({"a": A, "c": C}, "Falta el corte publicado antes de 2026-10-r1"),
        ({"b": B, "c": C}, "Falta el corte publicado antes de 2026-09-r1"),
        ({"changed": A, "b": B}, "no es el mismo"),
        ({"a": A, "b": B, "c": link("2026-10-r1", "a")}, "dicen seguir al mismo, 2026-08-r1"),
        ({"a": A, "b": link("2026-09-r1")}, "empieza más de una vez"),
        ({"o": OLD, "a": A}, "empieza más de una vez"),
    ],
)
def test_a_broken_chain(shelf: dict[str, CutInfo], said: str) -> None:
    assert said in " ".join(chain_problems(shelf))
