"""From the search to the receipt, on one page and step by step: the same forms, the same case."""

import re
from typing import Any

import pytest
from django.test import Client

from banevim.casefiles import queries
from banevim.casefiles.models import Case, Draft, DraftContent

pytestmark = pytest.mark.django_db

WHO = {
    "given_names": "Yuridia",
    "first_surname": "Prueba",
    "second_surname": "Solar",
    "birth_date": "03/03/1985",
    "nationality": "MEX",
    "civil_status": "SOL",
    "residence": "03003",
    "schooling": "03",
    "occupation": "no_se_pregunto",
    "sex": "M",
    "children_missing": "no_se_pregunto",
}
FACTS = {
    "precision": "exacta",
    "facts_on": "01/11/2026",
    "municipality": "03003",
    "place": "DOM",
    "modality": "FAM",
    "known_aggressor": "SI",
    "types": ["PSI", "FIS"],
    "learned_on": "02/11/2026",
    "authority_knows": "NIN",
    "drugs": "NO",
    "weapons": "NO",
    "narrative": "Relato inventado.",
}
AGGRESSOR = {"aggressors-0-link": "EXP", "aggressors-0-sex": "H", "aggressors-0-age_missing": "se_desconoce"}
ATTENTION = {
    "notice-way": "MOS",
    "attention-on": "02/11/2026",
    "attention-municipality": "03003",
    "attention-arrival": "CTA",
}
SERVICE = {"services-kinds": ["JUR"], "services-on": "02/11/2026", "services-status": "OTO"}
EVERYTHING = {**ATTENTION, **WHO, **FACTS, **AGGRESSOR, **SERVICE}


def search(client: Client, words: str = "Yuridia Prueba Solar 03/03/1985") -> str:
    """The address of the draft that a search without candidates begins."""
    page = client.post("/buscar/", {"box": words, "reason": "ATE"})
    assert page.status_code == 302, page.content.decode()[:2000]
    results = page.headers["Location"].split("#")[0]
    onward = client.post(f"{results}expediente-nuevo/")
    address: str = client.post(onward.headers["Location"]).headers["Location"]
    return address


def shown(page: Any) -> dict[str, list[str]]:
    """What a browser would send back of the form on a page, as it stands."""
    html, found = page.content.decode().split("<main")[-1], {}
    for tag in re.findall(r"<input [^>]*>", html):
        name = re.search(r' name="([^"]+)"', tag)
        value = re.search(r' value="([^"]*)"', tag)
        if name and (("checkbox" not in tag and "radio" not in tag) or " checked" in tag):
            found.setdefault(name[1], []).append(value[1] if value else "on" if "checkbox" in tag else "")
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', html, re.S):
        chosen = re.findall(r'<option value="([^"]*)"[^>]* selected', options)
        found[name] = chosen or re.findall(r'<option value="([^"]*)"', options)[:1]
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\s*(.*?)</textarea>', html, re.S):
        found[name] = [text]
    return found


def complaints(page: Any) -> list[str]:
    return re.findall(r"<li>(.*?)</li>", page.content.decode().split("<main")[1])[:12]


def express(client: Client, words: str = "Yuridia Prueba Solar 03/03/1985") -> Any:
    """Everything at once; the answer to “Registrar”."""
    address = search(client, words)
    page = client.get(address)
    assert shown(page)["given_names"] == ["Yuridia"]
    return client.post(address, {**shown(page), **EVERYTHING, "hacer": "registrar"})


def guided(client: Client, words: str = "Yuridia Prueba Solar 03/03/1985") -> Any:
    """Step by step; the answer to “Registrar”."""
    draft = search(client, words)
    for number in range(1, 7):
        address = f"{draft}paso/{number}/"
        page = client.get(address)
        names = shown(page)
        mine = {k: v for k, v in EVERYTHING.items() if k in names or f'name="{k}"' in page.content.decode()}
        done = client.post(address, {**names, **mine, "hacer": "seguir"})
        assert done.headers["Location"] == (
            f"{draft}revisar/" if number == 6 else f"{draft}paso/{number + 1}/"
        )
    return client.post(f"{draft}revisar/", {})


def stored(case: Case) -> list[dict[str, Any]]:
    """Everything that a case holds in columns and codes, without keys and moments."""
    off = {"id", "created_at", "record_id", "case_id", "idempotency_key", "registered_at", "_state"}
    off |= {"captured_by_id", "words", "aggressor_id"}
    rows = [case, case.record, *case.aggressors.all(), *case.record.answers.order_by("section", "position")]
    return [{k: v for k, v in vars(row).items() if k not in off} for row in rows]


def test_the_same_case_both_ways(client_as, acting_as):
    found = []
    for way in (express, guided):
        client = client_as("capturer", "hospital")
        done = way(client)
        assert done.status_code == 302, complaints(done)
        assert "comprobante" in done.headers["Location"]
        with acting_as("capturer"):
            case = Case.objects.select_related("record").get(pk=done.headers["Location"].split("/")[2])
            found.append((stored(case), queries.told_in(case.id), [s.kind for s in case.services.all()]))
            assert Draft.objects.get(case=case).id == case.idempotency_key
            assert not DraftContent.objects.exists()
    for one, two in zip(*found, strict=True):
        assert one == two
    assert [row["section"] for row in found[0][0][-2:]] == ["attention", "notice"]


def test_safe_contact_is_read_by_who_attends_her_once_it_is_opened(client_as, acting_as):
    client = client_as("capturer", "hospital")
    address = search(client)
    more = {
        "contact-through": "Su hermana Elvia",
        "contact-ways": ["LLA"],
        "address-0-street": "Calle Secreta",
    }
    more |= {"count-address": "1", "contact-leave_message": "NO"}
    done = client.post(address, {**shown(client.get(address)), **EVERYTHING, **more, "hacer": "registrar"})
    assert done.status_code == 302, complaints(done)
    police = client_as("capturer", "police")
    results = police.post("/buscar/", {"box": "Yuridia Prueba Solar 03/03/1985", "reason": "ATE"})
    found = results.headers["Location"].split("#")[0]
    file = police.post(f"{found}es-ella/", {"rank": "1"}).headers["Location"]
    closed = police.get(file).content.decode()
    police.post(f"{file}identidad/", {"reason": "ATE"})
    opened = police.get(file).content.decode()
    assert ("Elvia" in closed, "Elvia" in opened) == (False, True)
    assert "¿Se puede dejar recado?" in closed
    assert "Calle Secreta" not in opened


def test_localities_of_the_state_are_suggested(client_as):
    page = client_as("capturer", "hospital")
    page = page.get(search(page)).content.decode()
    assert 'list="localidades"' in page
    assert '<option value="Todos Santos, La Paz">' in page
