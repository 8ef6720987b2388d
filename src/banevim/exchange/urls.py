"""Addresses of the exchange."""

from django.urls import path

from banevim.exchange import views

app_name = "exchange"
urlpatterns = [
    path("cargas/", views.load_list, name="list"),
    path("cargas/nueva/", views.load_new, name="new"),
    path("cargas/<uuid:load_id>/", views.detail, name="detail"),
]
