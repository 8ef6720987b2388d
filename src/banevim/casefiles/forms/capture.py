"""The capture page: several forms sent together, the rules over all of them, and the warnings to confirm."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from banevim.casefiles import queries, rules
from banevim.casefiles.forms.facts import AggressorForm, FactsForm
from banevim.casefiles.forms.fields import FactsDateField
from banevim.casefiles.forms.person import IdentityForm, ProfileForm
from banevim.casefiles.forms.reasons import ConfirmForm
from banevim.casefiles.models import Case
from banevim.casefiles.panels import panels
from banevim.casefiles.terms import CaseData, Identity, Problem, Profile
from banevim.catalogs.queries import codebook
from banevim.common import clock
from banevim.common.errors import DomainError
from banevim.common.forms import PlainForm
from banevim.vault.context import Actor

MOST = 3
DO = "hacer"


class Capture:
    """What the page holds. `known` is what the search typed; None means that who she is is not asked."""

    def __init__(self, data: Mapping[str, Any] | None, known: Identity | None) -> None:
        self.data, self.today = data, clock.today()
        self.days = [self.today, *self._facts_day()]
        self.key = self._key()
        start = vars(known) if known else {}
        self.identity = self._part(IdentityForm, initial=start) if known is not None else None
        self.profile = self._part(ProfileForm) if known is not None else None
        self.facts = self._part(FactsForm, initial={"learned_on": self.today})
        self.aggressors = self._aggressors()
        self.parts = [(panel, panel.capture_form(data)) for panel in panels()]
        self.confirm = ConfirmForm(data)
        self.warnings: list[Problem] = []
        self._unconfirmed: list[Problem] = []
        if data and not self.submitted:
            self._keep_quiet()

    def _part(self, kind: type[Any], **kwargs: Any) -> Any:
        return kind(self.data, days=self.days, **kwargs)

    def _aggressors(self) -> list[AggressorForm]:
        """Those on the page; one that was just added starts with its own initial answers."""
        count = self._count()
        found = [self._part(AggressorForm, prefix=f"aggressors-{n}") for n in range(count)]
        if self.doing == "agregar" and count > self._sent_count():
            found[-1] = AggressorForm(prefix=f"aggressors-{count - 1}", days=self.days)
        return found

    def _facts_day(self) -> list[dt.date]:
        """The day of the facts, to offer what was in force then too."""
        try:
            day = FactsDateField(required=False).clean((self.data or {}).get("facts_on"))
        except ValidationError:
            return []
        return [day] if day else []

    def _key(self) -> UUID:
        try:
            return UUID(str((self.data or {}).get("key")))
        except ValueError:
            return uuid4()

    @property
    def doing(self) -> str:
        """Which button was pressed."""
        return str((self.data or {}).get(DO, "")) if self.data else ""

    @property
    def submitted(self) -> bool:
        """Sent to be registered; the other buttons only draw the page again."""
        return bool(self.data) and self.doing not in ("agregar", "quitar")

    def _sent_count(self) -> int:
        asked = str((self.data or {}).get("count", "1"))
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 1

    def _count(self) -> int:
        more = {"agregar": 1, "quitar": -1}.get(self.doing, 0)
        return min(max(self._sent_count() + more, 1), MOST)

    @property
    def may_add(self) -> bool:
        """Whether one more person who attacked fits."""
        return len(self.aggressors) < MOST

    @property
    def forms(self) -> list[PlainForm]:
        """Every form that shows errors, in the order of the page."""
        who = [form for form in (self.identity, self.profile) if form is not None]
        return [*who, self.facts, *self.aggressors, *(form for _, form in self.parts), self.confirm]

    @property
    def first(self) -> int:
        """Number of the group of the facts: who she is goes before, when it is asked."""
        return 2 if self.identity else 1

    def _keep_quiet(self) -> None:
        """Show what was typed without judging it yet."""
        for form in self.forms:
            vars(form).update(_errors=ErrorDict(), cleaned_data={})

    def is_valid(self) -> bool:
        """Whether everything holds and every warning was confirmed. Marks what must be mended."""
        shapes = [form.is_valid() for form in self.forms]
        identity, profile, case = self._told()
        self._mark(self._problems(identity, profile, case))
        if not all(shapes) or any(form.errors for form in self.forms):
            return False
        self.warnings = self._warnings(identity, profile, case)
        self._unconfirmed = rules.unconfirmed(self.warnings, self.confirm.accepted())
        if self._unconfirmed and self.confirm.data.get("seen"):
            self._ask_again()
        return not self._unconfirmed

    @property
    def waiting(self) -> list[tuple[str, str]]:
        """The warnings to confirm: where each one is, and its sentence."""
        found = []
        for problem in self.warnings if self._unconfirmed else []:
            form, name = self._place(problem.field)
            found.append((form[name].id_for_label if name else "", problem.sentence))
        return found

    @property
    def seen(self) -> str:
        """Codes of the warnings that are on the page."""
        return " ".join(problem.code for problem in self.warnings)

    @property
    def failed(self) -> bool:
        """Whether something must be mended."""
        return any(form.is_bound and form.errors for form in self.forms)

    def _ask_again(self) -> None:
        if not self.confirm.cleaned_data.get("confirmed"):
            self.confirm.add_error("confirmed", "Marca que ya los revisaste, o corrige los datos.")
        elif not self.confirm.cleaned_data.get("warnings_reason", "").strip():
            self.confirm.add_error("warnings_reason", "Escribe por qué los datos son así.")

    def _told(self, flags: tuple[str, ...] = ()) -> tuple[Identity | None, Profile | None, CaseData]:
        identity = rules.clean_identity(self.identity.identity()) if self.identity else None
        profile = self.profile.profile(identity.birth_date, self.today) if self.profile and identity else None
        reason = self.confirm.cleaned_data.get("warnings_reason", "").strip()
        people = tuple(form.aggressor() for form in self.aggressors)
        return identity, profile, self.facts.case(people, reason if self.confirm.accepted() else "", flags)

    def _problems(
        self, identity: Identity | None, profile: Profile | None, case: CaseData
    ) -> Iterable[Problem]:
        book, places = codebook(), queries.known_places(case.municipality)
        if identity is not None and profile is not None:
            yield from rules.identity_problems(identity, self.today)
            where = queries.known_places(profile.residence)
            yield from rules.profile_problems(profile, book, self.today, where)
        yield from rules.case_problems(case, self.today, book, places)

    def _warnings(self, identity: Identity | None, profile: Profile | None, case: CaseData) -> list[Problem]:
        found = rules.case_warnings(case, self.today, settings.STATE_CODE, identity)
        if identity is not None and profile is not None:
            found = rules.identity_warnings(identity, profile, self.today) + found
        return found

    def _mark(self, problems: Iterable[Problem]) -> None:
        """Each sentence at its field, unless the field already has one."""
        for problem in problems:
            form, name = self._place(problem.field)
            if name not in form.errors:
                form.add_error(name, problem.sentence)

    def _place(self, field: str) -> tuple[PlainForm, str | None]:
        for form in self.forms:
            name = field.removeprefix(f"{form.prefix}-") if form.prefix else field
            if name in form.fields and form.add_prefix(name) == field:
                return form, name
        return self.facts, None

    def refuse(self, error: DomainError) -> None:
        """Show the sentence of an error that the action raised; what was typed stays."""
        self._mark([Problem("refused", str(error), getattr(error, "field", None) or "")])

    def submission(self) -> dict[str, Any]:
        """What the action takes."""
        flags = {
            problem.code for problem in rules.case_warnings(self._told()[2], self.today, settings.STATE_CODE)
        }
        identity, profile, case = self._told(tuple(sorted(flags)))
        who = {"identity": identity, "profile": profile} if identity is not None else {}
        return {**who, "data": case, "idempotency_key": self.key}

    def then(self, by: Actor) -> list[Callable[[Case], None]]:
        """What the other rooms keep once there is a case."""
        return [partial(_register, panel, by, form, self.key) for panel, form in self.parts]


def _register(panel: Any, by: Actor, form: PlainForm, key: UUID, case: Case) -> None:
    panel.register(by=by, case=case, form=form, key=key)
