"""Links of the chain of cuts, right and wrong; and what a cut must say again of those before it."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.datavim.forging import ages, forged
from tests.unit.datavim.sample import KEY, PUBLIC, cut

from datavim.bundle import Bundle, BundleError, CutInfo, Policy, chain_problems, verify_shelf, write_bundle
from datavim.site.edition import read_editions

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


def on_shelf(home: Path, *made: Bundle) -> Path:
    """Each one says which manifest it follows."""
    before = ""
    for each in made:
        linked = replace(each, cut=replace(each.cut, previous=before))
        before = write_bundle(linked, home / each.cut.version, KEY.sign, PUBLIC)
    return home


def blanks(*codes: str) -> set[tuple[str, str]]:
    return {("mujeres-por-edad", code) for code in codes}


FIRST = forged(ages(), blanks=blanks("60+", "no_especificado"), version="2026-09-r1")


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (forged(ages(), blanks=blanks("60+", "no_especificado")), ""),
        (
            forged(ages(), blanks=blanks("60+", "45-59")),
            "no dicen lo mismo de mujeres · anio=2025 · edad=45-59",
        ),
        (
            forged(ages("otra"), blanks={("otra", "60+"), ("otra", "45-59")}),
            "no dicen lo mismo de mujeres · anio=2025 · edad=no_especificado",
        ),
        (
            forged(ages(year="2024"), blanks=blanks("60+", "no_especificado")),
            "calla lo que dijo 2026-09-r1 de mujeres · anio=2025 · edad=60+",
        ),
    ],
    ids=["the same", "another blank", "another table", "nothing"],
)
def test_a_cut_says_all_that_those_before_it_said(tmp_path: Path, later: Bundle, said: str) -> None:
    """Two cuts, each with its proof, that print what the other protects: a subtraction gives three women away."""
    shelf = on_shelf(tmp_path / "shelf", FIRST, later)
    problems = verify_shelf(shelf, PUBLIC)
    if not said:
        assert problems == []
        assert len(read_editions(shelf, PUBLIC)) == 2
        return
    assert said in " ".join(problems)
    with pytest.raises(BundleError, match="No se publican juntas"):
        read_editions(shelf, PUBLIC)


def test_the_tenth_correction_comes_after_the_ninth(tmp_path: Path) -> None:
    """By name r10 comes before r9."""
    before = replace(FIRST, cut=replace(FIRST.cut, version="2026-09-r9"))
    more = forged(
        ages(),
        ages("otra", year="2024"),
        blanks={*blanks("60+", "no_especificado"), ("otra", "60+"), ("otra", "no_especificado")},
    )
    later = replace(more, cut=replace(more.cut, version="2026-09-r10", month="2026-09"))
    assert verify_shelf(on_shelf(tmp_path / "shelf", before, later), PUBLIC) == []
