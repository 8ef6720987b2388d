"""Changes of the help data: one person of the state office proposes, another decides."""

import datetime as dt
from typing import Any
from uuid import UUID

from banevim.catalogs import queries
from banevim.catalogs.models import HelpCentre, HelpChange, HelpLine
from banevim.catalogs.rules import check_help_values, check_may_decide, check_may_propose
from banevim.catalogs.terms import ChangeState, HelpKind
from banevim.common import clock
from banevim.common.errors import Conflict, Invalid, NotFound, Refused
from banevim.vault import audit
from banevim.vault.context import Actor, acting

TABLES: dict[HelpKind, type[HelpLine] | type[HelpCentre]] = {
    HelpKind.LINE: HelpLine,
    HelpKind.CENTRE: HelpCentre,
}


def propose_help_change(
    *, kind: HelpKind, values: dict[str, Any] | None, target: UUID | None = None, by: Actor
) -> HelpChange:
    """Propose a new line or centre, a new version of `target`, or (values None) that `target` stops being shown."""
    check_may_propose(by.role)
    if by.person_id is None:
        raise Refused("Un cambio de los datos de ayuda lo propone una persona.")
    if values is None and target is None:
        raise Invalid("Elige qué línea o centro se deja de mostrar.")
    if values is not None:
        check_help_values(kind, values, clock.today())
        _check_municipality(kind, values)
    with acting(by):
        if target:
            _current(kind, target)
        change = HelpChange.objects.create(
            kind=kind,
            target=target,
            values=values or {},
            state=ChangeState.PROPOSED,
            proposed_by=by.person_id,
        )
        audit.record(
            "catalogs.help_change.proposed", subject=("help_change", change.pk), details={"kind": kind}
        )
    return change


def approve_help_change(*, change_id: UUID, by: Actor) -> HelpChange:
    """A second person approves: the target closes and its new version, if any, opens today."""
    with acting(by):
        change = _decided(change_id, ChangeState.APPROVED, by)
        kind = HelpKind(change.kind)
        old = _current(kind, change.target) if change.target else None
        if old:
            old.valid_to = clock.today() - dt.timedelta(days=1)
            old.save(update_fields=["valid_to"])
        if change.values:
            _open(kind, change.values, old)
        audit.record("catalogs.help_change.approved", subject=("help_change", change.pk))
    return change


def reject_help_change(*, change_id: UUID, by: Actor) -> HelpChange:
    """A second person rejects: nothing changes and the proposal stays on record."""
    with acting(by):
        change = _decided(change_id, ChangeState.REJECTED, by)
        audit.record("catalogs.help_change.rejected", subject=("help_change", change.pk))
    return change


def _decided(change_id: UUID, state: ChangeState, by: Actor) -> HelpChange:
    change = queries.change(change_id)
    check_may_decide(
        by.role, to=state, proposed_by=change.proposed_by, person=by.person_id, state=change.state
    )
    change.state, change.decided_by, change.decided_at = state, by.person_id, clock.now()
    change.save(update_fields=["state", "decided_by", "decided_at"])
    return change


def _current(kind: HelpKind, target: UUID) -> HelpLine | HelpCentre:
    """The version in force; Conflict when another change closed it meanwhile."""
    item = TABLES[kind]._default_manager.select_for_update().filter(pk=target).first()
    if item is None:
        raise NotFound("No encontramos esa línea o centro de ayuda.")
    if item.valid_to is not None and item.valid_to < clock.today():
        raise Conflict("Esa línea o centro ya cambió. Vuelve a proponer sobre la versión actual.")
    return item


def _open(kind: HelpKind, values: dict[str, Any], old: HelpLine | HelpCentre | None) -> None:
    fields = {
        **values,
        "verified_on": dt.date.fromisoformat(values["verified_on"]),
        "valid_from": clock.today(),
    }
    if kind is HelpKind.CENTRE:
        fields["municipality_id"] = fields.pop("municipality")
    else:
        fields["free"] = bool(fields.get("free"))
    TABLES[kind]._default_manager.create(
        **fields,
        order=old.order if old else 100,
        practice=old.practice if old else False,
        provenance=f"Verificado por {values['verified_by']}",
    )


def _check_municipality(kind: HelpKind, values: dict[str, Any]) -> None:
    if kind is HelpKind.CENTRE and queries.municipality(str(values["municipality"])) is None:
        raise Invalid("Elige el municipio de la lista.", field="municipality")
