"""Exact limits of a Poisson count: printed tables, the definition itself, and what must hold for any count."""

from math import exp, inf, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.datavim import sample

from datavim.figures.intervals import poisson_interval, rate_interval
from datavim.figures.ratios import rate
from datavim.present import present


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0.0, 3.6889),
        (1, 0.0253, 5.5716),
        (2, 0.2422, 7.2247),
        (3, 0.6187, 8.7673),
        (5, 1.6235, 11.6683),
        (10, 4.7954, 18.3904),
        (20, 12.2165, 30.8884),
        (50, 37.1110, 65.9188),
        (100, 81.3640, 121.6268),
    ],
)
def test_the_published_table(count: int, low: float, high: float) -> None:
    """95 %: the table printed in every manual of vital statistics, from Garwood (1936)."""
    found = poisson_interval(count)
    assert found == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


def test_with_nobody_the_upper_limit_is_a_logarithm() -> None:
    for level in (0.9, 0.95, 0.99):
        assert poisson_interval(0, level)[1] == pytest.approx(-log((1 - level) / 2), rel=1e-12)


def tail(count: int, mean: float) -> tuple[float, float]:
    """Probability of fewer than `count` and of `count` or fewer, summed term by term."""
    term, fewer = exp(-mean), 0.0
    for n in range(count):
        fewer += term
        term *= mean / (n + 1)
    return fewer, fewer + term


@settings(max_examples=60)
@given(st.integers(0, 400), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_definition_of_the_limits(count: int, level: float) -> None:
    """Under the lower one, `count` or more is as rare as said; under the upper one, `count` or fewer."""
    low, high = poisson_interval(count, level)
    rare = (1 - level) / 2
    assert low <= count < high
    assert tail(count, high)[1] == pytest.approx(rare, rel=1e-7)
    if count:
        assert 1 - tail(count, low)[0] == pytest.approx(rare, rel=1e-7)
        assert low > poisson_interval(count - 1, level)[0]


@pytest.mark.parametrize("count", [10_000, 1_000_000])
def test_a_large_count_is_near_the_normal_one(count: int) -> None:
    """x - z√x + (z² - 1) / 3 and x + 1 + z√x + (z² - 1) / 3, from the expansion of Cornish and Fisher."""
    low, high = poisson_interval(count)
    root = count**0.5
    assert low == pytest.approx(count - 1.959964 * root + 0.947, abs=0.05)
    assert high == pytest.approx(count + 1.959964 * root + 1.947, abs=0.05)


def test_a_rate_with_its_limits() -> None:
    """10 women of the 8,795 of Loreto: 113.7 per 100,000, between 54.5 and 209.1."""
    assert rate_interval(10, 8_795) == (55, 209)
    assert rate_interval(0, 8_795) == (0, 42)
    assert rate_interval(10, 0) is rate_interval(None, 8_795) is rate_interval(10, None) is None


@given(st.integers(0, 5000), st.integers(1000, 400_000))
def test_the_rate_lies_between_its_limits(count: int, women: int) -> None:
    found = rate_interval(count, women)
    assert found is not None
    assert found[0] <= (rate(count, women) or 0) <= found[1]


@pytest.mark.parametrize(("count", "level"), [(-1, 0.95), (3, 0), (3, 1), (3, inf)])
def test_impossible_questions(count: int, level: float) -> None:
    with pytest.raises(ValueError, match="not negative"):
        poisson_interval(count, level)


def test_the_page_of_rates_shows_the_limits_of_each_and_none_where_there_is_no_rate() -> None:
    made = sample.bundle()
    view = present(made, made.card("I04")).views[0]
    table = next(table for table in view.tables if "Margen por el azar" in table.head[-1])
    told = {row.label: (row.cells[0].text, row.cells[-1].text) for row in table.rows}
    assert told["Los Cabos"] == ("477", "445 a 511"), "812 women of 170,167"
    assert told["Mulegé"] == ("", "")
    assert view.sheet.columns[-4:-2] == ("por_100_mil_desde", "por_100_mil_hasta")
