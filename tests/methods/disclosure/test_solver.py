"""A program that goes on from its last answer gives the best that one made anew gives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from banevim.methods.disclosure._solver import Program

ROWS = [([0, 1, 2], [1.0, 1.0, -1.0]), ([2, 3, 4], [1.0, 1.0, -1.0]), ([1, 3, 5], [1.0, -1.0, 1.0])]
SIDES, WIDTH, MOST = [0, 0, 4], 6, 9.0
Question = tuple[bool, int, int]
QUESTIONS = st.lists(
    st.tuples(st.booleans(), st.integers(0, WIDTH - 1), st.integers(-3, 9)), min_size=1, max_size=12
)


def program() -> Program:
    return Program(ROWS, SIDES, np.zeros(WIDTH), np.full(WIDTH, MOST))


@given(QUESTIONS)
def test_prices_and_bounds_in_any_order(questions: list[Question]) -> None:
    """Each question changes a price, or what a column may be at most; the best of both has the same cost."""
    kept, costs, most = program(), np.zeros(WIDTH), np.full(WIDTH, MOST)
    for is_price, column, number in questions:
        if is_price:
            costs[column] = number
            kept.price([column], [number])
        else:
            most[column] = abs(number)
            kept.bound([column], [0.0], [abs(number)])
        fresh = program()
        fresh.bound(range(WIDTH), np.zeros(WIDTH), most)
        fresh.price(range(WIDTH), costs)
        one, other = kept.solve(), fresh.solve()
        assert (one is None) == (other is None)
        if one is not None and other is not None:
            assert abs(costs @ one - costs @ other) < 1e-6
            assert all(abs(sum(s * one[c] for c, s in zip(*row, strict=True)) - side) < 1e-6
                       for row, side in zip(ROWS, SIDES, strict=True))  # fmt: skip
