"""Who reads a cut before its protection: the state office. Who reads figures knows only what is public."""

import pytest

from banevim.cuts import queries
from banevim.cuts.models import Cut, CutStep
from banevim.cuts.terms import Step

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_cuts(acting_as):
    """One public, one that waits."""
    with acting_as("state_liaison") as head:
        for month, steps in (
            ("2026-01", (Step.TAKEN, Step.APPROVED, Step.PUBLISHED)),
            ("2026-02", (Step.TAKEN,)),
        ):
            cut = Cut.objects.create(
                month=month,
                author_id=head.person_id,
                definitions={},
                policy={},
                tables=[],
                population={},
                rows_in=3,
                digest="",
            )
            for step in steps:
                CutStep.objects.create(cut=cut, step=step, by_id=head.person_id)


def test_the_counts_before_protection_are_the_offices_alone(two_cuts, acting_as):
    with acting_as("monitoring_aide"):
        assert Cut.objects.count() == 2
    for role in ("capturer", "institutional_liaison", "statistics_reader"):
        with acting_as(role, "hospital"):
            assert not Cut.objects.exists()
            assert [each.version for each in queries.published_versions()] == ["2026-01-r1"]


def test_the_desk_of_a_reader_lists_what_is_public(two_cuts, client_as):
    page = client_as("statistics_reader").get("/").content.decode()
    assert "2026-01-r1" in page
    assert "2026-02-r1" not in page
