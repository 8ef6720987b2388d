"""Grants, row-level security and the de-identified views, generated from what each model declares.

Each model carries `class Privacy` with `scope`, `fields` (class of every field), `app` (verbs granted to the app role)
and, where the scope is `custom`, the SQL predicates `read` and `write`. Rooms add functions and views in a
`security.sql` of their own. Applied after every migration, as owner; running it again changes nothing.
"""

import pathlib
from collections.abc import Iterator

from django.apps import apps
from django.db import models

from banevim.vault.trail.chain import GENESIS, STREAMS

CONTEXT = pathlib.Path(__file__).with_name("context.sql")
OWNER, APP, STATS = "banevim_owner", "banevim_app", "banevim_stats"

SCOPES = {
    "institution": ("institution_id = banevim_institution()", "institution_id = banevim_institution()"),
    "office": (
        "institution_id = banevim_institution() OR banevim_is_state_office() OR banevim_role() = 'system'",
        "institution_id = banevim_institution() OR banevim_is_state_office() OR banevim_role() = 'system'",
    ),
    "person": ("person_id = banevim_person()", "person_id = banevim_person()"),
}
UNSCOPED = ("reference", "internal")
FOREIGN_APPS = {
    "sessions": "SELECT, INSERT, UPDATE, DELETE",
    "procrastinate": "SELECT, INSERT, UPDATE, DELETE",
    "contenttypes": "SELECT",
}


def own_models() -> list[type[models.Model]]:
    """Every table of the bank itself."""
    return [m for m in apps.get_models() if m.__module__.startswith("banevim.")]


def predicates(model: type[models.Model]) -> tuple[str, str] | None:
    """(read, write) SQL of the policies of a model; None when it is not scoped by row."""
    privacy = model.Privacy  # type: ignore[attr-defined]
    if privacy.scope in UNSCOPED:
        return None
    if privacy.scope == "custom":
        return privacy.read, privacy.write
    return SCOPES[privacy.scope]


def _table_statements(model: type[models.Model]) -> Iterator[str]:
    table = model._meta.db_table
    verbs = ", ".join(v.upper() for v in model.Privacy.app)  # type: ignore[attr-defined]
    yield f'REVOKE ALL ON "{table}" FROM {APP}, {STATS}, PUBLIC'
    if verbs:
        yield f'GRANT {verbs} ON "{table}" TO {APP}'
    scoped = predicates(model)
    for name in ("owner_all", "app_select", "app_insert", "app_update", "app_delete"):
        yield f'DROP POLICY IF EXISTS {name} ON "{table}"'
    if scoped is None:
        yield f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY'
        yield f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY'
        return
    read, write = scoped
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
    yield f'CREATE POLICY owner_all ON "{table}" TO {OWNER} USING (true) WITH CHECK (true)'
    yield f'CREATE POLICY app_select ON "{table}" FOR SELECT TO {APP} USING ({read})'
    yield f'CREATE POLICY app_insert ON "{table}" FOR INSERT TO {APP} WITH CHECK ({write})'
    yield f'CREATE POLICY app_update ON "{table}" FOR UPDATE TO {APP} USING ({write}) WITH CHECK ({write})'
    yield f'CREATE POLICY app_delete ON "{table}" FOR DELETE TO {APP} USING ({write})'


def _foreign_statements() -> Iterator[str]:
    for label, verbs in FOREIGN_APPS.items():
        if label not in apps.app_configs:
            continue
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            yield f'GRANT {verbs} ON "{model._meta.db_table}" TO {APP}'


def room_sql() -> Iterator[str]:
    """The `security.sql` of every installed room, in the order of INSTALLED_APPS."""
    for config in apps.get_app_configs():
        path = pathlib.Path(config.path) / "security.sql"
        if config.name.startswith("banevim.") and path.exists():
            yield path.read_text()


def statements() -> Iterator[str]:
    """Everything, in order; each item is one or several SQL statements."""
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA public TO {APP}"
    yield f"GRANT ALL ON SCHEMA public TO {OWNER}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP}"
    yield f"CREATE SCHEMA IF NOT EXISTS stats; GRANT USAGE ON SCHEMA stats TO {STATS}"
    yield CONTEXT.read_text()
    yield from room_sql()
    for model in own_models():
        yield from _table_statements(model)
    yield from _foreign_statements()
    for n in range(STREAMS):
        yield (
            f"INSERT INTO vault_auditstream (name, seq, hash, mac) VALUES ('s{n:02d}', 0, '{GENESIS}', '')"
            " ON CONFLICT DO NOTHING"
        )
