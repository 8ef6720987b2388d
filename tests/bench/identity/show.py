"""The figures for a person to read."""

import json
from typing import Any


def show(result: dict[str, Any]) -> None:
    """In the order in which they are asked for."""
    for name, value in result.items():
        if name == "judged":
            _judged(value)
        elif name == "keys_alone":
            print("keys alone", json.dumps(value["ms"]))
            _recall(value.get("recall", {}))
        else:
            print(f"{name}: {json.dumps(value, ensure_ascii=False)}")


def _judged(told: dict[str, Any]) -> None:
    print(f"known {told['known']}, new {told['new']}")
    _recall(told["recall"])
    print(f"  {'band':<30}{'right':>9}{'wrong':>9}{'new':>9}")
    for band, each in told["bands"].items():
        rates = (_text(each[key]) for key in ("right_on_top", "wrong_on_top", "new_flagged"))
        print(f"  {band:<30}{''.join(f'{rate:>9}' for rate in rates)}")
    worst = sorted(told["labels"].items(), key=lambda each: each[1]["recall@5"])
    _recall(dict(worst))


def _recall(strata: dict[str, Any]) -> None:
    print(f"  {'':<30}{'n':>8}{'@1':>9}{'@5':>9}{'@10':>9}")
    for name, each in strata.items():
        rates = (_text(each[f"recall@{depth}"]) for depth in (1, 5, 10))
        print(f"  {name:<30}{each['n']:>8}{''.join(f'{rate:>9}' for rate in rates)}")


def _text(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:.4f}"
