"""States, municipalities, localities and their population."""

from django.db import models

from banevim.catalogs.models.loaded import Loaded, public


class State(models.Model):
    """A state of the country (two-digit INEGI key)."""

    code = models.CharField(primary_key=True, max_length=2)
    name = models.CharField(max_length=60)
    short_name = models.CharField(max_length=60)
    curp = models.CharField(max_length=2)

    class Privacy:
        scope = "reference"
        app = ("select",)
        fields = public("code", "name", "short_name", "curp")


class Municipality(Loaded):
    """A municipality (five-digit INEGI key). `valid_from` is its edition; older facts use the same key."""

    cvegeo = models.CharField(primary_key=True, max_length=5)
    state = models.ForeignKey(State, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    seat = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=160)

    class Privacy:
        scope = "reference"
        app = ("select",)
        fields = public("cvegeo", "state", "name", "seat", "valid_from", "valid_to", "source", "by_office")


class Locality(Loaded):
    """A locality (nine-digit INEGI key). Never published: figures stop at the municipality."""

    cvegeo = models.CharField(primary_key=True, max_length=9)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    name = models.CharField(max_length=160)
    scope = models.CharField(max_length=1)
    population = models.PositiveIntegerField(null=True)
    women = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=160)

    class Privacy:
        scope = "reference"
        app = ("select",)
        fields = public(
            "cvegeo", "municipality", "name", "scope", "population", "women", "source", "by_office"
        )


class Population(models.Model):
    """A denominator with its source and edition. `cvegeo` has two digits (state) or five (municipality)."""

    cvegeo = models.CharField(max_length=5)
    year = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=8)
    age_from = models.PositiveSmallIntegerField(null=True)
    age_to = models.PositiveSmallIntegerField(null=True)
    people = models.PositiveIntegerField()
    source = models.CharField(max_length=160)
    edition = models.CharField(max_length=40)

    class Privacy:
        scope = "reference"
        app = ("select",)
        fields = public("id", "cvegeo", "year", "sex", "age_from", "age_to", "people", "source", "edition")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "edition", "year", "sex", "cvegeo", "age_from", "age_to"],
                nulls_distinct=False,
                name="catalogs_population_cell",
            ),
            models.CheckConstraint(
                condition=models.Q(sex__in=["mujeres", "hombres", "total"]), name="catalogs_population_sex"
            ),
        ]
