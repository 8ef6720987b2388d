"""The independent checker of the proof that a cut gives no woman away: additions of whole numbers, nothing else.

    python -m datavim.witness PUBLICATION.json CERTIFICATE.json [NUMBERS.csv]

PUBLICATION (`datavim-publication-5`): `k`; `cells`, each with `key` (a list of names), `kind` (table: printed unless
withheld; zero: impossible by definition; implied: never printed, follows from others, as a complement; slack: never
printed, counts nobody; again: what a count of the same women has more, few if few come twice) and `number` (or null);
`relations`: the cells at the places `left` and at `right` have the same sum; `classifications`: cells that are margins
of one set of records. A record has one of the `names` of each attribute; `sums` are names for several of them; names
that are `impossible` together no record has; `cliques` are sets of attributes.

CERTIFICATE (`datavim-certificate-2`): `printed`, every printed [key, number] it speaks of; `unknown`, the keys that a
witness gives `values` for; `witnesses`; `bounds`: [place in unknown, lowest, in witness, highest, in witness].
NUMBERS: columns `key` (names joined by " · ") and `number`: every number printed anywhere.

It verifies that each witness reproduces every printed number in every relation; that a witness with `records` is a set
of margins of real records (cliques that form a tree and agree where they meet: Vorob'ev 1962); that each bound is what
its witness says; that every withheld cell has one; and that nothing is printed that the certificate does not know.
And the rule: a count of women that is not printed can be 0 and can be k; or else anyone knows that it is not small, and
no witness gives it fewer than k. So a small number can be 0 or k, whatever else is known from the publication.
"""

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

Key = tuple[str, ...]


def check(publication: Mapping[str, Any], certificate: Mapping[str, Any]) -> list[str]:
    """What is wrong, in Spanish; nothing if the certificate proves what it says."""
    try:
        return list(_problems(publication, certificate))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as problem:
        return [f"El certificado o la publicación no se pueden leer ({type(problem).__name__}: {problem})."]


def check_numbers(publication: Mapping[str, Any], numbers: Mapping[Key, int]) -> list[str]:
    """Every number printed elsewhere is one of the publication, and the other way round."""
    known = {tuple(c["key"]): c["number"] for c in publication["cells"] if c["number"] is not None}
    return [f"{_name(key)}: se publica {numbers.get(key)}, el certificado conoce {known.get(key)}."
            for key in sorted(known.keys() | numbers.keys()) if known.get(key) != numbers.get(key)]  # fmt: skip


PUBLICATIONS = tuple(f"datavim-publication-{number}" for number in range(1, 6))
CERTIFICATES = ("datavim-certificate-1", "datavim-certificate-2")  # the first knows nothing of the rule
WHOLE = {
    "publication": {"format", "k", "rule", "cells", "relations", "classifications"},
    "certificate": {"format", "printed", "unknown", "witnesses", "bounds"},
    "cell": {"key", "kind", "number"},
    "witness": {"records", "values"},
}


def _strange(publication: Mapping[str, Any], certificate: Mapping[str, Any]) -> Iterator[str]:
    """Anything besides what this format has would be one more thing said."""
    parts = {"publication": [publication], "certificate": [certificate], "cell": publication["cells"],
             "witness": certificate["witnesses"]}  # fmt: skip
    if any(set(part) - WHOLE[name] for name, several in parts.items() for part in several):
        yield "La prueba dice algo que no es parte de una prueba."


def _problems(publication: Mapping[str, Any], certificate: Mapping[str, Any]) -> Iterator[str]:
    yield from _strange(publication, certificate)
    if PUBLICATIONS.index(publication["format"]) > 1 and certificate["format"] == CERTIFICATES[0]:
        raise ValueError("format")
    keys = [tuple(cell["key"]) for cell in publication["cells"]]
    printed = {tuple(c["key"]): _count(c["number"]) for c in publication["cells"] if c["number"] is not None}
    unknown = [tuple(key) for key in certificate["unknown"]]
    spoken = {tuple(key): number for key, number in certificate["printed"]}
    if len(set(keys)) != len(keys) or len(set(unknown)) != len(unknown) or spoken.keys() & set(unknown):
        yield "Una celda aparece dos veces."
    for key in sorted(printed.keys() | spoken.keys()):
        if printed.get(key) != spoken.get(key):
            yield f"{_name(key)}: se publica {printed.get(key)}, el certificado habla de {spoken.get(key)}."
    hidden = [key for key in keys if key not in printed]
    if unknown[: len(hidden)] != hidden:
        yield "El certificado no habla de las mismas celdas protegidas que la publicación."
    yield from _printed_kinds(publication)
    sums = [([keys[i] for i in r["left"]], [keys[i] for i in r["right"]]) for r in publication["relations"]]
    trees = [_Tree(each, keys) for each in publication["classifications"]]
    yield from (problem for tree in trees for problem in tree.problems())
    for place, witness in enumerate(certificate["witnesses"]):
        names = unknown if witness["records"] else unknown[: len(hidden)]
        values = {**printed, **{k: _count(v) for k, v in zip(names, witness["values"], strict=True)}}
        if any(sum(values[k] for k in left) != sum(values[k] for k in right) for left, right in sums):
            yield f"El testigo {place} no reproduce las cifras publicadas."
        if witness["records"] and not all(tree.holds(values) for tree in trees):
            yield f"El testigo {place} no sale de un mismo conjunto de registros."
    yield from _bounds(publication, certificate, hidden, sums)


