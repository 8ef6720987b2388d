"""Django registration of the room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "banevim.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
