"""A woman and an aggressor are planted in a whole bank; what says who they are lies nowhere in clear."""

import csv
import io
import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from tests.bench import extracts
from tests.harness.planted import CANARY, PERSON, Finder
from tests.harness.visitor import Answer, Visitor
from tests.integration.operations.places import KINDS, Places, Processes, plant_canary

NAME = f"{PERSON.given} {PERSON.first} {PERSON.second}"
PHONE = f"{PERSON.phone[:3]} {PERSON.phone[3:6]} {PERSON.phone[6:]}"
WHO = {
    "given_names": PERSON.given,
    "first_surname": PERSON.first,
    "second_surname": PERSON.second,
    "curp": PERSON.curp,
    "phone": PHONE,
}
ANSWERS = {
    "nationality": "Mexicana",
    "civil_status": "Soltera",
    "residence": "La Paz",
    "schooling": "Secundaria",
    "occupation": "No se preguntó",
    "precision": "Exacta",
    "municipality": "La Paz",
    "place": "En casa de ella",
    "modality": "Familiar",
    "known_aggressor": "Sí",
    "aggressors-0-link": "Expareja",
    "aggressors-0-sex": "Hombre",
    "notice-way": "Se le mostró",
    "attention-arrival": "Por su cuenta",
}
TOLD = {
    "facts_on": "01/11/2026",
    "types": "PSI",
    "children": "0",
    "services-kinds": "JUR",
    "narrative": f"{NAME} dice que {PERSON.aggressor} la llama al {PHONE}.",
    "aggressors-0-name": PERSON.aggressor,
    "known_as": PERSON.given,
    "phone_rules": f"Preguntar por {PERSON.first}",
    "contact-through": NAME,
    "health-illnesses": f"{PERSON.given}, {PERSON.curp}",
    "aggressors-0-aggressor_person-alias": PERSON.aggressor,
}


@pytest.fixture(scope="module")
def bank(new_bank: Any) -> Any:
    opened = new_bank()
    done = opened.run()
    assert done.returncode == 0, done.stdout + done.stderr
    return opened


class Walk:
    """People at work in the bank, all of whose answers are kept."""

    def __init__(self, bank: Any) -> None:
        self.bank: Any = bank
        self.answers: list[Answer] = []
        self.links: list[dict[str, str]] = []

    def enter(self, role: str, place: str = "") -> Visitor:
        """Somebody of that role in an institution whose name contains the text."""
        wanted = [x for x in self.links if x["role"] == role and place in x["institution"]]
        if not wanted:  # a link serves once
            self.links = json.loads(self.bank.verb("practice-links", "--json").stdout)
            return self.enter(role, place)
        link = wanted[0]
        self.links.remove(link)
        visitor = Visitor(self.bank.url, self.answers)
        assert visitor.get(link["url"]).status == 200
        return visitor

    def search(self, visitor: Visitor, **typed: str) -> Answer:
        """Look for her; the page of results, or the form with what is wrong."""
        page = visitor.get("/buscar/")
        reason = page.form("/buscar/").pick("reason", "atendiendo ahora")
        sent = visitor.submit(page, "/buscar/", reason=reason, **typed)
        return visitor.follow(sent) if sent.location else sent


def capture(walk: Walk, visitor: Visitor) -> Answer:
    """Search, a refused form, warnings to confirm, the receipt."""
    found = walk.search(visitor, **WHO, born="12/05/1990")
    assert PERSON.given in found.body.decode()
    page = visitor.follow(visitor.submit(found, "/expediente-nuevo/"))
    refused = visitor.follow(visitor.submit(page, "", **with_dashes(TOLD)))
    assert "Error:" in refused.body.decode()
    assert PERSON.aggressor in refused.body.decode()
    picked = {name: page.form("").pick(name, label) for name, label in ANSWERS.items()}
    odd = visitor.follow(visitor.submit(refused, "", **with_dashes(picked | TOLD)))
    assert b'name="confirmed"' in odd.body
    sent = visitor.submit(odd, "", confirmed="on", warnings_reason=f"{PERSON.given} lo confirmó.")
    return visitor.follow(sent)


