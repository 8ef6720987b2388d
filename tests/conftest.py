"""What every test stands on: a closed network, a throw-away bank, its people. Tests connect as `banevim_app`."""

import gc
import os
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
from tests.harness import home as test_home
from tests.harness import network, people

# A worker of xdist inherits what this file set in the process that started it.
if os.environ.pop("DJANGO_SETTINGS_MODULE", None) and "PYTEST_XDIST_WORKER" not in os.environ:
    raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE: the tests make a bank of their own.")
network.close()
# No timed tests: a machine with other work is slow, not wrong.
hypothesis.settings.register_profile(
    "suite", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("suite")
HOME = test_home.use_fresh_home()
os.environ["DJANGO_SETTINGS_MODULE"] = "banevim.settings"

import django  # noqa: E402

from banevim.manage import RARELY, loading  # noqa: E402

with loading():
    django.setup()
gc.set_threshold(*RARELY)
people.cheap_passwords()

from tests.harness import database  # noqa: E402

from banevim.vault.context import Actor, acting  # noqa: E402


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts banks and verbs comes first, so that no worker is left with it when the others are done."""
    items.sort(key=lambda item: "/operations/" not in item.path.as_posix())


def pytest_collection_finish() -> None:
    """Thousands of tests stay until the end: nobody looks for garbage in them."""
    with loading():
        pass


@pytest.fixture(scope="session")
def bank_home() -> Any:
    """Folder of the session's bank."""
    return HOME


@pytest.fixture(scope="session")
def bank() -> Iterator[database.Bank]:
    """The session's prepared database. Tests that commit use `committed` instead."""
    with database.prepared_server(HOME, test_home.shared()) as prepared:
        yield prepared


@pytest.fixture(scope="session")
def django_db_setup(bank: database.Bank, django_db_blocker: Any) -> Iterator[None]:
    """pytest-django works on our database directly: no test database is made, each test is rolled back."""
    from django.db import connections

    with django_db_blocker.unblock():
        database.connect_django(bank)
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def committed(
    bank: database.Bank, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[database.Bank]:
    """A clone of the prepared database and home where commits, threads and child processes are real; not with `db`."""
    with database.working_on_a_clone(
        bank, tmp_path_factory.mktemp("bank") / "home", django_db_blocker
    ) as copy:
        yield copy


@pytest.fixture(scope="session")
def actor_of() -> Callable[..., Actor]:
    """`actor_of(role, institution=None, purpose="work")`: the context of that person."""

    def make(role: str, institution: str | None = None, purpose: str = "work") -> Actor:
        place = people.INSTITUTIONS[institution or people.home_of(role)]
        return Actor(people.person_id(role, place.code), place.id, str(role), purpose)

    return make


@pytest.fixture(scope="session")
def acting_as(actor_of: Callable[..., Actor]) -> Callable[..., Any]:
    """`with acting_as(role, institution):` opens the context of that person."""
    return lambda *args, **kwargs: acting(actor_of(*args, **kwargs))


@pytest.fixture(scope="session")
def institutions() -> SimpleNamespace:
    """Test institutions by code: `.hospital`, `.hospital_twin`, `.police`, `.shelter`, `.state_office`…"""
    return SimpleNamespace(**people.INSTITUTIONS)


@pytest.fixture(scope="session")
def person_of() -> Callable[..., Any]:
    """`person_of(role, institution=None)`: the row of that person."""
    from banevim.accounts.models import Person

    return lambda role, institution=None: Person.objects.select_related("institution").get(
        pk=people.person_id(role, institution)
    )


@pytest.fixture(scope="session")
def client_as(person_of: Callable[..., Any]) -> Callable[..., Any]:
    """`client_as(role, institution=None, **options)`: a browser signed in, second factor passed. Like one without
    scripts, it shows at once the draft to which a page of it leads back."""
    from django.test import Client

    class Browser(Client):
        def post(self, path: Any, *args: Any, **options: Any) -> Any:
            answer = super().post(path, *args, **options)
            onward = answer.headers.get("Location", "")
            back = path.startswith("/borradores/") and onward in (path, f"{path}falta/")
            return self.get(onward) if back else answer

    def make(role: str, institution: str | None = None, **options: Any) -> Client:
        client = Browser(**options)
        people.sign_in(client, person_of(role, institution))
        return client

    return make
