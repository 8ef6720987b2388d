"""The CURP is optional; where it disagrees it warns and never blocks; one that is nobody's is refused."""

import html
from dataclasses import replace

import pytest
from tests.integration.casefiles.samples import MARIA, PROFILE, TODAY
from tests.integration.casefiles.typing import confirmed, typed

from banevim.casefiles import actions, queries
from banevim.casefiles.models import Woman
from banevim.casefiles.rules import identity_warnings
from banevim.casefiles.terms import Identity
from banevim.common.errors import Invalid
from banevim.identity import actions as identity
from banevim.methods.linkage import curp
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db
GENERIC = ["XEXX010101HNEXXXA4", "XEXX010101MNEXXXA8"]
VECTORS = ["SABC560626MDFLRN01", "HEGG560427MVZRRL04", "BEML920313HMCLNS09", "BOXW310820HNERXN09"]


def whole(first17: str) -> str:
    return first17 + curp.check_digit(first17)


HERS = whole("GORF920314MBSMSR0")


def codes(identity: Identity, **profile) -> list[str]:
    answers = replace(PROFILE, birth_state="03", **profile)
    return [problem.code for problem in identity_warnings(identity, answers, TODAY)]


def told(text: str) -> Identity:
    return replace(MARIA, curp=text)


def test_her_own_curp_says_nothing():
    assert codes(told(HERS)) == []
    assert codes(told("")) == [], "optional"


@pytest.mark.parametrize(
    ("text", "profile", "expected"),
    [
        (whole("GORF920314HBSMSR0"), {}, "curp_sex"),
        (whole("GORF920314HBSMSR0"), {"sex": "H"}, ""),
        (whole("GORF920314XBSMSR0"), {"sex": "X"}, ""),
        (whole("GORF920314XBSMSR0"), {}, "curp_sex"),
        (whole("GORF920314MNEMSR0"), {}, "curp_state"),
        (whole("GORF920314MNEMSR0"), {"birth_state": "00"}, ""),
        (whole("GORF920315MBSMSR0"), {}, "curp_date"),
        (whole("GORJ920314HBSMSN0"), {"sex": "H"}, "curp_name"),
        (HERS[:17] + str((int(HERS[17]) + 1) % 10), {}, "curp_form"),
        (HERS[:12], {}, "curp_form"),
    ],
)
def test_what_disagrees_is_named(text, profile, expected):
    answers = replace(PROFILE, **{"birth_state": "03", **profile})
    found = {problem.code for problem in identity_warnings(told(text), answers, TODAY)}
    assert found == ({expected} if expected else set())


@pytest.mark.parametrize(
    "case",
    [
        # a trans woman whose CURP still has her former name and sex
        {"curp": whole("GORJ920314HBSMSN0"), "sex": "M"},
        # a trans woman with a new CURP, whose former one is in the file of another institution
        {"curp": HERS, "sex": "M"},
        # born abroad, with a state of Mexico told
        {"curp": whole("GORF920314MNEMSR0"), "sex": "M"},
        # registered late, with another date and another surname
        {"curp": whole("LORM930101MBSPSR0"), "sex": "M"},
        # sex X on the document
        {"curp": whole("GORF920314XBSMSR0"), "sex": "X"},
        # copied from a paper that is worn out
        {"curp": "GORF92031?MBSMSR0", "sex": "M"},
    ],
)
def test_no_warning_ever_blocks(capture, acting_as, case):
    first = capture.send(typed(**case))
    if first.status_code == 200:
        text = html.unescape(first.content.decode())
        assert "Revisa antes de registrar" in text
        assert "puede ser correcto" in text
        seen = text.split('name="seen" value="')[1].split('"')[0]
        assert capture.send(typed(**case)).status_code == 200, "not without confirming it"
        first = capture.send(typed(**case, **confirmed(seen)))
    assert first.status_code == 302
    with acting_as("capturer"):
        file_id = Woman.objects.get().memberships.get().file_id
        assert queries.identity_of(file_id).curp == case["curp"].upper()


@pytest.mark.parametrize("text", [*GENERIC, GENERIC[0].lower(), f"{GENERIC[1][:4]} {GENERIC[1][4:]}"])
def test_generic_ones_are_refused_as_identity(actor_of, capture, acting_as, text):
    by = actor_of("capturer")
    with acting(by):
        with pytest.raises(Invalid, match="genérica") as refused:
            actions.open_file(by=by, identity=told(text), profile=PROFILE)
        assert refused.value.field == "curp"
        with pytest.raises(Invalid, match="genérica"):
            identity.search(by=by, typed={"curp": text}, reason="ATE")
    answer = capture.send(typed(curp=text))
    assert answer.status_code == 200
    assert "genérica" in answer.content.decode()
    with acting_as("capturer"):
        assert not Woman.objects.exists()


@pytest.mark.parametrize("text", VECTORS)
def test_published_ones_are_taken_and_found(actor_of, text):
    by = actor_of("capturer")
    with acting(by):
        actions.open_file(by=by, identity=Identity(given_names="Ana", curp=text), profile=PROFILE)
        assert identity.search(by=by, typed={"box": text.lower()}, reason="ATE").results == 1
        assert identity.search(by=by, typed={"box": whole(text[:16] + "5")}, reason="ATE").results == 0
