"""Loads through the actions that the page, the job and the command line call."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from banevim.accounts.actions import load_institutions
from banevim.accounts.models import Institution
from banevim.casefiles.models import Aggressor, Case, Woman
from banevim.catalogs.queries import institution_seed
from banevim.exchange import actions, queries
from banevim.exchange.models import Import
from banevim.exchange.queries.loads import flags_of, institution_by_code
from banevim.exchange.queries.rehearsal import rehearse
from banevim.exchange.running import run_import
from banevim.exchange.terms import FLAG_LABELS, OUTCOME_LABELS, Kind, Outcome
from banevim.vault.context import Actor, acting, system

Ends = dict[Kind, dict[Outcome, int]]


class Loader:
    """The IT aide of the state office loading extracts for one institution."""

    def __init__(self, actor: Actor, code: str) -> None:
        with acting(system()):
            self.institution = institution_by_code(code)
        self.office = actor
        self.actor = replace(actor, institution_id=self.institution.id)

    def start(self, files: Mapping[Kind, bytes], letter: str = "") -> Import:
        with acting(self.actor):
            return actions.start_import(
                by=self.actor, institution_id=self.institution.id, letter=letter, files=files
            )

    def load(self, files: Mapping[Kind, bytes], letter: str = "") -> Import:
        """To its end; what a rehearsal foretold is what happened, and the totals add up."""
        with acting(self.actor):
            foretold = rehearse(files, self.institution, letter)
        done = run_import(self.office, self.start(files, letter).id)
        assert (done.failure, done.rows_done) == ("", done.rows_total)
        assert self.ends(done) == {k: ends for k, ends in foretold.totals.items() if any(ends.values())}
        assert sum(n for ends in self.ends(done).values() for n in ends.values()) == done.rows_total
        with acting(self.actor):
            assert dict(flags_of(done)) == {FLAG_LABELS[f]: n for f, n in foretold.flags.items()}
            assert [(r.kind, r.line, r.reason) for r in queries.rejected_rows(done)] == foretold.rejected
        return done

    def ends(self, load: Import) -> Ends:
        """How the rows of each file ended."""
        back = {label: outcome for outcome, label in OUTCOME_LABELS.items()}
        with acting(self.actor):
            totals = queries.totals_of(load)
        return {Kind(t.kind_code): {back[label]: n for label, n in t.by_outcome} for t in totals}

    def reasons(self, load: Import) -> list[str]:
        with acting(self.actor):
            return [row.reason for row in queries.rejected_rows(load)]

    def flags(self, load: Import) -> set[str]:
        with acting(self.actor):
            return {flag for row in load.rows.all() for flag in row.flags}

    def bank(self) -> tuple[list[Any], list[Any], list[Any]]:
        """Everything that this institution's loads left, without ids and times of ours."""
        leave = {"id", "record_id", "case_id", "created_at", "registered_at", "updated_at"}

        def plain(rows: Any) -> list[Any]:
            return sorted(
                (sorted((k, str(v)) for k, v in row.items() if k not in leave) for row in rows.values()),
            )

        with acting(self.actor):
            mine = {"institution_id": self.institution.id}
            return tuple(plain(model.objects.filter(**mine)) for model in (Woman, Case, Aggressor))  # type: ignore[return-value]


def seed() -> None:
    """The institutions of the state, the reserved one among them, as the first start of a bank loads them."""
    with acting(system()) as by:
        load_institutions(by=by, rows=institution_seed("03", False))


@pytest.fixture
def loader_of(actor_of: Callable[..., Actor]) -> Callable[..., Loader]:
    """`loader_of("CARGA")`: loads in the name of that institution."""
    return lambda code="CARGA": Loader(actor_of("it_aide"), code)


@pytest.fixture
def loader(loader_of: Callable[..., Loader], db: None) -> Loader:
    """Loads for the reserved institution."""
    seed()
    return loader_of()


@pytest.fixture
def hospital_code(institutions: Any) -> str:
    with acting(system()):
        return Institution.objects.get(pk=institutions.hospital.id).code
