"""Addresses of the files. No address carries anything about a person: only random keys."""

from django.urls import path

from banevim.casefiles import views

app_name = "casefiles"
urlpatterns = [
    path("expedientes/nuevo/<uuid:token>/", views.new, name="new"),
    path("expedientes/<uuid:file_id>/", views.file, name="file"),
    path("expedientes/<uuid:file_id>/identidad/", views.identity, name="identity"),
    path("expedientes/<uuid:file_id>/ocultar/", views.hide_identity, name="hide_identity"),
    path("expedientes/<uuid:file_id>/vistas/", views.openings, name="openings"),
    path("expedientes/<uuid:file_id>/caso-nuevo/", views.another, name="another"),
    path("casos/<uuid:case_id>/", views.case, name="case"),
    path("casos/<uuid:case_id>/relato/", views.narrative, name="narrative"),
    path("casos/<uuid:case_id>/ocultar/", views.hide_narrative, name="hide_narrative"),
    path("casos/<uuid:case_id>/comprobante/", views.receipt, name="receipt"),
    path("mi-mes/", views.month, name="month"),
]
