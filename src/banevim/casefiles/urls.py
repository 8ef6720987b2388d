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
    path("expedientes/<uuid:file_id>/proteger/", views.protect, name="protect"),
    path("expedientes/<uuid:file_id>/proteger/quitar/", views.lift, name="lift"),
    path("expedientes/<uuid:file_id>/caso-nuevo/", views.another, name="another"),
    path("borradores/", views.drafts, name="drafts"),
    path("borradores/<uuid:draft_id>/", views.draft, name="draft"),
    path("borradores/<uuid:draft_id>/falta/", views.draft, {"judged": True}, name="lacking"),
    path("borradores/<uuid:draft_id>/pasos/", views.tasks, name="tasks"),
    path("borradores/<uuid:draft_id>/paso/<int:number>/", views.step, name="step"),
    path("borradores/<uuid:draft_id>/revisar/", views.review, name="review"),
    path("borradores/<uuid:draft_id>/guardar/", views.save, name="save"),
    path("borradores/<uuid:draft_id>/llave/", views.browser_key, name="browser_key"),
    path("borradores/<uuid:draft_id>/recuperar/", views.take_back, name="take_back"),
    path("borradores/<uuid:draft_id>/descartar/", views.discard, name="discard"),
    path("casos/<uuid:case_id>/", views.case, name="case"),
    path("casos/<uuid:case_id>/relato/", views.narrative, name="narrative"),
    path("casos/<uuid:case_id>/ocultar/", views.hide_narrative, name="hide_narrative"),
    path("casos/<uuid:case_id>/corregir/", views.correct, name="correct"),
    path("casos/<uuid:case_id>/versiones/", views.versions, name="versions"),
    path("aviso/", views.notice, name="notice"),
    path("expedientes/<uuid:file_id>/imprimir/", views.paper, name="paper"),
    path("cedula/", views.blank, name="blank"),
    path("casos/<uuid:case_id>/comprobante/", views.receipt, name="receipt"),
    path("mi-mes/", views.month, name="month"),
    path("mi-mes/ocultar/", views.hide_names, name="hide_names"),
    path("mi-mes/registros.csv", views.month_file, name="month_file"),
    path("pendientes/", views.pending, name="pending"),
    path("pendientes/pendientes.csv", views.pending_file, name="pending_file"),
]
