"""Django registration of the desks."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "banevim.home"
    label = "home"
