"""Keys, decisions and the one policy object that states the rule and enforces it."""

from dataclasses import dataclass
from typing import Literal

Key = tuple[str, ...]
Reason = Literal["primary", "complementary"]


@dataclass(frozen=True)
class Decision:
    """Whether a number may be printed. The reason is for the office: the public sees one mark for both."""

    key: Key
    published: bool
    reason: Reason | None = None


@dataclass(frozen=True)
class Policy:
    """The rule. The sentence the public reads and the test the gate applies come from the same `k`."""

    k: int = 5
    mark_es: str = "Protegido"

    def __post_init__(self) -> None:
        if self.k < 2:
            raise ValueError("k is at least 2")

    @property
    def text_es(self) -> str:
        return (
            f"Dato protegido por confidencialidad: menos de {self.k} mujeres, "
            "o necesario para que no se deduzca otro."
        )

    @property
    def rule_es(self) -> str:
        return (
            f"No se publica ninguna cifra que cuente a menos de {self.k} mujeres, tampoco cuando es cero. "
            f"Si restando cifras publicadas se pudiera saber que un dato protegido es mayor que cero o menor "
            f"que {self.k}, se protegen también otras cifras. Un dato protegido puede ser cero."
        )

    def is_small(self, women: int) -> bool:
        return women < self.k

    def is_safe(self, least: int, most: int) -> bool:
        """Nobody can exclude that a protected number is 0, nor that it reaches k."""
        return least <= 0 and most >= self.k
