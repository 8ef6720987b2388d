"""The base of every table of the bank: UUIDv7 key, state and moment of creation."""

import datetime as dt

from django.conf import settings
from django.db import models

from banevim.common import clock
from banevim.common.ids import uuid7


def state_code() -> str:
    """Two-digit INEGI key of the state that this bank serves."""
    return str(settings.STATE_CODE)


def moment() -> dt.datetime:
    """Default of `created_at`."""
    return clock.now()


class Stamped(models.Model):
    """Every private table carries its state (never updated), so that states can be federated or sharded."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    state_code = models.CharField(max_length=2, default=state_code, editable=False)
    created_at = models.DateTimeField(default=moment, editable=False)

    class Meta:
        abstract = True
