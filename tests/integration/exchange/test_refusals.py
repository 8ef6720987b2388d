"""What may not be loaded, and by whom: a sentence in Spanish, and nothing stored. The same on the page."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.integration.exchange.samples import cases, table, three, victims

from banevim.casefiles.models import Woman
from banevim.common.errors import Invalid, Refused
from banevim.exchange import actions, rules, running
from banevim.exchange.models import Import, ImportFile, ImportRow
from banevim.exchange.queries.rehearsal import rehearse
from banevim.exchange.tasks import run_import_job
from banevim.exchange.terms import Kind
from banevim.vault.context import acting

NEW = "/cargas/nueva/"


def workbook() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("[Content_Types].xml", "<x/>")
    return made.getvalue()


def nothing_stored(loader) -> bool:
    with acting(loader.actor):
        found = [model.objects.exists() for model in (Import, ImportFile, ImportRow, Woman)]
    return not any([*found, ProcrastinateJob.objects.exists()])


BAD = {
    "empty": (b"", "vacío"),
    "workbook": (workbook(), "Archivo de casos. Es un libro de cálculo"),
    "binary": (b"\x7fELF" + bytes(range(256)), "no es un archivo CSV"),
    "columns": (table(Kind.VICTIMS, {}), "Parece el archivo de víctimas"),
    "broken": (table(Kind.CASES, {}) + b'"B2,', "revisa sus comillas"),
    "huge": (b"x" * (rules.LARGEST + 1), "más de 50 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_stores_nothing(loader, name):
    raw, sentence = BAD[name]
    for attempt in (loader.start, loader.load):
        with pytest.raises((Invalid, rules.UnknownLayout), match=sentence):
            attempt(victims({}) | {Kind.CASES: raw})
    assert nothing_stored(loader)


def test_what_a_load_must_say(loader, loader_of, hospital_code):
    hospital = loader_of(hospital_code)
    for who, files, letter, sentence in (
        (loader, {}, "", "al menos el archivo"),
        (loader, {Kind.AGGRESSORS: b"x"}, "", "al menos el archivo"),
        (hospital, three(1), " ", "número de oficio"),
    ):
        with pytest.raises(Invalid, match=sentence):
            who.start(files, letter)
        with acting(who.actor), pytest.raises(Invalid, match=sentence):
            rehearse(files, who.institution, letter)
    assert nothing_stored(loader)


def test_only_the_state_office_loads(loader, actor_of):
    for role in ("capturer", "institutional_liaison", "monitoring_aide", "statistics_reader"):
        actor = actor_of(role)
        with acting(actor), pytest.raises(Refused, match="no puede cargar"):
            actions.start_import(by=actor, institution_id=loader.institution.id, letter="", files=three(1))
    assert nothing_stored(loader)


def upload(files, name="{}.csv"):
    return {kind.value: SimpleUploadedFile(name.format(kind), raw) for kind, raw in files.items()}


@pytest.fixture
def post(loader, client_as):
    """`post(files)`: the form sent by the IT aide, without a script."""

    def send(files, role="it_aide", **fields):
        client = client_as(role)
        data = {"institution": str(loader.institution.id), "letter": "", **upload(files), **fields}
        return client.post(NEW, data)

    return send


@pytest.mark.parametrize("name", [n for n in BAD if n != "huge"])
def test_the_page_says_it_at_its_field(loader, post, name):
    raw, sentence = BAD[name]
    answer = post({Kind.VICTIMS: table(Kind.VICTIMS, {}), Kind.CASES: raw})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"cases"}
    assert nothing_stored(loader)


def test_a_request_too_large_is_said(loader, client_as, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    client = client_as("it_aide")
    data = {"institution": str(loader.institution.id), **upload({Kind.CASES: b"x" * 5000})}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("banevim.exchange.forms.LARGEST", 1000)
        patch.setattr("banevim.exchange.forms.MARGIN", 0)
        answer = client.post(NEW, data)
    assert answer.status_code == 422
    assert "más de 50 MB" in answer.content.decode()
    assert nothing_stored(loader)


def run_job(job: ProcrastinateJob, attempts: int = 0) -> None:
    """What the job process does with it."""

    class Context:
        pass

    context = Context()
    context.job = type("Job", (), {"attempts": attempts})()
    run_import_job.func(context, **job.args)


def test_the_page_from_the_form_to_the_report(loader, post, client_as):
    answer = post(cases({}, {"id": "=1+1"}, {"PSI": "0", "id": "B2"}) | victims({}), role="state_liaison")
    assert answer.status_code == 302
    client = client_as("it_aide")
    waiting = client.get(answer.url)
    assert (waiting.status_code, waiting.headers["Refresh"]) == (200, "3")
    assert "0 de 4 renglones" in waiting.content.decode()
    assert "<script" not in waiting.content.decode().split("<main", 1)[1]
    job = ProcrastinateJob.objects.get()
    assert job.lock == f"import {loader.institution.id}"
    assert set(job.args) == {"load_id", "person_id", "institution_id", "role"}
    run_job(job)
    done = client.get(answer.url)
    text = done.content.decode()
    assert "Refresh" not in done.headers
    for words in ("Terminada", "Casos, renglón 3", "forma de clave", "Ningún tipo de violencia marcado"):
        assert words in text
    assert "=1+1" not in text
    assert [
        (t.read, dict(t.by_outcome)["Nuevo"], dict(t.by_outcome)["Rechazado"]) for t in done.context["totals"]
    ] == [
        (3, 2, 1),
        (1, 1, 0),
    ]
    assert "4 de 4" in client.get("/cargas/").content.decode()


def test_two_people_with_the_same_files_share_one_load(loader, post):
    first, second = post(three(2), role="it_aide"), post(three(2), role="state_liaison")
    assert first.url == second.url
    for job in ProcrastinateJob.objects.order_by("id"):
        run_job(job)
    with acting(loader.actor):
        load = Import.objects.get()
        assert (load.rows_done, load.failure, Woman.objects.count()) == (6, "", 2)


def test_a_load_that_fails_every_time_says_so(loader, post, client_as, monkeypatch):
    answer = post(three(1))
    job = ProcrastinateJob.objects.get()

    def broken(**kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(running.actions, "run_batch", broken)
        for attempts in range(6):
            with pytest.raises(RuntimeError):
                run_job(job, attempts)
            running_still = "Refresh" in client_as("it_aide").get(answer.url).headers
            assert running_still == (attempts < 5)
    assert "se detuvo por un error" in client_as("it_aide").get(answer.url).content.decode()
    assert loader.load(three(1)).finished_at <= dt.datetime.now(dt.UTC)
