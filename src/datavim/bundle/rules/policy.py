"""The rule of confidentiality in words and what the office signs of it: all of it follows from `k` and from how far
down the proof goes. The bank writes its policy with these; a bundle that says another one is not believed."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from datavim.bundle.model import Bundle, Policy

LEAST_K = 3
RECORDS, TABLES = (
    "microdata",
    "table",
)  # down to what the policy demands that every protected number be proven
PROVEN = {
    RECORDS: (
        "Cada corte lleva la prueba de que nada protegido se puede deducir de todo lo publicado, hecha hasta los"
        " registros: hay conjuntos de registros que dan las mismas cifras publicadas."
    ),
    TABLES: (
        "Cada corte lleva la prueba de que nada protegido se puede deducir de todo lo publicado, hecha por tablas:"
        " hay conjuntos de tablas que dan las mismas cifras publicadas."
    ),
}
APART = (
    "Ningún municipio se agrupa con otro: cada cifra por municipio es de uno solo y se protege por sí misma."
)
NOBODY = "Ninguna persona del banco puede publicar un corte sin esa prueba."


def rule_text(k: int) -> str:
    """The rule as the public reads it, for a least number of women."""
    return (
        f"No se publica ninguna cifra que cuente a menos de {k} mujeres, tampoco cuando es cero. "
        f"Si restando cifras publicadas se pudiera saber que un dato protegido es mayor que cero o menor "
        f"que {k}, se protegen también otras cifras. Un dato protegido puede ser cero."
    )


def policy_text(k: int, demand: str) -> str:
    """The text that is signed. Raises KeyError if there is no such demand."""
    return " ".join((rule_text(k), APART, PROVEN[demand], NOBODY))


def policy_digest(*, number: int, valid_from: date, text: str) -> str:
    """SHA-256 of what is signed; 64 hexadecimal digits."""
    signed = {"number": number, "valid_from": valid_from.isoformat(), "text": text}
    return hashlib.sha256(json.dumps(signed, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def policy_problems(bundle: Bundle) -> list[str]:
    """Spanish sentences about a policy that is none that the office may sign, or a proof of another rule."""
    policy, told = bundle.cut.policy, bundle.proof.publication if bundle.proof else {}
    problems = []
    if policy.k < LEAST_K:
        problems.append(f"La política protege menos que {LEAST_K} mujeres: ninguna puede pedir menos.")
    if policy.text != rule_text(policy.k):
        problems.append(f"El corte no dice la regla de su mínimo, que es {policy.k}.")
    if (told.get("k"), told.get("rule")) != (policy.k, rule_text(policy.k)):
        problems.append("La prueba no es de la regla que dice el corte.")
    if policy.number and not _is_signed(policy):
        problems.append("La política del corte no es la que se firmó.")
    if not policy.number and not bundle.cut.practice:
        problems.append("Las cifras no dicen con qué política firmada se publican.")
    return problems


def _is_signed(policy: Policy) -> bool:
    if policy.demand not in PROVEN or policy.in_force_from is None:
        return False
    text = policy_text(policy.k, policy.demand)
    digest = policy_digest(number=policy.number, valid_from=policy.in_force_from, text=text)
    return (policy.signed, policy.digest) == (text, digest)
