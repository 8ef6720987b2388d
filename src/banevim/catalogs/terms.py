"""Words of the catalogues: their names, the kinds of missing, and the small values that the other rooms read."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Catalog(StrEnum):
    """Catalogues of coded options."""

    LAW = "law"
    VIOLENCE_TYPE = "violence_type"
    MODALITY = "modality"
    INTERPOSED_CONDUCT = "interposed_conduct"
    PLACE = "place"
    PLACE_GROUP = "place_group"
    LINK = "link"
    LINK_GROUP = "link_group"
    FREQUENCY = "frequency"
    SCHOOLING = "schooling"
    SCHOOLING_GROUP = "schooling_group"
    CIVIL_STATUS = "civil_status"
    SEX = "sex"
    YES_NO = "yes_no"
    NATIONALITY = "nationality"
    OCCUPATION = "occupation"
    OCCUPATION_GROUP = "occupation_group"
    INCOME_SOURCE = "income_source"
    VULNERABILITY = "vulnerability"
    DISABILITY = "disability"
    LANGUAGE = "language"
    GENDER_IDENTITY = "gender_identity"
    SCHOOLING_STATUS = "schooling_status"
    INCOME_BAND = "income_band"
    HOUSING = "housing"
    MEDICAL_SERVICE = "medical_service"
    SOCIAL_PROGRAMME = "social_programme"
    INTERPRETER = "interpreter"
    DEPENDANT = "dependant"
    GUARDIAN_LINK = "guardian_link"
    GUARDIAN_REASON = "guardian_reason"
    PHONE_OWNER = "phone_owner"
    SAFE_CONTACT_WAY = "safe_contact_way"
    SAFE_CONTACT_TIME = "safe_contact_time"
    NO_FOLLOWUP_REASON = "no_followup_reason"
    ADDRESS_KIND = "address_kind"
    SUPPORT_KIND = "support_kind"
    ARMED_BODY = "armed_body"
    LEGAL_SITUATION = "legal_situation"
    NOTICE_WAY = "notice_way"
    HEARD_FROM = "heard_from"
    VISIT_REASON = "visit_reason"
    REPORTED_BEFORE = "reported_before"
    AUTHORITY_ACTION = "authority_action"
    FILE_KIND = "file_kind"
    FILE_STATE = "file_state"
    JUDICIAL_STAGE = "judicial_stage"
    SENTENCE = "sentence"
    PROGRAMME = "programme"
    RESOURCE_KIND = "resource_kind"
    VIOLENCE_MEANS = "violence_means"
    WEAPON = "weapon"
    SUBSTANCE = "substance"
    EFFECT_PHYSICAL = "effect_physical"
    EFFECT_PSYCHOLOGICAL = "effect_psychological"
    EFFECT_ECONOMIC = "effect_economic"
    EFFECT_PATRIMONIAL = "effect_patrimonial"
    EFFECT_SEXUAL = "effect_sexual"
    INJURY = "injury"
    BODY_AREA = "body_area"
    INJURY_AGENT = "injury_agent"
    INJURY_SEVERITY = "injury_severity"
    FEMICIDE_CLASS = "femicide_class"
    FEMICIDE_FACTOR = "femicide_factor"
    HARASSMENT_KIND = "harassment_kind"
    HARASSMENT_MEANS = "harassment_means"
    HARASSMENT_HARM = "harassment_harm"
    PROCEDURE_STATE = "procedure_state"
    RISK_INDICATOR = "risk_indicator"
    RISK_LEVEL = "risk_level"
    RISK_INSTRUMENT = "risk_instrument"
    SERVICE = "service"
    SERVICE_GROUP = "service_group"
    SERVICE_STATUS = "service_status"
    AUTHORITY = "authority"
    ARRIVAL = "arrival"
    URGENCY = "urgency"
    REFERRAL_REASON = "referral_reason"
    REFERRAL_DECLINE = "referral_decline"
    REFERRAL_OUTCOME = "referral_outcome"
    REFERRAL_REVOCATION = "referral_revocation"
    CONSENT_PURPOSE = "consent_purpose"
    CONSENT_ANSWER = "consent_answer"
    CONSENT_WAY = "consent_way"
    CONTACT_WAY = "contact_way"
    FOLLOW_UP_RESULT = "follow_up_result"
    MISSING = "missing"
    SEARCH_REASON = "search_reason"
    ACCESS_REASON = "access_reason"
    DATE_PRECISION = "date_precision"
    SITE_TEXT = "site_text"


class Missing(StrEnum):
    """The kinds of missing: what is not known is said, never 0 and never blank."""

    NOT_APPLICABLE = "no_aplica"
    NOT_ASKED = "no_se_pregunto"
    PREFERS_NOT = "prefiere_no_responder"
    UNKNOWN = "se_desconoce"
    UNSPECIFIED = "no_especificado"


ANSWERS_WITHOUT_DATA = frozenset(Missing) - {Missing.UNSPECIFIED}
"""Valid answers on the capture pages; `no_especificado` belongs to imports only."""

FIRST_DAY = dt.date(2007, 2, 2)
"""First day of the federal law. Older facts are read with its first catalogue: before it there is none."""


@dataclass(frozen=True)
class Option:
    """One coded option between two days, both included."""

    code: str
    label: str
    key: str = ""
    group: str = ""
    order: int = 0
    hint: str = ""
    valid_from: dt.date = FIRST_DAY
    valid_to: dt.date | None = None
    legal_basis: str = ""

    def in_force(self, on: dt.date) -> bool:
        day = max(on, FIRST_DAY)
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Codebook:
    """All options: by catalogue in screen order, and by catalogue and code."""

    by_catalog: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    by_code: Mapping[tuple[str, str], tuple[Option, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """A state, municipality or locality of INEGI's geostatistical framework (2, 5 or 9 digits)."""

    code: str
    name: str
    women: int | None = None
    short_name: str = ""
    curp: str = ""


