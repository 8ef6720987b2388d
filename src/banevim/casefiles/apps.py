"""Django registration of the room."""

from django.apps import AppConfig


class CasefilesConfig(AppConfig):
    name = "banevim.casefiles"
    label = "casefiles"
    default_auto_field = "django.db.models.BigAutoField"
