"""Addresses of the desks, the help, the audit list and the health of the bank."""

from django.urls import path

from banevim.home import views

app_name = "home"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("ayuda/", views.help_page, name="help"),
    path("salud/", views.health, name="health"),
    path("bitacora/", views.audit_list, name="audit"),
    path("captura/instituciones/", views.activity, name="activity"),
    path("componentes/", views.gallery, name="gallery"),
]
