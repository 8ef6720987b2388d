"""Open an account (if it does not exist) and give its invitation: an address to hand over in person, once."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from banevim.accounts import actions, queries
from banevim.accounts.backend import bank_url
from banevim.accounts.models import Institution, Person
from banevim.accounts.terms import LINK_HOURS, LinkKind, Role, plain_username
from banevim.common.errors import Conflict, DomainError, Invalid
from banevim.vault.context import Actor, acting, system

FIRST_LETTER = "acta de instalación"


class Command(BaseCommand):
    help = "Invita a una persona: abre su cuenta y da una dirección de un solo uso para elegir contraseña."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--first-administrator", action="store_true", help="la primera cuenta del banco")
        parser.add_argument("--username", default="", help="usuario")
        parser.add_argument("--name", default="", help="nombre que se muestra")
        parser.add_argument("--role", choices=[str(r) for r in Role], default="", help="perfil")
        parser.add_argument("--institution", default="", help="clave de la institución")
        parser.add_argument("--letter", default="", help="número del oficio que pide la cuenta")
        parser.add_argument("--base-url", default=bank_url(), help="dirección del banco")
        parser.add_argument("--json", action="store_true", help="responde en JSON: username, hours, url")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with acting(system()) as by:
                person = (
                    self._first(by, options) if options["first_administrator"] else self._one(by, options)
                )
                token = actions.make_link(by=by, person=person, kind=LinkKind.INVITATION)
        except DomainError as exc:
            raise CommandError(str(exc)) from exc
        hours, url = LINK_HOURS[LinkKind.INVITATION], f"{options['base_url'].rstrip('/')}/enlace/{token}/"
        if options["json"]:
            self.stdout.write(json.dumps({"username": person.username, "hours": hours, "url": url}))
            return
        self.stdout.write(f"Invitación para {person.username}; vence en {hours} horas:\n{url}")

    def _first(self, by: Actor, options: dict[str, Any]) -> Person:
        office = queries.state_office()
        if office is None:
            raise Invalid("Falta la institución que opera el banco: ejecuta load_institutions.")
        username = plain_username(options["username"] or "administracion")
        found = Person.objects.filter(username=username, role=Role.ADMINISTRATOR).first()
        if found is not None and not found.has_usable_password():
            return found
        if queries.has_administrator():
            raise Conflict("El banco ya tiene administración. Usa invite con --username, --role y --letter.")
        return actions.open_account(
            by=by,
            username=username,
            display_name=options["name"] or "Administración del banco",
            institution=office,
            role=Role.ADMINISTRATOR,
            letter=FIRST_LETTER,
        )

    def _one(self, by: Actor, options: dict[str, Any]) -> Person:
        found = Person.objects.filter(username=plain_username(options["username"])).first()
        if found is not None:
            return found
        institution = Institution.objects.filter(code=options["institution"]).first()
        if institution is None or not options["role"]:
            raise Invalid("Falta --role, o --institution con una clave que exista.")
        return actions.open_account(
            by=by,
            username=options["username"],
            display_name=options["name"] or options["username"],
            institution=institution,
            role=Role(options["role"]),
            letter=options["letter"],
        )
