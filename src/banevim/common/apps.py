"""Django registration of the shared templates and static parts."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "banevim.common"
    label = "common"
