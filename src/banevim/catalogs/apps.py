"""Django registration of the room."""

from django.apps import AppConfig


class CatalogsConfig(AppConfig):
    name = "banevim.catalogs"
    label = "catalogs"
    default_auto_field = "django.db.models.BigAutoField"
