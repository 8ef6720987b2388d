"""Addresses of the attention. No address carries anything about a person: only random keys."""

from django.urls import path

from banevim.care import views
from banevim.care.terms import Listed

app_name = "care"
urlpatterns = [
    path("expedientes/<uuid:file_id>/servicio-nuevo/", views.new, name="new"),
    path("expedientes/<uuid:file_id>/canalizar/", views.new_referral, name="new_referral"),
    path("expedientes/<uuid:file_id>/consentimientos/", views.consents, name="consents"),
    path("expedientes/<uuid:file_id>/seguimiento-nuevo/", views.new_follow_up, name="new_follow_up"),
    path("canalizaciones/enviadas/", views.sent, name="sent"),
    path("canalizaciones/", views.received, name="received"),
    path("canalizaciones/<uuid:referral_id>/", views.referral, name="referral"),
    path("canalizaciones/<uuid:referral_id>/paso/", views.step, name="step"),
    path("canalizaciones/<uuid:referral_id>/mensaje/", views.message, name="message"),
    path("mi-mes/cierre/", views.closing, name="closing"),
    path("mi-mes/cierre/reabrir/", views.reopening, name="reopening"),
    path("seguimientos/", views.follow_ups, name="follow_ups"),
    path("seguimientos/<uuid:follow_up_id>/", views.follow_up, name="follow_up"),
    path("seguimientos/<uuid:follow_up_id>/contacto/", views.contact, name="contact"),
    path("refugios/", views.shelters, name="shelters"),
    path("refugios/<uuid:referral_id>/", views.route, name="route"),
    path("canalizaciones/enviadas.csv", views.export, {"what": Listed.SENT}, name="sent_csv"),
    path("canalizaciones/recibidas.csv", views.export, {"what": Listed.RECEIVED}, name="received_csv"),
    path("seguimientos.csv", views.export, {"what": Listed.FOLLOW_UPS}, name="follow_ups_csv"),
]