def with_dashes(values: dict[str, str]) -> dict[str, str]:
    """Names of fields as keywords."""
    return {name.replace("-", "__"): value for name, value in values.items()}


def read_everything(visitor: Visitor, case_page: str, file_page: str) -> None:
    """Identity and narrative opened and closed, one service more, one case refused."""
    for path, action, shown in (
        (file_page, "/identidad/", PERSON.curp),
        (case_page, "/relato/", PERSON.aggressor),
    ):
        closed = visitor.get(path)
        assert shown not in closed.body.decode()
        opened = visitor.follow(visitor.submit(closed, action, reason="ATE"))
        assert shown in opened.body.decode()
        visitor.submit(opened, "/ocultar/")
    service = visitor.get(f"{file_page}servicio-nuevo/")
    assert visitor.submit(service, "", services__kinds="JUR").location
    draft = visitor.follow(visitor.submit(visitor.get(file_page), "/caso-nuevo/"))  # left open
    visitor.submit(draft, "", **with_dashes({**TOLD, "hacer": "guardar"}))
    opened = visitor.follow(visitor.submit(visitor.get(f"{case_page}corregir/"), "", reason="ATE"))
    wrong = visitor.follow(visitor.submit(opened, "", second_surname=PERSON.given, hacer="registrar"))
    sure = {"confirmed": "on", "warnings_reason": NAME, "reason": f"{NAME} lo dijo."}
    assert visitor.submit(wrong, "", **sure).location in case_page


def another_institution(walk: Walk, visitor: Visitor) -> None:
    """The hospital finds her, declares that it attends her and reads who she is; and types nonsense first."""
    refused = walk.search(visitor, phone=PHONE)
    assert refused.status == 422
    by_letter = visitor.get("/buscar/").form("/buscar/").pick("reason", "oficio")
    for wrong in (NAME, f"Oficio 12 de {PERSON.curp}", PHONE):
        page = visitor.get("/buscar/")
        assert visitor.submit(page, "/buscar/", box=NAME, reason=by_letter, letter=wrong).status == 422
    assert walk.search(visitor, letter=NAME, box=NAME).status == 200
    found = walk.search(visitor, box=f"{NAME} 12/05/1990")
    hers = visitor.follow(visitor.submit(found, "/es-ella/", rank="1"))
    opened = visitor.follow(visitor.submit(hers, "/identidad/", reason="ATE"))
    assert PERSON.given in opened.body.decode()


def errors(walk: Walk, visitor: Visitor, case_page: str) -> None:
    """Everything that ends in an error page, with who she is in what was asked."""
    stranger = Visitor(walk.bank.url, walk.answers)
    for path in (
        f"/{quote(NAME)}/",
        f"/buscar/{quote(PERSON.curp)}/",
        f"/enlace/{quote(PERSON.given)}/",
        case_page,
    ):
        assert visitor.get(path).status in (400, 403, 404, 410, 422)
    assert stranger.post("/buscar/", {"box": NAME}).status in (302, 403)
    assert visitor.post("/buscar/", {"box": NAME}).status == 403  # without the token of the form
    page = stranger.get("/entrar/")
    stranger.submit(page, "/entrar/", username=NAME, password=f"{PERSON.curp} {PERSON.phone}")
    with socket.create_connection(("127.0.0.1", walk.bank.port)) as raw:  # what is not even a request
        raw.sendall(f"GET /{NAME} {PERSON.curp}\r\n{NAME}: {NAME}\r\n\r\n".encode())
        walk.answers.append(Answer("raw", 400, (), b"".join(iter(lambda: raw.recv(4096), b""))))


