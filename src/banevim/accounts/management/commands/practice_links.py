"""Fresh one-time sign-in links for every practice account. Practice banks only."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.http import urlencode

from banevim.accounts import actions, queries
from banevim.accounts.backend import bank_url
from banevim.accounts.terms import ROLE_LABELS, LinkKind, Role
from banevim.common.errors import DomainError
from banevim.vault.context import acting, system


class Command(BaseCommand):
    help = "Da enlaces de entrada de un solo uso para las cuentas de práctica (solo en un banco de práctica)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--base-url", default=bank_url(), help="dirección del banco")
        parser.add_argument("--next", default="", help="página a la que lleva el enlace, p. ej. /buscar/")
        parser.add_argument("--each", type=int, default=1, help="enlaces por persona")
        parser.add_argument("--json", action="store_true", help="lista JSON: role, institution, name, url")

    def handle(self, *args: Any, **options: Any) -> None:
        tail = f"?{urlencode({'next': options['next']})}" if options["next"] else ""
        base = options["base_url"].rstrip("/")
        try:
            with acting(system()) as by:
                people = [p for p in queries.practice_people() for _ in range(options["each"])]
                tokens = [actions.make_link(by=by, person=p, kind=LinkKind.PRACTICE) for p in people]
        except DomainError as exc:
            raise CommandError(str(exc)) from exc
        rows = [
            {
                "role": person.role,
                "institution": person.institution.name,
                "name": person.display_name,
                "url": f"{base}/enlace/{token}/{tail}",
            }
            for person, token in zip(people, tokens, strict=True)
        ]
        self._show(rows, as_json=options["json"])

    def _show(self, rows: list[dict[str, str]], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            self.stdout.write(f"{ROLE_LABELS[Role(row['role'])]} · {row['institution']} · {row['name']}")
            self.stdout.write(f"    {row['url']}")
