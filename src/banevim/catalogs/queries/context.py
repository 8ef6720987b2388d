"""What others publish, by its newest edition."""

from django.db.models import Sum

from banevim.catalogs.models import VictimCount
from banevim.catalogs.terms import VictimsSet


def women_victims(state_code: str) -> VictimsSet | None:
    """Women victims of each crime by year, of the newest edition; None where nothing was loaded.

    The modalities of a crime (with a firearm, with a knife…) are added up, as its source does; nothing else is.
    """
    rows = VictimCount.objects.filter(cve_ent=state_code)
    newest = rows.order_by("-edition", "source").values_list("source", "edition").first()
    if newest is None:
        return None
    women = rows.filter(source=newest[0], edition=newest[1], sex="Mujer")
    counted = women.values_list("year", "subtype").annotate(Sum("victims")).order_by("year", "subtype")
    return VictimsSet(*newest, {(year, crime): people for year, crime, people in counted})
