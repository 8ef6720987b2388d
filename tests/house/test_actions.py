"""Every public action: keyword-only, on behalf of somebody, one transaction."""

import importlib
import inspect
import pkgutil

import pytest

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


@pytest.mark.parametrize(("name", "function"), list(actions()), ids=lambda x: x if isinstance(x, str) else "")
def test_an_action_says_who_does_it(name, function):
    parameters = inspect.signature(function).parameters
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
