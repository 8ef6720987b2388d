"""Addresses of the room."""

from django.urls import path

from banevim.accounts.views import entrance, locking, people, second_factor

app_name = "accounts"
urlpatterns = [
    path("entrar/", entrance.sign_in, name="sign_in"),
    path("salir/", entrance.sign_out, name="sign_out"),
    path("bloquear/", locking.lock, name="lock"),
    path("bloqueo/", locking.locked, name="locked"),
    path("enlace/<str:token>/", entrance.link, name="link"),
    path("contrasena/", entrance.password, name="password"),
    path("segundo-factor/", second_factor.give, name="second_factor"),
    path("segundo-factor/configurar/", second_factor.enrol, name="enrol"),
    path("segundo-factor/codigo.svg", second_factor.qr, name="qr"),
    path("cuentas/", people.people, name="people"),
    path("cuentas/<uuid:person_id>/desbloquear/", people.unlock, name="unlock"),
    path("cuentas/<uuid:person_id>/segundo-factor/", people.reset_second_factor, name="reset_second_factor"),
]
