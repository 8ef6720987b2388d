"""Django registration of the vault."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "banevim.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
