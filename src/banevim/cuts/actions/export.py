"""Taking the evaluation of a cut out of the bank: counts before protection, always on the audit trail."""

from dataclasses import dataclass
from uuid import UUID

from banevim.common.errors import Conflict
from banevim.cuts import queries, rules
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


@dataclass(frozen=True)
class Exported:
    """A file and its name."""

    name: str
    raw: bytes


@atomic
def export_evaluation(*, by: Actor, cut_id: UUID) -> Exported:
    """The Parquet file of a cut, byte for byte as it was frozen. Raises Refused (not of the state office) or Conflict
    (a cut of before there was one)."""
    rules.check_exports(by)
    cut = queries.cut_of(cut_id)
    if not cut.evaluation:
        raise Conflict(f"El corte {cut.version} es de antes de que se guardara su evaluación.")
    digest = queries.evaluation_digest(cut)
    audit.record(
        "cuts.evaluation.exported",
        subject=("cut", cut.id),
        details={"version": cut.version, "digest": digest},
    )
    return Exported(f"evaluacion-{cut.version}.parquet", bytes(cut.evaluation))
