"""The institutions of the state, those that hold no accounts, and the shelters that nobody else sees."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction

from banevim.accounts import actions, queries
from banevim.accounts.models import Institution
from banevim.common.errors import Invalid
from banevim.vault.context import acting, system

pytestmark = pytest.mark.django_db
CAPTURE = set("ISM PGJE SSA SEP SSP IMM-001 IMM-002 IMM-003 IMM-008 IMM-009 CEAV".split())
NO_ACCOUNTS = set("SEPASEVM PAIMEF REF SEGOB CONAVIM PM-001 PM-002 PM-003 PM-008 PM-009 CARGA".split())


@pytest.fixture
def seeded(settings):
    """The bank as a production one starts: the institutions of the work plan."""
    call_command("load_institutions")
    with acting(system()):
        return {row.code: row for row in Institution.objects.exclude(code__startswith="T-")}


def test_all_of_the_work_plan_are_there(seeded):
    assert set(seeded) >= CAPTURE | NO_ACCOUNTS
    assert {code for code in CAPTURE if not seeded[code].holds_accounts} == set()
    assert {code for code in NO_ACCOUNTS if seeded[code].holds_accounts} == set()
    assert all(row.provenance for row in seeded.values())
    assert {code: seeded[code].municipality for code in CAPTURE if code.startswith("IMM")} == {
        f"IMM-00{n}": f"0300{n}" for n in (1, 2, 3, 8, 9)
    }
    assert not any(row.is_shelter for row in seeded.values()), "shelters are opened one by one, never shipped"


def test_loading_again_adds_nothing(seeded, capsys):
    call_command("load_institutions")
    assert "0 nuevas" in capsys.readouterr().out


@pytest.mark.parametrize("code", sorted(NO_ACCOUNTS))
def test_a_body_without_accounts_gets_none(seeded, actor_of, code):
    by = actor_of("administrator")
    with acting(by), pytest.raises(Invalid, match="no tiene cuentas"):
        actions.open_account(
            by=by,
            username="alguien",
            display_name="A. B.",
            institution=seeded[code],
            role="capturer",
            letter="OF-1",
        )


SEEN = [
    ("state_liaison", None, {"shelter", "shelter_twin"}),
    ("monitoring_aide", None, {"shelter", "shelter_twin"}),
    ("it_aide", None, {"shelter", "shelter_twin"}),
    ("administrator", None, {"shelter", "shelter_twin"}),
    ("capturer", "shelter", {"shelter"}),
    ("institutional_liaison", "shelter", {"shelter"}),
    ("capturer", "hospital", set()),
    ("institutional_liaison", "police", set()),
    ("statistics_reader", "hospital", set()),
]


@pytest.mark.parametrize(("role", "place", "expected"), SEEN)
def test_the_database_itself_shows_a_shelter_only_to_the_state_office_and_to_its_own(
    actor_of, role, place, expected
):
    by = actor_of(role, place)
    with acting(by):
        with connection.cursor() as cursor:
            cursor.execute("SELECT code FROM accounts_institution WHERE is_shelter")
            assert {row[0].removeprefix("T-") for row in cursor.fetchall()} == expected
        listed = {i.code.removeprefix("T-") for i in queries.institutions_visible(by) if i.is_shelter}
        assert listed == expected
        assert Institution.objects.filter(code="T-police").exists()


def test_nobody_outside_the_state_office_writes_institutions(acting_as):
    for role in ("capturer", "institutional_liaison"):
        with acting_as(role), pytest.raises(DatabaseError), transaction.atomic():
            Institution.objects.create(code="X", name="X", kind="police")
        with acting_as(role):
            assert Institution.objects.update(name="X") == 0


HEAD = "code,name,kind,municipality,holds_accounts,is_shelter,active,provenance"


def test_the_office_opens_a_shelter_from_a_file(seeded, tmp_path, acting_as, capsys):
    path = tmp_path / "altas.csv"
    path.write_text(f"{HEAD}\nREF-01,Casa de prueba,shelter,,yes,yes,yes,OF-7/2026\n", encoding="utf-8")
    call_command("load_institutions", file=path)
    assert "1 nuevas" in capsys.readouterr().out
    with acting_as("state_liaison"):
        assert Institution.objects.get(code="REF-01").is_shelter
    with acting_as("capturer", "police"):
        assert not Institution.objects.filter(code="REF-01").exists()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("PGJE,Procuraduría,prosecutor,03003,yes,yes,yes,OF-7/2026", "no puede cambiar entre refugio"),
        ("REF-01,Casa de prueba,shelter,,sí,yes,yes,OF-7/2026", "La línea 3"),
        (",Casa de prueba,shelter,,yes,yes,yes,OF-7/2026", "La línea 3"),
    ],
)
def test_a_file_that_would_do_harm_changes_nothing(seeded, tmp_path, row, reason):
    path = tmp_path / "altas.csv"
    path.write_text(f"{HEAD}\nNUEVA,Otra,police,,yes,no,yes,OF-1\n{row}\n", encoding="utf-8")
    with pytest.raises(CommandError, match=reason):
        call_command("load_institutions", file=path)
    with acting(system()):
        assert not Institution.objects.filter(code__in=("NUEVA", "REF-01")).exists()
        assert not Institution.objects.get(code="PGJE").is_shelter
