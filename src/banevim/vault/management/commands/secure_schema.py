"""Apply grants, row-level security and views. Run as owner after every migration; idempotent."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from banevim.vault.schema import policies


class Command(BaseCommand):
    help = "Aplica permisos, seguridad por renglón y vistas estadísticas (como dueña de la base)."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in policies.statements():
                cursor.execute(statement)
        self.stdout.write("Permisos y seguridad por renglón aplicados.")
