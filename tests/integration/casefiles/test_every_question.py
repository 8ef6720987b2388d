"""No question left behind: typed once, every field of the sheet is kept, shown, printed and given back to correct."""

import datetime as dt
import html
from collections.abc import Iterator
from typing import Any

import pytest
from tests.integration.casefiles.test_capturing import EVERYTHING, complaints, search, shown

from banevim.casefiles import queries
from banevim.casefiles.models import Answers, Case
from banevim.casefiles.sheet import CODED, Field, Kind, Owner, Section, load
from banevim.casefiles.terms import MISSING_CODES
from banevim.catalogs import queries as catalogs
from banevim.common import clock

pytestmark = pytest.mark.django_db
TODAY = clock.today()
CALLED = {
    "modality": "FEM",
    "types": ["FIS", "INT"],
    "facts_on": f"{TODAY:%d/%m/%Y}",
    "learned_on": f"{TODAY:%d/%m/%Y}",
}
ASKED = [(section, field) for section in load().sections for field in section.fields]


def prefix(section: Section) -> str:
    if section.of is Owner.AGGRESSOR:
        return f"aggressors-0-{section.key}-"
    return f"{section.key}-0-" if section.many else f"{section.key}-"


def answer(section: Section, field: Field, n: int) -> tuple[Any, Any, str]:
    """What is typed, what is kept, what is read."""
    if field.kind in (Kind.ONE, Kind.MANY):
        options = [o for o in catalogs.options(field.catalog, TODAY) if o.code != field.none]
        option = options[n % len(options)]
        many = field.kind is Kind.MANY
        return (
            ([option.code], [option.code], option.label) if many else (option.code, option.code, option.label)
        )
    if field.kind is Kind.NUMBER:
        number = min(field.most, field.least + 1)
        return str(number), number, str(number)
    if field.kind is Kind.PLACE:
        return "03009", "03009", "Loreto"
    if field.kind in (Kind.DAY, Kind.DATE):
        day = TODAY - dt.timedelta(days=n % 300)
        return f"{day:%d%m%Y}", day.isoformat(), f"{day:%d/%m/%Y}"
    if field.kind is Kind.FIXED:
        return None, None, ""
    word = f"palabra{n}ñ"[: field.limit] if field.limit > 5 else f"{23000 + n % 900}"
    return word, word, word


def every() -> Iterator[tuple[Section, Field, Any, Any, str]]:
    for n, (section, field) in enumerate(ASKED):
        yield section, field, *answer(section, field, n)


@pytest.fixture
def typed() -> dict[str, Any]:
    """The whole sheet, every question answered."""
    page = {f"{prefix(s)}{f.key}": sent for s, f, sent, _, _ in every() if sent is not None}
    counts = {f"count-{section.key}": "1" for section in load().sections if section.many}
    who = {
        "known_as": "Otronombreñ",
        "phone": "6120000001",
        "phone_rules": "Solotardesñ",
        "curp": "PUSY850303MBSRLR00",
    }
    return {
        **EVERYTHING,
        **CALLED,
        **page,
        **counts,
        **who,
        "aggressors-0-name": "Agresorñ",
        "other_type": "Otraformañ",
    }


