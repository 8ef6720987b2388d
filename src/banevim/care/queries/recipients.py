"""Who may receive a referral, and who answers for a follow-up. Shelters only for the state office."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from banevim.accounts.models import Institution, Person
from banevim.accounts.queries import institutions_visible
from banevim.accounts.terms import CAPTURE
from banevim.care.queries.consents import consents_of
from banevim.common.errors import NotFound
from banevim.vault.context import Actor


def _opening_files(rows: QuerySet[Institution]) -> QuerySet[Institution]:
    """Active institutions with accounts where somebody may open a file."""
    people = Person.objects.filter(institution_id=OuterRef("pk"), role__in=CAPTURE, is_active=True)
    return rows.filter(Exists(people), is_active=True, holds_accounts=True)


def recipients(actor: Actor) -> QuerySet[Institution]:
    """Other institutions that may open a file, by name; never a shelter."""
    rows = institutions_visible(actor).filter(is_shelter=False)
    return _opening_files(rows).exclude(pk=str(actor.institution_id)).order_by("name")


def known_recipients(actor: Actor, file_id: UUID) -> list[Institution]:
    """Those of today and those of her earlier answers: what she allowed can always be taken back."""
    asked = consents_of(file_id).filter(recipient__isnull=False).values_list("recipient_id", flat=True)
    found = {row.pk: row for row in Institution.objects.filter(pk__in=set(asked))}
    return sorted((found | {row.pk: row for row in recipients(actor)}).values(), key=lambda row: row.name)


def shelters(actor: Actor) -> QuerySet[Institution]:
    """Shelters that may open a file; only the state office gets any."""
    rows = institutions_visible(actor).filter(is_shelter=True)
    return _opening_files(rows).exclude(pk=str(actor.institution_id)).order_by("name")


def institution(institution_id: UUID) -> Institution:
    """One institution. Raises NotFound."""
    found = Institution.objects.filter(pk=institution_id).first()
    if found is None:
        raise NotFound
    return found


def colleagues(actor: Actor) -> QuerySet[Person]:
    """People of the actor's institution who may answer for a follow-up, by name."""
    rows = Person.objects.filter(institution_id=str(actor.institution_id), role__in=CAPTURE, is_active=True)
    return rows.order_by("display_name")
