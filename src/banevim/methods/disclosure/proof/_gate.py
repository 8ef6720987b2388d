"""The gate of the office: the only place that lays the counts beside the certificate. There is no way around it."""

from collections.abc import Mapping
from dataclasses import dataclass

from .._types import Key, Policy
from ..tables._cliques import covered
from ..tables._system import System
from ._witness import Bound, Certificate


class NotProven(ValueError):
    """The publication is refused: these sensitive cells have no pair of witnesses, or the certificate is not of it."""

    def __init__(self, reason: str, keys: tuple[Key, ...] = ()) -> None:
        super().__init__(f"{reason} ({len(keys)}, {keys[0]})" if keys else reason)
        self.keys = keys


@dataclass(frozen=True)
class Verdict:
    """A publication that may leave: how many sensitive cells, and how many of them are proven down to microdata.

    That is: by witnesses that are margins of records, for each classification by itself. `all_records`: every witness
    is, so that whoever verifies it, and cannot know which cells are sensitive, sees that it goes down to the records.
    """

    sensitive: int
    at_microdata: int
    all_records: bool

    @property
    def level(self) -> str:
        return "microdata" if self.all_records and self.sensitive == self.at_microdata else "table"


def judge(system: System, certificate: Certificate, policy: Policy) -> Verdict:
    """Demands 0 and at least k of witnesses that add up, for every truly sensitive cell; and that no witness gives
    fewer than k to what the certificate itself shows not to be small. Raises NotProven.

    `system` holds the counts behind the publication; the certificate was made without them.
    """
    _check_same(system, certificate, policy)
    _check_sums(certificate)
    sensitive = system.sensitive(policy)
    if open_ := sorted(key for key in sensitive if not _pair(certificate.bounds, key, policy)):
        raise NotProven("sensitive cells without a pair of witnesses", tuple(open_))
    deep = covered(certificate.publication) & sensitive
    return Verdict(
        len(sensitive),
        sum(_pair(certificate.record_bounds, key, policy) for key in deep),
        all(witness.records for witness in certificate.witnesses),
    )


def _pair(bounds: Mapping[Key, Bound], key: Key, policy: Policy) -> bool:
    return key in bounds and policy.is_safe(bounds[key].low, bounds[key].high)


def _check_same(system: System, certificate: Certificate, policy: Policy) -> None:
    publication = certificate.publication
    withheld = [cell.key for cell in publication.cells if cell.number is None]
    if publication != system.publish(withheld, policy):
        raise NotProven("the certificate is of another publication")


def _check_sums(certificate: Certificate) -> None:
    publication = certificate.publication
    printed = {cell.key: cell.number for cell in publication.cells if cell.number is not None}
    for witness in certificate.witnesses:
        values = {**dict(zip(certificate.unknown, witness.values, strict=False)), **printed}
        if min(values.values(), default=0) < 0 or any(
            sum(values[key] for key in relation.left) != sum(values[key] for key in relation.right)
            for relation in publication.relations
        ):
            raise NotProven("a witness does not reproduce what is published")
    if len(certificate.with_at_least(certificate.many)) != len(certificate.witnesses):
        raise NotProven("a witness gives fewer than k to what cannot be small")
