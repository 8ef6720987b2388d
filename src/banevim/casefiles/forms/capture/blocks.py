"""The forms of a capture, in the order of the paper, and how many there are of what repeats."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from banevim.casefiles import sheet
from banevim.casefiles.forms.facts import AggressorForm, FactsForm
from banevim.casefiles.forms.person import CaptureForm, IdentityForm, ProfileForm
from banevim.casefiles.forms.sections import Defaults, SectionForm
from banevim.casefiles.sheet import Owner, Section
from banevim.casefiles.terms import MOST_AGGRESSORS
from banevim.common.forms import PlainForm

DO = "hacer"
AGGRESSORS, NOTICE = "aggressors", "notice"


@dataclass(frozen=True)
class Start:
    """What an empty capture begins with: initial answers by prefix (empty for who she is and the facts), and how many
    there are of what repeats."""

    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Block:
    """One form on the page. `group` names what repeats, to add or take away one. `called`: the case asks for it by its
    modality or its types, so it is shown open."""

    form: PlainForm
    step: int
    title: str = ""
    open: bool = True
    group: str = ""
    position: int = 0
    aggressor: int | None = None
    anchor: str = ""
    template: str = ""
    called: bool = False

    @property
    def section(self) -> Section | None:
        """Its definition, when it is a section of the sheet."""
        return getattr(self.form, "section", None)

    @property
    def when(self) -> str:
        """What calls for it, as the page carries it: `modality:FEM` or `modality:LAB,DOC types:SEX`."""
        asked = self.section.when if self.section else {}
        return " ".join(f"{name}:{','.join(codes)}" for name, codes in asked.items())

    @property
    def is_notice(self) -> bool:
        """The privacy notice, which every institution gives by itself."""
        return bool(self.section and self.section.key == NOTICE)

    @property
    def failed(self) -> int:
        """How many of its answers must be mended."""
        return len(self.form.errors) if self.form.is_bound else 0


@dataclass
class Repeat:
    """A group that may hold more or fewer forms."""

    key: str
    title: str
    step: int
    count: int
    least: int
    most: int
    one: str = ""

    @property
    def may_add(self) -> bool:
        return self.count < self.most

    @property
    def may_remove(self) -> bool:
        return self.count > self.least


@dataclass
class Cluster:
    """What goes together on the page: first what is always asked, then one fold with everything else."""

    title: str
    anchor: str
    first: list[Block]
    more: list[Block]

    @property
    def alone(self) -> Block | None:
        """What is a fold by itself, with nothing beside it: it needs no other around it."""
        return self.more[0] if not self.first and len(self.more) == 1 else None

    @property
    def names(self) -> str:
        """What is inside the fold, in words."""
        found = [block.title.lower() for block in self.more if block.section and not block.open]
        return ", ".join(found)


def clusters(blocks: Iterable[Block]) -> list[Cluster]:
    """The blocks of one step: what repeats stands apart, each person who attacked with what is asked of them."""
    found: dict[tuple[str, int], Cluster] = {}
    for block in blocks:
        section = block.section
        repeats = bool(section and section.many)
        key = (block.group, block.position) if repeats else ("", block.aggressor or 0)
        made = found.setdefault(key, Cluster(block.title if repeats or block.group else "", "", [], []))
        made.anchor = made.anchor or block.anchor
        if block.open:
            made.first.append(block)
        if not block.open or getattr(block.form, "folded", list)():
            made.more.append(block)
    return list(found.values())


class Blocks:
    """Builds every form of a capture from what was sent, or from what it starts with."""

    def __init__(
        self,
        data: Any,
        start: Start,
        *,
        who: bool,
        notice: bool,
        today: dt.date,
        days: list[dt.date],
        roomy: bool,
        defaults: Defaults,
        least: int = 1,
    ) -> None:
        self.data, self.start, self.who, self.least = data, start, who, least
        self.notice = notice
        self.common: dict[str, Any] = {"days": days, "roomy": roomy}
        self.defaults = defaults
        self.told = self._what_calls()
        self.sections = sheet.sections(today)
        self.repeats: dict[str, Repeat] = {}
        self.all = sorted(self._every(), key=lambda block: block.step)

    def _what_calls(self) -> dict[str, list[str]]:
        """The answers of the case that call for a special block, as they were sent or as they start."""
        names, start = (
            {name for s in sheet.load().sections for name in s.when},
            self.start.answers.get("", {}),
        )
        if self.data is None:
            given = {name: start.get(name) or [] for name in names}
            return {name: [said] if isinstance(said, str) else list(said) for name, said in given.items()}
        return {name: self.data.getlist(name) for name in names}

    def of(self, kind: type[CaptureForm]) -> list[Any]:
        """The forms of one kind."""
        return [block.form for block in self.all if type(block.form) is kind]

    def _every(self) -> Iterator[Block]:
        if self.who:
            yield Block(self._form(IdentityForm), 2, anchor="persona")
            yield Block(self._form(ProfileForm), 2)
            yield from self._sections(Owner.WOMAN)
        elif self.notice:
            yield from (block for block in self._sections(Owner.WOMAN) if block.is_notice)
        yield Block(self._form(FactsForm), 3, anchor="hechos")
        yield from self._sections(Owner.CASE)
        people = self._repeat(
            AGGRESSORS, "Personas agresoras", 4, self.least, MOST_AGGRESSORS, "otra persona agresora"
        )
        for number in range(people.count):
            yield from self._aggressor(number, people.count)

    def _aggressor(self, number: int, count: int) -> Iterator[Block]:
        prefix = f"{AGGRESSORS}-{number}"
        name = f"Persona agresora {number + 1}" if count > 1 else ""
        form = self._form(AggressorForm, prefix=prefix)
        yield Block(form, 4, name, group=AGGRESSORS, aggressor=number, anchor=prefix)
        for section in self._asked(Owner.AGGRESSOR):
            title = f"{section.title} (persona {number + 1})" if count > 1 else section.title
            form = self._section(section, f"{prefix}-{section.key}")
            yield Block(form, section.step, title, section.open, aggressor=number)

    def _asked(self, owner: Owner) -> Iterator[Section]:
        return (section for section in self.sections if section.of is owner)

    def _sections(self, owner: Owner) -> Iterator[Block]:
        for section in self._asked(owner):
            if not section.many:
                called = bool(section.when) and sheet.applies(section, self.told)
                form = self._section(section, section.key)
                yield Block(form, section.step, section.title, section.open, called=called)
                continue
            found = self._repeat(section.key, section.title, section.step, 0, section.many, section.one)
            for n in range(found.count):
                form = self._section(section, f"{section.key}-{n}")
                title = f"{section.title} {n + 1}" if found.count > 1 else section.title
                yield Block(form, section.step, title, True, section.key, n)

    def _form(self, kind: type[CaptureForm], prefix: str = "", **more: Any) -> Any:
        initial = {**more.pop("initial", {}), **self.start.answers.get(prefix, {})}
        if kind is FactsForm:
            initial.setdefault("learned_on", self.defaults.get("today"))
        data = None if self._is_new(prefix) else self.data
        return kind(data, prefix=prefix or None, initial=initial, **more, **self.common)

    def _section(self, section: Section, prefix: str) -> SectionForm:
        made: SectionForm = self._form(SectionForm, prefix, section=section, defaults=self.defaults)
        return made

    def _repeat(self, key: str, title: str, step: int, least: int, most: int, one: str) -> Repeat:
        sent = self._sent(key, least)
        more = {f"agregar:{key}": 1, f"quitar:{key}": -1}.get(str((self.data or {}).get(DO, "")), 0)
        count = sent if self.data is None else min(max(sent + more, least), most)
        found = Repeat(key, title, step, count, least, most, one or title.lower())
        self.repeats[key] = found
        return found

    def _sent(self, key: str, least: int) -> int:
        if self.data is None:
            return self.start.counts.get(key, least)
        asked = str(self.data.get(f"count-{key}", least))
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else least

    def _is_new(self, prefix: str) -> bool:
        """One that was just added starts with its own initial answers."""
        doing, _, key = str((self.data or {}).get(DO, "")).partition(":")
        if doing != "agregar" or not prefix.startswith(f"{key}-"):
            return False
        number = prefix.removeprefix(f"{key}-").split("-")[0]
        return number.isdigit() and int(number) >= self._sent(key, self.least if key == AGGRESSORS else 0)
