"""What others publish and the public site shows beside the bank's own figures, never mixed with them."""

from django.db import models

from banevim.catalogs.models.loaded import public

SEXES = ("Total", "Hombre", "Mujer")


class VictimCount(models.Model):
    """Victims that the SESNSP counts in a state and a year, by crime, modality and sex. `edition`: day of its cut.

    `Total` holds those whose sex was not recorded too: it is never added to the rest.
    """

    cve_ent = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    legal_good = models.CharField(max_length=120)
    crime = models.CharField(max_length=120)
    subtype = models.CharField(max_length=120)
    modality = models.CharField(max_length=120)
    sex = models.CharField(max_length=8)
    victims = models.PositiveIntegerField()
    source = models.CharField(max_length=160)
    edition = models.DateField()

    class Privacy:
        scope = "reference"
        app = ("select",)
        fields = public(
            *"id cve_ent year legal_good crime subtype modality sex victims source edition".split()
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "source",
                    "edition",
                    "cve_ent",
                    "year",
                    "legal_good",
                    "crime",
                    "subtype",
                    "modality",
                    "sex",
                ],
                name="catalogs_victims_cell",
            ),
            models.CheckConstraint(condition=models.Q(sex__in=SEXES), name="catalogs_victims_sex"),
        ]
