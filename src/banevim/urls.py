"""Addresses: those of every installed room that has some, and the pages of what went wrong."""

import importlib.util

from django.apps import apps
from django.urls import include, path

urlpatterns = [
    path("", include(f"{config.name}.urls"))
    for config in apps.get_app_configs()
    if config.name.startswith("banevim.") and importlib.util.find_spec(f"{config.name}.urls")
]
handler400 = "banevim.common.page.bad_request"
handler403 = "banevim.common.page.forbidden"
handler404 = "banevim.common.page.not_found"
handler500 = "banevim.common.page.server_error"
