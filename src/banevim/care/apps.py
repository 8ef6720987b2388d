"""Django registration of the room."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "banevim.care"
    label = "care"
    default_auto_field = "django.db.models.BigAutoField"
