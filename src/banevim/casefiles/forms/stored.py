"""What is kept of a case, as the forms begin with it."""

from typing import Any

from django.conf import settings

from banevim.casefiles import sheet
from banevim.casefiles.forms.capture import Start
from banevim.casefiles.forms.fields import OTHER_PLACE
from banevim.casefiles.forms.sections import SectionForm, stored_initial
from banevim.casefiles.rules import prefix_of
from banevim.casefiles.sheet import Kind
from banevim.casefiles.terms import Answered, Stored
from banevim.catalogs import queries as catalogs
from banevim.common import clock


def _place(name: str, code: str) -> dict[str, str]:
    """A municipality of another state is written beside the list."""
    if not code.isdigit() or len(code) != 5 or code[:2] == str(settings.STATE_CODE):
        return {name: code}
    town, state = catalogs.municipality(code), catalogs.state(code[:2])
    if town is None or state is None:
        return {name: code}
    return {name: OTHER_PLACE, f"{name}_other": f"{town.name}, {state.name}"}


def _section(told: Answered) -> dict[str, Any]:
    section = sheet.load().section(told.section)
    found = stored_initial(section, told.coded, told.words)
    for asked in section.fields:
        if asked.kind is Kind.PLACE:
            found |= _place(asked.key, str(found[asked.key] or ""))
    return found


def stored_form(told: Answered) -> SectionForm:
    """One section as it was answered, to be read."""
    section = sheet.load().section(told.section)
    return SectionForm(None, section=section, defaults={}, initial=_section(told), days=[clock.today()])


def start_of(kept: Stored) -> Start:
    """Initial answers and counts of the forms of a case that is kept."""
    data, profile = kept.data, kept.profile
    who = {**vars(kept.identity), **vars(profile), **_place("residence", profile.residence)}
    facts = {**vars(data), **_place("municipality", data.municipality)}
    facts["types"] = [*data.types, *([data.types_missing] if data.types_missing else [])]
    answers: dict[str, dict[str, Any]] = {"": {**who, **facts}}
    answers |= {f"aggressors-{n}": vars(each) for n, each in enumerate(data.aggressors)}
    known = {section.key for section in sheet.load().sections}
    counts = {"aggressors": len(data.aggressors)}
    for told in (each for each in kept.answered if each.section in known):
        answers[prefix_of(told).removesuffix("-")] = _section(told)
        if sheet.load().section(told.section).many:
            counts[told.section] = max(counts.get(told.section, 0), told.position + 1)
    return Start(answers, counts)
