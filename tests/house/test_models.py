"""Every table: fields classified, personal ones sealed, rows forced behind policies in the real database."""

import pytest
from django.db import connection, models

from banevim.vault.schema.policies import own_models, predicates

CLASSES = {"public", "internal", "personal", "sensitive"}
VERBS = {"select", "insert", "update", "delete"}
OWN = own_models()
BEFORE_SIGN_IN = {"accounts.Institution"}
"""Read before there is a context, to sign a person in; nothing of it is about a woman."""
SCOPED = [m for m in OWN if predicates(m) is not None]


@pytest.mark.parametrize("model", OWN, ids=lambda m: m._meta.label)
def test_every_field_has_its_class(model):
    declared = model.Privacy.fields
    fields = {f.name for f in model._meta.local_concrete_fields} | {
        f.name for f in model._meta.concrete_fields
    }
    assert set(declared) == fields
    assert set(declared.values()) <= CLASSES
    assert set(model.Privacy.app) <= VERBS


@pytest.mark.parametrize("model", OWN, ids=lambda m: m._meta.label)
def test_what_is_personal_is_encrypted_bytes(model):
    personal = [name for name, kind in model.Privacy.fields.items() if kind == "personal"]
    plain = [name for name in personal if not isinstance(model._meta.get_field(name), models.BinaryField)]
    assert plain == []


@pytest.mark.parametrize("model", SCOPED, ids=lambda m: m._meta.label)
def test_private_tables_carry_their_state(model):
    assert "state_code" in {f.name for f in model._meta.concrete_fields}


def test_what_is_personal_or_sensitive_lies_behind_policies():
    """But for the account: it is read before anybody is somebody, and its secret is sealed."""
    open_ones = [
        m for m in OWN if m not in SCOPED and {"personal", "sensitive"} & set(m.Privacy.fields.values())
    ]
    assert [m._meta.label for m in open_ones] == ["accounts.Person"]


@pytest.mark.django_db
@pytest.mark.parametrize("model", SCOPED, ids=lambda m: m._meta.label)
def test_the_database_itself_forces_the_policies(model):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == "banevim_app"
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (True, True)
        cursor.execute(
            "SELECT count(*) FROM pg_policies WHERE tablename = %s AND 'banevim_app' = ANY(roles)",
            [model._meta.db_table],
        )
        assert cursor.fetchone()[0] >= 1