class Unit(StrEnum):
    """In what a deadline or a limit is counted."""

    BUSINESS_DAYS = "business_days"
    DAYS = "days"
    MONTHS = "months"
    PER_HOUR = "per_hour"
    PERCENT = "percent"


@dataclass(frozen=True)
class Term:
    """A deadline or limit in force on a day, with where it comes from."""

    key: str
    value: int
    unit: Unit
    label: str
    legal_basis: str
    provenance: str


@dataclass(frozen=True)
class PopulationSet:
    """Denominators of one source, edition and year; never mixed with another."""

    source: str
    edition: str
    year: int
    sex: str
    values: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.values.values())


@dataclass(frozen=True)
class VictimsSet:
    """Women victims that one edition of a source counts in a state: `women` by year and crime, in order. The year of
    the edition is partial."""

    source: str
    edition: dt.date
    women: Mapping[tuple[int, str], int]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(year for year, _ in self.women))

    @property
    def crimes(self) -> tuple[str, ...]:
        return tuple(sorted({crime for _, crime in self.women}))


CENSUS_SOURCE = "INEGI, Censo de Población y Vivienda 2020"
CENSUS_EDITION = "2020"
VICTIMS_SOURCE = "SESNSP, víctimas del fuero común"
FEDERAL = "MX"
"""Scope of the days of rest that hold in the whole country."""


class HelpKind(StrEnum):
    """What a proposed change of the help data is about."""

    LINE = "line"
    CENTRE = "centre"


class ChangeState(StrEnum):
    """A change is proposed by one person and decided by another."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


HELP_PROPOSERS = frozenset({"monitoring_aide", "state_liaison", "administrator"})
HELP_APPROVERS = frozenset({"state_liaison", "administrator"})

TRANSITIONS: dict[ChangeState, tuple[frozenset[ChangeState | None], frozenset[str]]] = {
    ChangeState.PROPOSED: (frozenset({None}), HELP_PROPOSERS),
    ChangeState.APPROVED: (frozenset({ChangeState.PROPOSED}), HELP_APPROVERS),
    ChangeState.REJECTED: (frozenset({ChangeState.PROPOSED}), HELP_APPROVERS),
}
"""state of a help change → (states it may follow, roles that may bring it there; never the proposer)."""
