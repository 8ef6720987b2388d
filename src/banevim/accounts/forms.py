"""Forms of the accounts."""

from typing import Any

from django import forms

from banevim.common.forms import PlainForm

NEW = {"autocomplete": "new-password", "class": "input"}


class SignInForm(PlainForm):
    """User, password and code, on one page."""

    mark_optional = False
    username = forms.CharField(
        label="Usuario",
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": "Escribe tu usuario."},
    )
    password = forms.CharField(
        label="Contraseña",
        max_length=256,
        strip=False,
        help_text="Puedes pegarla o usar un gestor de contraseñas.",
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": "Escribe tu contraseña."},
    )
    code = forms.CharField(
        label="Código de 6 dígitos",
        required=False,
        max_length=20,
        help_text="De tu aplicación o de tu hoja de códigos impresa. Déjalo vacío si tu cuenta aún no lo usa.",
        widget=forms.TextInput({"autocomplete": "one-time-code", "class": "input w-sm num"}),
    )


class CodeForm(PlainForm):
    """A code of the application, or one of the printed sheet."""

    code = forms.CharField(
        label="Código de 6 dígitos",
        max_length=20,
        help_text="El que muestra ahora tu aplicación.",
        widget=forms.TextInput({"autocomplete": "one-time-code", "class": "input w-sm num"}),
        error_messages={"required": "Escribe el código que muestra tu aplicación."},
    )


class UnlockForm(PlainForm):
    """The password of who is signed in."""

    password = forms.CharField(
        label="Contraseña",
        max_length=256,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": "Escribe tu contraseña."},
    )


class NewPasswordForm(PlainForm):
    """A new password, twice."""

    new_password = forms.CharField(
        label="Contraseña nueva",
        max_length=256,
        strip=False,
        help_text="12 caracteres o más. Una frase de cuatro palabras es fácil de recordar y difícil de adivinar.",
        widget=forms.PasswordInput(NEW),
        error_messages={"required": "Escribe una contraseña nueva."},
    )
    again = forms.CharField(
        label="Escríbela otra vez",
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(NEW),
        error_messages={"required": "Escribe la contraseña otra vez."},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"new_password", "again"} <= data.keys() and data["new_password"] != data["again"]:
            self.add_error("again", "Las dos contraseñas no son iguales. Escríbelas de nuevo.")
        return data


class ChangePasswordForm(NewPasswordForm):
    """The present password first."""

    field_order = ("current_password", "new_password", "again")
    current_password = forms.CharField(
        label="Contraseña de ahora",
        max_length=256,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": "Escribe tu contraseña de ahora."},
    )