def failure(walk: Walk, visitor: Visitor) -> None:
    """The database falls while she is being looked for."""
    page = visitor.get("/buscar/")
    walk.bank.kill("postgres")
    sent = visitor.submit(page, "/buscar/", reason="ATE", box=f"{NAME} 12/05/1990")
    assert sent.status >= 500, sent.status
    for _ in range(100):
        if Visitor(walk.bank.url, []).get("/entrar/").status == 200:
            return
        time.sleep(0.2)
    pytest.fail("the database did not come back")


def load_extract(visitor: Visitor, folder: Path) -> None:
    """An extract that says who she is where it should not: in its name, its ID and its cells. A job reads it."""
    files = {name: path.read_text() for name, path in extracts.write(folder, 3, 3, 3).items()}
    text = io.StringIO()
    writer = csv.writer(text)
    for wrong in (NAME, PERSON.curp, f"{PERSON.curp}-1", f"1 {PERSON.given}"):
        row = next(csv.reader([files["victims"].splitlines()[1]]))
        writer.writerow([wrong, *row[1:]])
        writer.writerow([f"Z{len(wrong)}", *([NAME] * (len(row) - 1))])
    files["victims"] += text.getvalue()
    sent = {name: (f"{NAME}.csv", raw.encode()) for name, raw in files.items()}
    page = visitor.get("/cargas/nueva/")
    place = page.form("/cargas/nueva/").pick("institution", "Carga BANAVIM")
    report = visitor.follow(visitor.submit(page, "/cargas/nueva/", sent, institution=place))
    for _ in range(100):
        if b"Terminada" in report.body:
            break
        time.sleep(0.2)
        report = visitor.get(report.asked)
    assert b"Terminada" in report.body
    assert PERSON.first not in report.body.decode()


def cut_and_publish(aide: Visitor, head: Visitor) -> None:
    """The policy is signed; a month is frozen, approved and published; a job builds the site."""
    form = next(form for form in head.get("/cortes/politica/").forms if "valid_from" in form.values)
    asked = urlencode(form.values, doseq=True)
    head.follow(head.submit(head.get(f"/cortes/politica/?{asked}"), "/firmar/"))
    page = aide.follow(aide.submit(aide.get("/cortes/"), "/congelar/"))
    page = head.get(page.asked)
    seen = re.findall(r'name="seen" value="([^"]+)"', page.body.decode())
    page = head.follow(head.submit(page, "/aprobar/", seen=seen))
    page = head.follow(head.submit(page, "/publicar/"))
    assert "Publicado" in page.body.decode()


@pytest.fixture(scope="module")
def used(bank: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """The bank after a whole day of work with them in it, and a backup of it."""
    walk, backup = Walk(bank), tmp_path_factory.mktemp("respaldo")
    with Processes() as processes:
        police = walk.enter("capturer", "Policía")
        receipt = capture(walk, police)
        case_page = receipt.asked.removesuffix("comprobante/")
        file_page = next(
            line for line in police.get(case_page).body.decode().split('"') if "/expedientes/" in line
        )
        read_everything(police, case_page, file_page)
        hospital, aide = walk.enter("capturer", "Hospital"), walk.enter("it_aide")
        another_institution(walk, hospital)
        errors(walk, hospital, case_page)
        load_extract(aide, tmp_path_factory.mktemp("extracto"))
        cut_and_publish(aide, walk.enter("state_liaison"))
        failure(walk, police)
        done = bank.verb("backup", str(backup))
        assert done.returncode == 0, done.stderr
        places = Places(bank, backup, walk.answers, processes)
        connection, process = plant_canary(places, CANARY)
    with closing(connection):
        yield places
    process.kill()
    process.wait()


def test_who_they_are_lies_nowhere_in_clear_and_a_canary_is_seen_everywhere(used: Places) -> None:
    theirs, canary, found, kinds = Finder(PERSON), Finder(CANARY), [], set()
    for kind, name, raw in used.all():
        found += [f"{datum} in {kind} {name}" for datum in sorted(theirs.find(raw))]
        if kind not in kinds and canary.find(raw):
            kinds.add(kind)
    assert not found, "\n".join(found)
    assert kinds == KINDS
