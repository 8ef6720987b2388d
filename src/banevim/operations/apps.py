"""Django registration of the room: only its commands need it; the launcher itself runs without Django."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "banevim.operations"
    label = "operations"