def _printed_kinds(publication: Mapping[str, Any]) -> Iterator[str]:
    for kind, number, name in ((c["kind"], c["number"], _name(c["key"])) for c in publication["cells"]):
        if kind == "zero" and number != 0:
            yield f"{name}: es un cero por definición y no se publica como tal."
        if kind not in ("table", "zero") and number is not None:
            yield f"{name}: no es una cifra que se publique."
        if kind == "table" and number is not None and number < publication["k"]:
            yield f"{name}: se publica una cifra menor que {publication['k']}."


def _bounds(publication: Any, certificate: Any, hidden: Sequence[Key], sums: Any) -> Iterator[str]:
    told = {tuple(certificate["unknown"][place]): rest for place, *rest in certificate["bounds"]}
    given = {key: [w["values"][i] for w in certificate["witnesses"]] for i, key in enumerate(hidden)}
    for key in hidden:
        low, low_in, high, high_in = told.get(key, (None, 0, None, 0))
        if [given[key][_count(low_in)], given[key][_count(high_in)]] != [low, high]:
            yield f"{_name(key)}: está protegida y sus testigos no dicen lo que el certificado dice."
    if certificate["format"] == CERTIFICATES[0]:
        return
    k, kinds = publication["k"], {tuple(cell["key"]): cell["kind"] for cell in publication["cells"]}
    nobody = ("slack", "again") if publication["format"] in PUBLICATIONS[:4] else ("slack",)
    secret = {key for key in hidden if kinds[key] not in nobody}
    many = {key for key in secret if told[key][0] > 0}
    for both in ({*left, *right} for left, right in sums):
        same = {key for key in both if kinds[key] != "again"}
        if same < both and not same <= secret - many:
            many |= same & secret
    for key in sorted(secret):
        if told[key][2] < k or (key in many and min(given[key]) < k):
            yield f"{_name(key)}: se puede saber que es menor que {k}, o un testigo olvida que no lo es."


class _Tree:
    """Cliques of one classification, and the cells that have to be sums of their records."""

    def __init__(self, told: Mapping[str, Any], keys: Sequence[Key]) -> None:
        self.names, self.sums, self.prefix = told["names"], told["sums"], tuple(told["prefix"])
        self.impossible = [set(names) for names in told["impossible"]]
        self.cliques = [tuple(clique) for clique in told["cliques"]]
        self.home = {name: attribute for attribute, names in self.names.items() for name in names}
        self.home.update({name: self.home[parts[0]] for name, parts in self.sums.items()})
        self.equal = [pair for key in keys for pair in self._margin(key)] + list(self._meetings())

    def problems(self) -> Iterator[str]:
        for place, clique in enumerate(self.cliques[1:], 1):
            shared = {name for earlier in self.cliques[:place] for name in earlier} & set(clique)
            if not any(shared <= set(earlier) for earlier in self.cliques[:place]):
                yield f"Las tablas de {', '.join(clique)} no forman un árbol con las anteriores."

    def holds(self, values: Mapping[Key, int]) -> bool:
        return all(sum(values[k] for k in one) == sum(values[k] for k in other) for one, other in self.equal)

    def _records(self, clique: Sequence[str], said: Mapping[str, str]) -> list[Key]:
        each = [self.sums.get(said[a], [said[a]]) if a in said else self.names[a] for a in clique]
        possible = (n for n in product(*each) if not any(none <= set(n) for none in self.impossible))
        return [(*self.prefix, *sorted(names)) for names in possible]

    def _margin(self, key: Key) -> Iterator[tuple[list[Key], list[Key]]]:
        """The cell equals the sum of its records, in every clique that holds its attributes."""
        head, names = key[: len(self.prefix)], key[len(self.prefix) :]
        said = {self.home.get(name, ""): name for name in names}
        if head == self.prefix and "" not in said and len(said) == len(names):
            for clique in self.cliques:
                if set(said) <= set(clique):
                    yield [key], self._records(clique, said)

    def _meetings(self) -> Iterator[tuple[list[Key], list[Key]]]:
        """Two cliques count the same where they meet."""
        for i, one in enumerate(self.cliques):
            for other in self.cliques[:i]:
                shared = sorted(set(one) & set(other))
                for names in product(*(self.names[a] for a in shared)):
                    said = dict(zip(shared, names, strict=True))
                    yield self._records(one, said), self._records(other, said)


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"{value!r} no es una cuenta")
    return value


def _name(key: Sequence[str]) -> str:
    return " · ".join(key) or "total"


def main(arguments: Sequence[str]) -> int:
    try:
        publication, certificate = (json.loads(Path(n).read_text(encoding="utf-8")) for n in arguments[:2])
        tables = [Path(name).read_text(encoding="utf-8-sig").splitlines() for name in arguments[2:]]
        lines = {line["key"]: int(line["number"]) for table in tables for line in csv.DictReader(table)}
    except (OSError, ValueError, KeyError) as problem:
        print(f"{problem}\nuso: witness.py PUBLICATION CERTIFICATE [NUMBERS]", file=sys.stderr)
        return 2
    problems = check(publication, certificate)
    if tables:
        names = {_name(cell["key"]): tuple(cell["key"]) for cell in publication["cells"]}
        problems += check_numbers(publication, {names.get(k, (k,)): n for k, n in lines.items()})
    print("\n".join(problems or ["Correcto: cada cifra protegida puede ser lo que dicen sus testigos."]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
