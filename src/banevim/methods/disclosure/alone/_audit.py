"""The gate: an attacker who knows the printed numbers, the sums and the rule, and nothing else.

Written apart from the protection and on another principle (bounds pushed through every sum until
nothing moves), so that a slip in one shows in the other. Integers only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .._types import Count, Decision, Group, Key, Policy

_ENDLESS = 10**12


@dataclass(frozen=True)
class _Sum:
    total: Key
    parts: tuple[Key, ...]
    overlapping: bool = False


def audit(
    decisions: Sequence[Decision],
    counts: Sequence[Count],
    total: Count | None,
    policy: Policy,
    *,
    overlapping: bool = False,
) -> tuple[str, ...]:
    """Findings in Spanish; none means that the table may be printed. `overlapping`: parts may share women."""
    cells = list(counts) if total is None else [*counts, total]
    sums = [] if total is None else [_Sum(total.key, tuple(c.key for c in counts), overlapping)]
    if total is not None and not overlapping and total.value != sum(c.value for c in counts):
        return (f"{_name(total.key)}: las partes no suman el total.",)
    return _findings(decisions, cells, sums, policy)


def audit_hierarchy(
    decisions: Sequence[Decision], groups: Sequence[Group], policy: Policy, *, grand: Count | None = None
) -> tuple[str, ...]:
    cells = [count for group in groups for count in (group.total, *group.parts)]
    sums = [_Sum(group.total.key, tuple(part.key for part in group.parts)) for group in groups]
    if grand is not None:
        cells.append(grand)
        sums.append(_Sum(grand.key, tuple(group.total.key for group in groups)))
    return _findings(decisions, cells, sums, policy)


def audit_multi_response(
    decisions: Sequence[Decision],
    base: Count,
    parts: Sequence[Count],
    policy: Policy,
    *,
    complements: Mapping[Key, int] | None = None,
    covering: bool = True,
) -> tuple[str, ...]:
    """Every part with its complement is a sum of its own; together the parts may have to cover the base."""
    women = complements or {part.key: base.women - part.women for part in parts}
    rests = [_rest(base, part, women[part.key]) for part in parts]
    sums = [_Sum(base.key, (part.key, rest.key)) for part, rest in zip(parts, rests, strict=True)]
    if covering:
        sums.append(_Sum(base.key, tuple(part.key for part in parts), overlapping=True))
    shown = {decision.key: decision for decision in decisions}
    implied = [
        Decision(rest.key, _printed(shown, part.key) and _printed(shown, base.key), None)
        for part, rest in zip(parts, rests, strict=True)
    ]
    return _findings([*decisions, *implied], [base, *parts, *rests], sums, policy)


def _findings(
    decisions: Sequence[Decision], cells: Sequence[Count], sums: Sequence[_Sum], policy: Policy
) -> tuple[str, ...]:
    by_key = {decision.key: decision for decision in decisions}
    if len(by_key) != len(decisions) or set(by_key) != {cell.key for cell in cells}:
        return ("Las decisiones no corresponden una a una con las cifras de la tabla.",)
    printed = {cell.key: cell.value for cell in cells if by_key[cell.key].published}
    known = _attack(printed, [cell.key for cell in cells], sums)
    findings = (_finding(cell, known[cell.key], cell.key in printed, policy) for cell in cells)
    return tuple(finding for finding in findings if finding)


def _finding(cell: Count, known: tuple[int, int], printed: bool, policy: Policy) -> str:
    least, most = known
    if printed:
        small = policy.is_small(cell.women)
        return f"{_name(cell.key)}: se publicaría con menos de {policy.k} mujeres." if small else ""
    if least > most or not least <= cell.value <= most:
        return f"{_name(cell.key)}: las cifras publicadas se contradicen."
    if policy.is_small(cell.women) and not policy.is_safe(least, most):
        return f"{_name(cell.key)}: está protegido, pero se deduce que vale entre {least} y {_written(most)}."
    if least == most:
        return f"{_name(cell.key)}: está protegido, pero se deduce su valor exacto."
    return ""


def _attack(
    printed: Mapping[Key, int], keys: Iterable[Key], sums: Sequence[_Sum]
) -> dict[Key, tuple[int, int]]:
    """Least and greatest value of every number, pushed through the sums until nothing moves."""
    bounds = {key: (printed[key], printed[key]) if key in printed else (0, _ENDLESS) for key in keys}
    moving = True
    while moving:
        moving = False
        for relation in sums:
            for key, (least, most) in _implied(relation, bounds):
                tighter = max(least, bounds[key][0]), min(most, bounds[key][1])
                if tighter != bounds[key] and tighter[0] <= tighter[1]:
                    bounds[key], moving = tighter, True
    return bounds


def _implied(relation: _Sum, bounds: Mapping[Key, tuple[int, int]]) -> Iterable[tuple[Key, tuple[int, int]]]:
    """What one sum says of its total and of each part, given the bounds of the others."""
    low = {part: bounds[part][0] for part in relation.parts}
    high = {part: bounds[part][1] for part in relation.parts}
    least, most = bounds[relation.total]
    if relation.overlapping:
        yield relation.total, (max(low.values(), default=0), sum(high.values()))
        for part in relation.parts:
            yield part, (least - (sum(high.values()) - high[part]), most)
        return
    yield relation.total, (sum(low.values()), sum(high.values()))
    for part in relation.parts:
        yield part, (least - (sum(high.values()) - high[part]), most - (sum(low.values()) - low[part]))


def _rest(base: Count, part: Count, women: int) -> Count:
    value = base.value - part.value
    return Count((*part.key, "complemento"), value, min(max(women, 0), value) or min(value, 1))


def _printed(shown: Mapping[Key, Decision], key: Key) -> bool:
    return key in shown and shown[key].published


def _name(key: Key) -> str:
    return " · ".join(key)


def _written(most: int) -> str:
    return "cualquier cifra" if most >= _ENDLESS else str(most)
