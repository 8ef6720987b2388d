"""The harness itself: what each fixture promises."""

import socket
import threading

import pytest
from django.db import connection, connections
from tests.harness.network import NetworkClosed

from banevim.accounts.models import Person
from banevim.vault import audit
from banevim.vault.models import AuditRecord


@pytest.mark.django_db
def test_tests_connect_as_the_app_role(acting_as):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("banevim_app", False, False)
    with acting_as("capturer"):
        audit.record("tests.thing.done")
    with acting_as("capturer"):
        assert AuditRecord.objects.count() == 1


@pytest.mark.django_db
def test_each_test_starts_clean(acting_as):
    with acting_as("capturer"):
        assert not AuditRecord.objects.exists()


def test_committed_is_seen_by_threads_and_processes(committed, acting_as):
    with acting_as("capturer"):
        audit.record("tests.thing.done")
    seen: list[int] = []

    def look() -> None:
        with acting_as("capturer"):
            seen.append(AuditRecord.objects.count())
        connections.close_all()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [1]
    code = (
        "import django; django.setup();"
        "from banevim.vault.models import AuditRecord as R; print(R.objects.filter(event='tests.thing.done').count())"
    )
    assert committed.run("-c", code, role="owner").stdout.strip() == "1"


def test_committed_copies_are_apart(committed, acting_as):
    with acting_as("capturer"):
        assert not AuditRecord.objects.exists()


@pytest.mark.django_db
def test_client_is_signed_in_with_its_second_factor(client_as, person_of):
    client = client_as("state_liaison")
    assert client.session["_auth_user_id"] == str(person_of("state_liaison").pk)


@pytest.mark.django_db
def test_every_institution_has_its_people(institutions):
    assert institutions.hospital.twin == "hospital_twin"
    assert Person.objects.filter(institution_id=institutions.shelter.id).count() == 3


def test_the_network_is_closed():
    with pytest.raises(NetworkClosed):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(NetworkClosed):
        socket.getaddrinfo("example.org", 443)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        socket.create_connection(server.getsockname(), timeout=1).close()
