"""Addresses of the attention."""

from django.urls import path

from banevim.care import views

app_name = "care"
urlpatterns = [path("expedientes/<uuid:file_id>/servicio-nuevo/", views.new, name="new")]
