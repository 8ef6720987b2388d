"""Django registration of the room."""

from django.apps import AppConfig


class CutsConfig(AppConfig):
    name = "banevim.cuts"
    label = "cuts"
    default_auto_field = "django.db.models.BigAutoField"
