"""Addresses of the cuts."""

from django.urls import path

from banevim.cuts import views

app_name = "cuts"
urlpatterns = [
    path("cortes/", views.cut_list, name="list"),
    path("cortes/congelar/", views.take, name="take"),
    path("cortes/<uuid:cut_id>/", views.detail, name="detail"),
    path("cortes/<uuid:cut_id>/evaluacion/", views.evaluation, name="evaluation"),
    path("cortes/<uuid:cut_id>/aprobar/", views.approve, name="approve"),
    path("cortes/<uuid:cut_id>/devolver/", views.reject, name="reject"),
    path("cortes/<uuid:cut_id>/publicar/", views.publish, name="publish"),
    path("cortes/<uuid:cut_id>/corregir/", views.correct, name="correct"),
    path("cortes/politica/", views.policy, name="policy"),
    path("cortes/politica/firmar/", views.sign, name="sign"),
    path("cortes/datos-que-faltan/", views.quality, name="quality"),
]