def test_every_question_reaches_every_place(client_as, acting_as, typed):
    client = client_as("capturer", "hospital")
    draft = search(client)
    sent = {**shown(client.get(draft)), **typed}
    done = client.post(draft, {**sent, "hacer": "registrar"})
    if done.status_code == 200:
        codes = html.unescape(done.content.decode()).split('name="seen" value="')[1].split('"')[0]
        sure = {"seen": codes, "confirmed": "on", "warnings_reason": "Así lo contóñ", "version": "1"}
        done = client.post(draft, {**sent, **sure, "hacer": "registrar"})
    assert done.status_code == 302, complaints(done)
    with acting_as("capturer"):
        case = Case.objects.get()
        told = {each.section: each for each in queries.stored(case, words=True).answered}
        file_id = queries.file_of(case.record_id).id
        sealed = b"".join(bytes(row.words) + str(row.coded).encode() for row in Answers.objects.all())
    case_page, file_page = f"/casos/{case.id}/", f"/expedientes/{file_id}/"
    closed = text(client.get(case_page)) + text(client.get(file_page))
    client.post(f"{case_page}relato/", {"reason": "ATE"})
    opened = text(client.get(case_page))
    paper = text(client.post(f"{file_page}imprimir/", {"reason": "ATE"}))
    blank = text(client.get("/cedula/"))
    begun = client.post(f"{case_page}corregir/", {"reason": "ATE"})["Location"]
    again = shown(client.get(begun))
    for section, field, given, kept, read in every():
        name = f"{section.key}.{field.key}"
        if field.kind is Kind.FIXED:
            assert told[section.key].coded[field.key] == "2026-11-28", name
            continue
        of = told[section.key].coded if field.kind in CODED else told[section.key].words
        assert of[field.key] == kept, name
        assert read in (closed if field.kind in CODED else opened), name
        assert read in paper, name
        assert field.label in blank, name
        back = again[f"{prefix(section)}{field.key}"]
        assert back == (given if isinstance(given, list) else [read if field.kind in DAYS else given]), name
        if field.kind not in CODED:
            assert read not in closed, name
            assert read.encode() not in sealed, name
    for word in ("Otronombreñ", "Solotardesñ", "6120000001", "Agresorñ", "Otraformañ", "Relato inventado."):
        assert word not in closed, word
        assert word in paper, word
        assert word in str(again.values()), word


DAYS = (Kind.DAY, Kind.DATE)


def text(page: Any) -> str:
    assert page.status_code == 200
    return html.unescape(page.content.decode())


def test_the_ways_of_not_answering_are_offered_and_counted_for_every_question(client_as, acting_as):
    """Lists, boxes and numbers take each of the four; a date or a text that is left out was not asked."""
    client = client_as("capturer", "hospital")
    draft = search(client)
    counts = {f"count-{section.key}": "1" for section in load().sections if section.many}
    page = text(client.post(draft, {**shown(client.get(draft)), **counts, "hacer": "mostrar"}))
    four = sorted(MISSING_CODES - {"no_especificado"})
    numbers = dict(zip(["na", "np", "nr", "ns"], four, strict=True))
    sent: dict[str, Any] = {}
    wanted: dict[str, Any] = {}
    for n, (section, field) in enumerate(ASKED):
        if field.kind not in (Kind.ONE, Kind.MANY, Kind.NUMBER, Kind.PLACE):
            continue
        name, way = f"{prefix(section)}{field.key}", four[n % 4]
        if field.kind is Kind.NUMBER:
            letters = next(short for short, code in numbers.items() if code == way)
            sent[name], wanted[f"{section.key}.{field.key}"] = letters, way
            continue
        part = page.split(f'name="{name}"', 1)[1]
        part = part.split("</fieldset>" if field.kind is Kind.MANY else "</select>", 1)[0]
        for code in four:
            assert f'value="{code}"' in part, (name, code)
        sent[name] = [way] if field.kind is Kind.MANY else way
        wanted[f"{section.key}.{field.key}"] = sent[name]
    version = {"version": shown(client.get(draft))["version"]}
    done = client.post(
        draft, {**shown(client.get(draft)), **EVERYTHING, **counts, **sent, **version, "hacer": "registrar"}
    )
    assert done.status_code == 302, complaints(done)
    with acting_as("capturer"):
        kept = {
            f"{row.section}.{key}": value for row in Answers.objects.all() for key, value in row.coded.items()
        }
    untold = {"np": "no_se_pregunto"}["np"]
    for name, value in wanted.items():
        assert kept.get(name, value if value in (untold, [untold]) else None) == value, name
