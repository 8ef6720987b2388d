"""A published cut made again from what was frozen, beside what was published."""

from dataclasses import dataclass
from uuid import UUID

from banevim.common.errors import Conflict
from banevim.cuts import queries
from banevim.cuts.actions.bundles import shelf
from banevim.cuts.queries.bundling import bundle_of
from banevim.cuts.queries.evaluated import is_the_evaluation
from banevim.cuts.terms import Step
from banevim.vault import audit, keyring
from banevim.vault.context import Actor, atomic
from datavim import bundle as public


@dataclass(frozen=True)
class Rebuilt:
    """`manifest`: SHA-256 of the manifest made again. `problems`: what differs, in Spanish; empty if nothing does."""

    version: str
    digest: str
    manifest: str
    problems: tuple[str, ...]


@atomic
def rebuild_cut(*, by: Actor, cut_id: UUID) -> Rebuilt:
    """Compute digest, files and manifest again from the frozen rows alone, and compare them with what was noted, with
    the signed folder and with what the file of the evaluation says. Writes no figure. Raises Conflict if the cut is not
    published, or is of before its texts were frozen."""
    cut = queries.cut_of(cut_id)
    step = queries.history(cut).filter(step=Step.PUBLISHED).first()
    if step is None:
        raise Conflict(f"El corte {cut.version} no está publicado: no hay un paquete con el que compararlo.")
    if not step.details or not cut.frame:
        raise Conflict(
            f"El corte {cut.version} es de antes de que se congelaran los textos: no se puede rehacer."
        )
    made = public.bundle_files(bundle_of(cut, step.details))
    digest = queries.digest_of(cut.month, cut.revision, queries.content_of(cut))
    manifest = public.manifest_of(made)
    problems = [] if digest == cut.digest else ["Lo congelado ya no da la huella que se anotó al congelar."]
    if not is_the_evaluation(cut):
        problems.append("El archivo de la evaluación no dice lo mismo que las cuentas congeladas.")
    if manifest != step.manifest:
        problems.append("La lista de archivos rehecha no da la huella que se anotó al publicar.")
    problems += _differences(cut.version, made)
    audit.record(
        "cuts.cut.rebuilt",
        subject=("cut", cut.id),
        details={"version": cut.version, "digest": digest, "problems": len(problems)},
    )
    return Rebuilt(cut.version, digest, manifest, tuple(problems))


def _differences(version: str, made: dict[str, bytes]) -> list[str]:
    """What the folder on the shelf has that was not made again, byte by byte, and its own verification."""
    folder = shelf() / version
    if not folder.is_dir():
        return [f"Falta la carpeta del paquete {version}."]
    changed = [
        f"El archivo «{path}» publicado no es igual al rehecho."
        for path, raw in sorted(made.items())
        if not (folder / path).is_file() or (folder / path).read_bytes() != raw
    ]
    return changed + public.verify_bundle(folder, keyring.current().public_key)
