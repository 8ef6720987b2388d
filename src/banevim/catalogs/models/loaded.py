"""What the reference tables share: no field is personal, and the office's rows outlive a new version of the program."""

from django.db import models


def public(*names: str) -> dict[str, str]:
    """Class of every field of a reference table."""
    return dict.fromkeys(names, "public")


class Loaded(models.Model):
    """A row that files fill. One that the office loaded is never overwritten by the shipped files."""

    by_office = models.BooleanField(default=False)

    class Meta:
        abstract = True
