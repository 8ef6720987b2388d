"""HiGHS behind two verbs: a linear program that keeps its basis from one question to the next, or a mixed integer one.

One thread, fixed seed, no clock: the same questions in the same order give the same answers.
"""

from collections.abc import Sequence
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Row = tuple[Sequence[int], Sequence[float]]
_INTEGRAL = 1e-6
# An integer program stops near the best, or after so many branches with the best found: no clock decides.
_ROUGH = 0.02
_NODES = 2_000
# HiGHS's numbers of the simplex methods. Where only costs changed the last basis still fits: the primal one goes on
# from it, in a few steps. After a change of bounds the dual one does.
_DUAL, _PRIMAL = 1, 4
_SOLVED = (
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kModelEmpty,
)


class Program:
    """min cost·x with rows·x = sides, lower <= x <= upper. Row: (columns, coefficients)."""

    def __init__(
        self,
        rows: Sequence[Row],
        sides: Sequence[int],
        lower: Vector,
        upper: Vector,
        *,
        integral: bool = False,
    ) -> None:
        columns = len(lower)
        model: Any = highspy.HighsLp()
        model.num_col_, model.num_row_ = columns, len(rows)
        model.col_cost_, model.col_lower_, model.col_upper_ = np.zeros(columns), lower, upper
        model.row_lower_ = model.row_upper_ = np.array(sides, dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row[0]) for row in rows)])
        model.a_matrix_.index_ = np.array([i for row in rows for i in row[0]], dtype=np.int32)
        model.a_matrix_.value_ = np.array([c for row in rows for c in row[1]], dtype=float)
        if integral:
            model.integrality_ = [highspy.HighsVarType.kInteger] * columns
        self._engine: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        options = {
            "output_flag": False,
            "threads": 1,
            "random_seed": 1,
            "presolve": "on" if integral else "off",
            "mip_rel_gap": _ROUGH,
            "mip_max_nodes": _NODES,
        }
        for name, value in options.items():
            self._engine.setOptionValue(name, value)
        self._engine.passModel(model)
        self._fits = True

    def bound(self, columns: Sequence[int], lower: Sequence[float], upper: Sequence[float]) -> None:
        self._fits = False
        where = np.array(columns, dtype=np.int32)
        self._engine.changeColsBounds(len(where), where, np.array(lower, float), np.array(upper, float))

    def price(self, columns: Sequence[int], costs: Sequence[float] | Vector) -> None:
        where = np.array(columns, dtype=np.int32)
        self._engine.changeColsCost(len(where), where, np.array(costs, float))

    def solve(self) -> Vector | None:
        """The optimum (of an integer program: the best found within its limits), or None if there is none."""
        self._engine.setOptionValue("simplex_strategy", _PRIMAL if self._fits else _DUAL)
        self._fits = True
        self._engine.run()
        status = self._engine.getModelStatus()
        if status == highspy.HighsModelStatus.kUnknown:  # a stale basis: once more from the beginning
            self._engine.clearSolver()
            self._engine.run()
            status = self._engine.getModelStatus()
        if status not in _SOLVED:
            return None
        return np.array(self._engine.getSolution().col_value)


def whole(values: Vector) -> npt.NDArray[np.int64] | None:
    """The whole numbers that a solution stands for, or None if it is fractional; the caller adds them up again."""
    rounded = np.rint(values)
    return rounded.astype(np.int64) if bool((np.abs(values - rounded) < _INTEGRAL).all()) else None
