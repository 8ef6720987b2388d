"""What the verification of the trail found."""

from dataclasses import asdict, dataclass, field
from typing import Any

SENTENCES = {
    "changed": "este registro fue alterado",
    "deleted": "aquí falta al menos un registro: fue borrado",
    "inserted": "este registro fue añadido por fuera",
    "reordered": "este registro no está en su lugar: fue cambiado de orden",
    "cut_off": "falta el final de la cadena: fue recortada a partir de aquí",
    "head": "la cabeza de la cadena no corresponde a sus registros",
    "rewritten": "este registro no es el que quedó firmado en un punto de control",
    "checkpoint": "este punto de control no tiene la firma del banco",
    "checkpoint_deleted": "falta un punto de control que otro posterior menciona",
}


@dataclass(frozen=True)
class Finding:
    """The first thing wrong in one stream, or in one checkpoint (`stream` is then its identifier)."""

    stream: str
    seq: int
    wrong: str

    def __str__(self) -> str:
        return f"{self.stream}, registro {self.seq}: {SENTENCES[self.wrong]}"


@dataclass
class Report:
    """Totals, and the first bad record of every stream where there is one."""

    records: int = 0
    checkpoints: int = 0
    seconds: float = 0.0
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def first(self) -> Finding | None:
        """The first bad record, in the order of the streams; checkpoints come last."""
        return self.findings[0] if self.findings else None

    def facts(self) -> dict[str, Any]:
        """For a machine."""
        return {
            "ok": not self.findings,
            "records": self.records,
            "checkpoints": self.checkpoints,
            "seconds": round(self.seconds, 2),
            "first": asdict(self.first) if self.first else None,
            "findings": [asdict(f) for f in self.findings],
            "notes": self.notes,
        }
