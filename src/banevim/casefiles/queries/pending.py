"""The cases that wait for somebody, and how often each key question goes unasked. No names: only codes and folios."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case as Choose
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject

from banevim.casefiles.models import Aggressor, Case, Membership
from banevim.casefiles.queries.month import ORDERS, in_order
from banevim.casefiles.rules import pending as rules
from banevim.casefiles.rules.pending import Group
from banevim.common import clock
from banevim.common.asking import Question, gap
from banevim.vault.context import Actor

COUNTED = 100
"""The menu counts no further."""
YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class PendingFilter:
    """What the list shows. `group`: one group, or every case that waits; `field` and `why`: which datum is missing."""

    mine: bool = True
    group: str = ""
    field: str = ""
    why: str = ""
    order: str = ORDERS[0]


@dataclass(frozen=True)
class Share:
    """How many answers of a question nobody asked for, of how many."""

    field: str
    unasked: int
    of: int


def _owned(actor: Actor, mine: bool) -> QuerySet[Case]:
    rows = Case.objects.filter(institution_id=str(actor.institution_id))
    return rows.filter(captured_by_id=actor.person_id) if mine else rows


def _missing(field: str = "", why: str = "") -> Q:
    """Cases where this datum, or any, is missing for this reason, or for any."""
    codes = [code.value for code in rules.WAITING if why in ("", code)]
    wanted = [name for name in rules.KEY_FIELDS if field in ("", name)]
    found = Q(pk__in=[])
    for name in wanted:
        column = rules.COLUMNS.get(name, name)
        if name in rules.OF_CASE:
            found |= Q(**{f"{column}__in": codes})
        elif name in rules.OF_WOMAN:
            found |= Q(**{f"record__{column}__in": codes}, **({"record__age": None} if name == "age" else {}))
    if of_person := [name for name in wanted if name in rules.OF_AGGRESSOR]:
        person = Q(pk__in=[])
        for name in of_person:
            person |= Q(**{f"{name}__in": codes})
        found |= Q(Exists(Aggressor.objects.filter(person, case=OuterRef("pk"))))
    return found


IMPOSSIBLE = Q(flags__overlap=list(rules.IMPOSSIBLE))
ODD = ~Q(flags__contained_by=list(rules.IMPOSSIBLE))
WAITS_ODD = ~Q(flags__contained_by=list(rules.CONFIRMED))


WAITING = WAITS_ODD | _missing()
"""What `rules.waits` says of a case, for the database; it is kept in `Case.waits`."""


def _grouped(wanted: PendingFilter) -> Q:
    if wanted.field or wanted.why or wanted.group == Group.MISSING:
        return _missing(wanted.field, wanted.why)
    if wanted.group == Group.IMPOSSIBLE:
        return IMPOSSIBLE
    if wanted.group == Group.ODD:
        return ODD
    return Q(waits=True)


def pending_cases(actor: Actor, wanted: PendingFilter) -> QuerySet[Case]:
    """The cases that wait, in one query: with their folio, the link and sex of each person who attacked (`people`)
    and the gravest group (`gravity`), by which they are ordered first."""
    folio = Membership.objects.filter(record_id=OuterRef("record_id"), until__isnull=True)
    people = Aggressor.objects.filter(case=OuterRef("pk")).order_by("id")
    gravity = Choose(When(IMPOSSIBLE, then=Value(0)), When(ODD, then=Value(1)), default=Value(2))
    rows = _owned(actor, wanted.mine).filter(_grouped(wanted)).select_related("record", "captured_by")
    return rows.annotate(
        folio=Subquery(folio.values("file__folio")[:1]),
        people=ArraySubquery(people.values(told=JSONObject(link="link", sex="sex"))),
        gravity=gravity,
    ).order_by("gravity", in_order(wanted.order), "id")


def pending_count(actor: Actor, *, mine: bool = True) -> int:
    """How many cases wait, up to `COUNTED`: the count stops there."""
    asked = _MINE if mine else _WHOLE
    return len(asked(institution=actor.institution_id, **({"person": actor.person_id} if mine else {})))


def _waiting() -> QuerySet[Case]:
    return Case.objects.filter(waits=True, institution_id=gap("institution"))


_WHOLE = Question(lambda: _waiting()[:COUNTED].values_list("pk", flat=True))
_MINE = Question(
    lambda: _waiting().filter(captured_by_id=gap("person"))[:COUNTED].values_list("pk", flat=True)
)


def unasked_shares(actor: Actor, *, mine: bool) -> list[Share]:
    """How often each key question went unasked in what was registered in the last twelve months."""
    rows = _owned(actor, mine).filter(registered_at__gte=clock.now() - YEAR)
    codes = [code.value for code in rules.UNASKED]
    columns = {name: rules.COLUMNS.get(name, name) for name in rules.OF_CASE}
    columns |= {name: f"record__{rules.COLUMNS.get(name, name)}" for name in rules.OF_WOMAN}
    asked = {name: Count("id", filter=_unasked(name, column, codes)) for name, column in columns.items()}
    of_cases = rows.aggregate(of=Count("id"), **asked)
    people = Aggressor.objects.filter(case__in=rows)
    of_people = people.aggregate(
        of=Count("id"),
        **{name: Count("id", filter=Q(**{f"{name}__in": codes})) for name in rules.OF_AGGRESSOR},
    )
    shares = [Share(name, of_cases[name], of_cases["of"]) for name in columns]
    return shares + [Share(name, of_people[name], of_people["of"]) for name in rules.OF_AGGRESSOR]


def _unasked(name: str, column: str, codes: list[str]) -> Q:
    unasked = Q(**{f"{column}__in": codes})
    return unasked & Q(record__age=None) if name == "age" else unasked
