"""Every public action: keyword-only, on behalf of somebody, one transaction, at least one record on the trail."""

import ast
import importlib
import inspect
import pkgutil
from functools import cache

import pytest
from tests.house.test_budgets import TOP

import banevim

ROOMS = ["accounts", "care", "casefiles", "catalogs", "cuts", "exchange", "identity"]


def actions():
    """(name, function) of everything that a room's `actions` offers."""
    for room in ROOMS:
        module = importlib.import_module(f"banevim.{room}.actions")
        names = getattr(module, "__all__", None) or [n for n in vars(module) if not n.startswith("_")]
        for name in names:
            function = getattr(module, name)
            if inspect.isfunction(inspect.unwrap(function)) and function.__module__.startswith(
                f"banevim.{room}.actions"
            ):
                yield f"{room}.{name}", function


ALL = dict(actions())


@pytest.mark.parametrize("name", ALL)
def test_an_action_says_who_does_it(name):
    parameters = inspect.signature(ALL[name]).parameters
    assert "by" in parameters
    assert parameters["by"].default is inspect.Parameter.empty
    assert {p.kind for p in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}


def test_no_room_is_forgotten():
    here = {
        room.name
        for room in pkgutil.iter_modules(banevim.__path__)
        if room.ispkg and importlib.util.find_spec(f"banevim.{room.name}.actions")
    }
    assert here == set(ROOMS)


@cache
def functions(room: str) -> dict[str, ast.FunctionDef]:
    """Every function of the actions of a room, by name."""
    folder = TOP / "src" / "banevim" / room
    paths = [p for p in (folder / "actions.py", *(folder / "actions").glob("*.py")) if p.exists()]
    trees = [ast.parse(path.read_text()) for path in paths]
    return {n.name: n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}


def called(node: ast.AST) -> list[str]:
    """What is called inside, as it is written: `audit.record`, `_note`."""
    return [ast.unparse(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)]


def reaches(room: str, name: str, wanted: set[str], seen: frozenset[str] = frozenset()) -> bool:
    """Whether the function calls one of `wanted`, itself or through other actions."""
    calls = called(functions(room)[name])
    if wanted & set(calls):
        return True
    for call in calls:
        last = call.split(".")[-1]
        for other in (room, *(r for r in ROOMS if r != room)):
            if last in functions(other) and f"{other}.{last}" not in seen:
                if reaches(other, last, wanted, seen | {f"{other}.{last}"}):
                    return True
                break
    return False


@pytest.mark.parametrize("name", ALL)
def test_an_action_leaves_a_record(name):
    assert reaches(*name.split("."), {"audit.record", "audit.record_alone"})


@pytest.mark.parametrize("name", ALL)
def test_an_action_is_one_transaction(name):
    node = functions(name.split(".")[0])[name.split(".")[1]]
    decorated = "atomic" in map(ast.unparse, node.decorator_list)
    opened = {"acting", "transaction.atomic"} & {
        ast.unparse(item.context_expr.func)
        for n in ast.walk(node)
        if isinstance(n, ast.With)
        for item in n.items
        if isinstance(item.context_expr, ast.Call)
    }
    assert decorated or opened


def test_the_search_for_a_record_can_fail():
    assert not reaches("identity", "_counts", {"audit.record"})
