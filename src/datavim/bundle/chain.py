"""The shelf of published bundles: each one names the manifest of the one published before it, so that none can be
taken away, put in between or changed without it being told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from datavim.bundle.model import CutInfo
from datavim.bundle.names import MANIFEST_FILE
from datavim.bundle.reader import read_bundle
from datavim.bundle.verifier import manifest_digest, unproven, verify_bundle


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


def is_shelf(folder: Path) -> bool:
    """Whether a folder holds bundles instead of being one."""
    return not (folder / MANIFEST_FILE).exists() and bool(bundles_in(folder))


def bundles_in(folder: Path) -> list[Path]:
    """The folders of a shelf, in order of name; hidden ones wait to be published."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [each for each in found if each.is_dir() and not each.name.startswith(".")]


def verify_shelf(folder: Path | str, trusted_key: bytes | None = None) -> list[str]:
    """Everything that is wrong with the bundles of a folder, each by itself and as a chain."""
    problems, cuts = list[str](), dict[str, CutInfo]()
    for each in bundles_in(Path(folder)):
        wrong = verify_bundle(each, trusted_key) or unproven(read_bundle(each))
        problems += [f"{each.name}: {problem}" for problem in wrong]
        if not wrong:
            cuts[manifest_digest(each)] = read_bundle(each).cut
    return problems or chain_problems(cuts)
