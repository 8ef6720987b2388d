"""The shelf of published bundles: each one names the manifest of the one published before it, so that none can be
taken away, put in between or changed without it being told; and each one says all that those before it said, so that
the newest proof is the proof of everything that was ever printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from datavim.bundle.model import CutInfo, Table
from datavim.bundle.names import CONTEXT_TABLES, MANIFEST_FILE, key_of
from datavim.bundle.reader import read_bundle, read_head, read_tables
from datavim.bundle.verifier import manifest_digest, unproven, verify_bundle

Key = tuple[str, ...]


def chain_problems(cuts: Mapping[str, CutInfo]) -> list[str]:
    """Spanish sentences about links that are missing, changed or told twice. `cuts`: by the digest of their manifests.

    Those of before there was a chain (no signed policy, no link) may stand at its beginning. That the newest ones are
    missing cannot be seen from the others: the bank compares the shelf with what it noted when it published.
    """
    problems, followers = [], dict[str, str]()
    first = [cut for cut in cuts.values() if cut.policy.number and not cut.previous]
    early = [cut for cut in cuts.values() if not cut.policy.number and not cut.previous]
    if len(first) + bool(early) > 1:
        named = ", ".join(sorted(cut.version for cut in first))
        problems.append(f"La cadena de cortes empieza más de una vez: {named} no dice a cuál sigue.")
    for cut in sorted(cuts.values(), key=lambda each: each.version):
        if not cut.previous:
            continue
        before = cuts.get(cut.previous)
        if before is None:
            problems.append(f"Falta el corte publicado antes de {cut.version}, o no es el mismo.")
        elif cut.previous in followers:
            other = followers[cut.previous]
            problems.append(f"Los cortes {other} y {cut.version} dicen seguir al mismo, {before.version}.")
        followers.setdefault(cut.previous, cut.version)
    return problems


def staying_problems(folders: Sequence[Path]) -> list[str]:
    """Spanish sentences about numbers and blanks of a cut that a later one tells otherwise or does not tell.

    Two that do not say the same could be subtracted from each other, whatever each one proves. A number is named by
    what it counts, whatever table it is in; in cuts of practice of before there was a signed policy, by its table, and
    these may leave out what they said. One version is in memory at a time. Raises BundleError.
    """
    heads = sorted(((read_head(folder)[0], folder) for folder in folders), key=lambda head: _order(head[0]))
    said: dict[bool, dict[Key, tuple[int | None, str]]] = {True: {}, False: {}}
    problems = []
    for cut, folder in heads:
        signed = bool(cut.policy.number)
        known, here = said[signed], dict(_numbers(read_tables(folder), signed=signed))
        for key in known.keys() - here.keys() if signed else ():
            problems.append(f"La versión {cut.version} calla lo que dijo {known[key][1]} de {_name(key)}.")
        for key, value in here.items():
            before, version = known.setdefault(key, (value, cut.version))
            if before != value:
                problems.append(f"Las versiones {version} y {cut.version} no dicen lo mismo de {_name(key)}.")
    return problems


def _name(key: Key) -> str:
    return " · ".join(key)


def _order(cut: CutInfo) -> tuple[str, int]:
    return cut.month, int(cut.version.rpartition("-r")[2])


def _numbers(tables: Sequence[Table], *, signed: bool) -> Iterator[tuple[Key, int | None]]:
    for table in tables:
        names = [dimension.name for dimension in table.dimensions]
        for row in table.rows if table.id not in CONTEXT_TABLES else ():
            yield key_of(table.unit, names, row.keys) if signed else (table.id, *row.keys), row.value


def is_shelf(folder: Path) -> bool:
    """Whether a folder holds bundles instead of being one."""
    return not (folder / MANIFEST_FILE).exists() and bool(bundles_in(folder))


def bundles_in(folder: Path) -> list[Path]:
    """The folders of a shelf, in order of name; hidden ones wait to be published."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [each for each in found if each.is_dir() and not each.name.startswith(".")]


def verify_shelf(folder: Path | str, trusted_key: bytes | None = None) -> list[str]:
    """Everything that is wrong with the bundles of a folder, each by itself, as a chain and one beside the other."""
    problems, cuts = list[str](), dict[str, CutInfo]()
    for each in bundles_in(Path(folder)):
        wrong = verify_bundle(each, trusted_key) or unproven(read_bundle(each))
        problems += [f"{each.name}: {problem}" for problem in wrong]
        if not wrong:
            cuts[manifest_digest(each)] = read_bundle(each).cut
    return problems or chain_problems(cuts) or staying_problems(bundles_in(Path(folder)))
