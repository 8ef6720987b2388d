"""Django registration of the room."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "banevim.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"
