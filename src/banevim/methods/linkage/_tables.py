"""The small tables of the matcher, read once from the data folder. They never change at run time."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_DATA = Path(__file__).parent / "data"
# INEGI, Censo 2020: persons counted in Mexico; the surname counts are over about this many people.
_POPULATION = 126_014_024
OTHER_SHARE = 6e-4
"""Taken for a name that is listed without a count."""


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = (_DATA / name).read_text("utf-8").splitlines()
    return csv.DictReader(line for line in lines if line and not line.startswith("#"))


@cache
def nicknames() -> Mapping[str, tuple[str, ...]]:
    """Familiar form -> the names it stands for, most usual first."""
    return MappingProxyType(
        {_plain(row["form"]): tuple(row["names"].split("|")) for row in _rows("nicknames.csv")}
    )


@cache
def abbreviations() -> Mapping[str, str]:
    return MappingProxyType({row["form"]: row["name"] for row in _rows("abbreviations.csv")})


@cache
def surname_shares() -> Mapping[str, float]:
    """Surname -> share of people who bear it as first surname."""
    counted = {row["name"]: int(row["count"]) / _POPULATION for row in _rows("surnames.csv")}
    return MappingProxyType({**_others("S"), **counted})


@cache
def given_shares() -> Mapping[str, float]:
    """Given name -> share of women who bear it among their given names."""
    counted = {row["name"]: float(row["per_thousand"]) / 1000 for row in _rows("given_names.csv")}
    return MappingProxyType({**_others("G"), **counted})


def _others(kind: str) -> dict[str, float]:
    return {row["name"]: OTHER_SHARE for row in _rows("more_names.csv") if row["kind"] == kind}


@cache
def listed_names() -> frozenset[str]:
    """Every given name and surname of the shipped lists."""
    return frozenset(surname_shares()) | frozenset(given_shares())


@cache
def untold_forms() -> frozenset[str]:
    """What stands where a name was not told: `SIN DATO`, a row of X."""
    lines = (_DATA / "untold.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _plain(form: str) -> str:
    return form.replace("Ñ", "N")
