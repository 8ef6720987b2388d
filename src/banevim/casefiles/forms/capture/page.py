"""The capture page: several forms sent together, the rules over all of them, and the warnings to confirm."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from banevim.casefiles import queries, rules
from banevim.casefiles.forms.capture.blocks import AGGRESSORS, DO, Block, Blocks, Repeat, Start, clusters
from banevim.casefiles.forms.facts import AggressorForm, FactsForm
from banevim.casefiles.forms.fields import FactsDateField
from banevim.casefiles.forms.person import CaptureForm, IdentityForm, ProfileForm
from banevim.casefiles.forms.reasons import ConfirmForm
from banevim.casefiles.forms.sections import Defaults, SectionForm
from banevim.casefiles.models import Case
from banevim.casefiles.notices import versions_until
from banevim.casefiles.panels import panels
from banevim.casefiles.sheet import STEPS
from banevim.casefiles.terms import Answered, CaseData, Identity, Problem, Profile
from banevim.catalogs.queries import codebook
from banevim.common import clock
from banevim.common.errors import DomainError
from banevim.common.forms import PlainForm
from banevim.vault.context import Actor

CARE = 6
Typed = Mapping[str, list[str]]


class Capture:
    """All forms of a capture. `who`: also who she is; else the file already says it, and `notice` asks only how this
    institution gave her its privacy notice. `defaults`: what a new one begins
    with; none when it is only shown. `kept`: what the case says, when this corrects it."""

    def __init__(
        self,
        data: Any,
        start: Start,
        *,
        who: bool,
        notice: bool = False,
        defaults: Defaults,
        roomy: bool = False,
        care: bool = True,
        kept: Typed | None = None,
    ) -> None:
        self.data, self.today = data, clock.today()
        self.days = [self.today, *self._facts_day(data, start)]
        least = 0 if kept and kept.get(f"count-{AGGRESSORS}") == ["0"] else 1
        made = Blocks(
            data,
            start,
            who=who,
            notice=notice,
            today=self.today,
            days=self.days,
            roomy=roomy,
            defaults=self._started(defaults),
            least=least,
        )
        self.repeats: dict[str, Repeat] = made.repeats
        self.identity: IdentityForm | None = next(iter(made.of(IdentityForm)), None)
        self.profile: ProfileForm | None = next(iter(made.of(ProfileForm)), None)
        self.facts: FactsForm = made.of(FactsForm)[0]
        self.aggressors: list[AggressorForm] = made.of(AggressorForm)
        self.parts = [(panel, panel.capture_form(data)) for panel in panels()] if care else []
        extra = [Block(f, CARE, p.title, template=p.capture_template) for p, f in self.parts]
        self.blocks = made.all + extra
        self.same: set[str] = set()
        if kept is not None:
            self.same = {
                name for f in made.all if isinstance(f.form, CaptureForm) for name in f.form.keep(kept)
            }
        self.same |= {AGGRESSORS} if not least and not self.aggressors else set()
        self.confirm = ConfirmForm(data)
        self.warnings: list[Problem] = []
        self._unconfirmed: list[Problem] = []
        if data and not self.submitted:
            self._keep_quiet()

    def _started(self, defaults: Defaults) -> dict[str, Any]:
        """What some answers begin with, and the values that the bank writes itself."""
        versions = versions_until(self.today)
        fixed = {"notice": versions}
        if not defaults:
            return {"fixed": fixed}
        return {"today": self.today, "notice": versions[-1], "fixed": fixed, **defaults}

    @staticmethod
    def _facts_day(data: Any, start: Start) -> list[dt.date]:
        """The day of the facts, to offer what was in force then too."""
        told = data.get("facts_on") if data else start.answers.get("", {}).get("facts_on")
        try:
            day = FactsDateField(required=False).clean(told)
        except ValidationError:
            return []
        return [day] if day else []

    @property
    def doing(self) -> str:
        """Which button was pressed."""
        return str((self.data or {}).get(DO, "")) if self.data else ""

    @property
    def submitted(self) -> bool:
        """Sent to be registered; the other buttons only keep the draft and draw the page again."""
        return bool(self.data) and self.doing in ("", "registrar")

    @property
    def forms(self) -> list[PlainForm]:
        """Every form that shows errors, in the order of the page."""
        return [*(block.form for block in self.blocks), self.confirm]

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The groups of the page: number, title, forms, what may be added, how much must be mended."""
        return [self.step(number) for number in STEPS if number != max(STEPS)]

    def step(self, number: int) -> dict[str, Any]:
        """One group of the page."""
        blocks = [block for block in self.blocks if block.step == number]
        return {
            "number": number,
            "title": STEPS[number],
            "blocks": blocks,
            "clusters": clusters(blocks),
            "repeats": [each for each in self.repeats.values() if each.step == number],
            "failed": sum(block.failed for block in blocks),
        }

    def _keep_quiet(self) -> None:
        """Show what was typed without judging it yet."""
        for form in self.forms:
            vars(form).update(_errors=ErrorDict(), cleaned_data={})

    def is_valid(self) -> bool:
        """Whether everything holds and every warning was confirmed. Marks what must be mended."""
        shapes = [form.is_valid() for form in self.forms]
        identity, profile, case = self._told()
        answered = self.answered()
        told = self._problems(identity, profile, case, answered)
        self._mark(problem for problem in told if problem.field not in self.same)
        if not all(shapes) or any(form.errors for form in self.forms):
            return False
        self.warnings = self._warnings(identity, profile, case, answered)
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

    def answered(self) -> tuple[Answered, ...]:
        """The answers of every section."""
        return tuple(
            block.form.answered(block.position, block.aggressor)
            for block in self.blocks
            if isinstance(block.form, SectionForm)
        )

    def _told(self, flags: tuple[str, ...] = ()) -> tuple[Identity | None, Profile | None, CaseData]:
        identity = rules.clean_identity(self.identity.identity()) if self.identity else None
        profile = self.profile.profile(identity.birth_date, self.today) if self.profile and identity else None
        reason = self.confirm.cleaned_data.get("warnings_reason", "").strip()
        people = tuple(form.aggressor() for form in self.aggressors)
        return identity, profile, self.facts.case(people, reason if self.confirm.accepted() else "", flags)

    def _problems(
        self,
        identity: Identity | None,
        profile: Profile | None,
        case: CaseData,
        answered: tuple[Answered, ...],
    ) -> Iterator[Problem]:
        book, places = codebook(), queries.known_places(case.municipality)
        if identity is not None and profile is not None:
            yield from rules.identity_problems(identity, self.today)
            where = queries.known_places(profile.residence)
            yield from rules.profile_problems(profile, book, self.today, where)
        yield from rules.case_problems(case, self.today, book, places)
        known = queries.known_places(*rules.places_in(answered))
        yield from rules.sheet_problems(answered, rules.law_day(case, self.today), self.today, book, known)

    def _warnings(
        self,
        identity: Identity | None,
        profile: Profile | None,
        case: CaseData,
        answered: tuple[Answered, ...],
    ) -> list[Problem]:
        found = rules.case_warnings(case, self.today, settings.STATE_CODE, identity)
        if identity is not None and profile is not None:
            found = rules.identity_warnings(identity, profile, self.today) + found
        return found + rules.sheet_warnings(case, profile, answered)

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
        identity, _, case = self._told()
        warned = rules.case_warnings(case, self.today, settings.STATE_CODE, identity)
        flags = {problem.code for problem in warned}
        identity, profile, case = self._told(tuple(sorted(flags)))
        who = {"identity": identity, "profile": profile} if identity is not None else {}
        return {**who, "data": case, "answered": self.answered()}

    def then(self, by: Actor, key: UUID) -> list[Callable[[Case], None]]:
        """What the other rooms keep once there is a case."""
        return [partial(_register, panel, by, form, key) for panel, form in self.parts]


def _register(panel: Any, by: Actor, form: PlainForm, key: UUID, case: Case) -> None:
    panel.register(by=by, case=case, form=form, key=key)
