"""A lower bound of the cost of any safe pattern, from one small program over the lines of the tables."""

import numpy as np

from banevim.methods.disclosure import Policy, Protection, System
from banevim.methods.disclosure._solver import Program, Row
from banevim.methods.disclosure.hiding._shield import cost_of


def lower_bound(system: System, protection: Protection, policy: Policy) -> dict[str, float]:
    """Each line with sensitive parts and a printed total needs withheld parts that can carry k, and two at least.

    A relaxation (lines are looked at one by one, cells may be withheld in part), so the true gap is smaller.
    """
    cells = {c.key: c for c in system.cells if c.kind == "table"}
    hidden = {key for key, cell in cells.items() if key in protection.sensitive or cell.decided is False}
    free = [key for key, cell in cells.items() if cell.decided is None and key not in hidden]
    place = {key: i for i, key in enumerate(free)}
    rows: list[Row] = []
    for relation in system.relations:
        total = relation.left[0]
        if len(relation.left) > 1 or total in hidden or not cells.keys() >= {total, *relation.right}:
            continue
        inside = [key for key in relation.right if key in hidden]
        lacking = policy.k - sum(cells[key].value for key in inside)
        others = [key for key in relation.right if key in place]
        if protection.sensitive.intersection(inside) and (lacking > 0 or len(inside) == 1):
            carried = [(place[key], min(1.0, cells[key].value / max(lacking, 1))) for key in others]
            terms = [
                *((place[key], 1.0) for key in (total,) if key in place),
                *carried,
                (len(free) + len(rows), -1.0),
            ]
            rows.append(([column for column, _ in terms], [sign for _, sign in terms]))
    width = len(free) + len(rows)
    upper = np.array([1.0] * len(free) + [np.inf] * len(rows))
    program = Program(rows, [1] * len(rows), np.zeros(width), upper)
    costs = [cost_of(cells[key].value) for key in free]
    program.price(range(len(free)), costs)
    found = program.solve()
    if found is None:
        raise ValueError("no pattern at all protects these tables")
    least = float(np.dot(costs, found[: len(free)]))
    cost = sum(cost_of(cells[key].value) for key in protection.complementary)
    return {
        "cost": round(cost, 1),
        "cost_at_least": round(least, 1),
        "gap_percent": round(100 * (cost / least - 1), 1) if least else 0.0,
    }
