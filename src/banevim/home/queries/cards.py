"""The cards of the desks. Each tells something that is true now and offers one action."""

import datetime as dt

from django.urls import reverse
from django.utils import formats, timezone

from banevim.accounts import queries as accounts
from banevim.accounts.terms import Role
from banevim.care import queries as care
from banevim.care.rules import MONTHS_BACK, may_closes, months_before
from banevim.care.terms import Stage
from banevim.care.words import is_late, month_words
from banevim.casefiles import queries as casefiles
from banevim.catalogs.queries import deadline
from banevim.common import clock
from banevim.home.queries import trail
from banevim.home.terms import CALL, Card
from banevim.identity import queries as identity
from banevim.vault.context import Actor

SHOWN = 3


def moment(at: dt.datetime) -> str:
    """A moment in the bank's time zone, as people write it."""
    return formats.date_format(timezone.localtime(at), r"j \d\e F, H:i").lower()


def plural(n: int, one: str, many: str) -> str:
    return one if n == 1 else many


def own_month(actor: Actor) -> Card:
    """What the person and her institution registered since the first of the month."""
    counts, whole = casefiles.month_counts(actor), actor.role == Role.INSTITUTIONAL_LIAISON
    return Card(
        "Mi mes",
        str(counts.mine),
        plural(counts.mine, "caso registrado por ti este mes", "casos registrados por ti este mes"),
        (f"{counts.institution} en toda tu institución",),
        action="Ver la lista",
        address=reverse("casefiles:month") + ("?quien=todas" if whole else ""),
        due="El plazo para registrar es de "
        f"{deadline('capture', clock.today()).value} días hábiles desde que se conoce el hecho",
    )


def month_closing(actor: Actor) -> Card | None:
    """From the first day of the next month: whether the institution has closed the one that ended. None for whoever
    does not close it, and while there is none to close."""
    if actor.institution_id is None or not may_closes(
        actor, has_liaison=care.has_liaison(actor.institution_id)
    ):
        return None
    last = care.last_ended_month()
    found = care.closed_months(months_before(last, MONTHS_BACK), institution_id=actor.institution_id)
    if not found:
        return None
    missing = found[0].missing
    wanted = missing[-1] if missing else last
    others = len(missing) - 1
    return Card(
        "Cierre del mes",
        month_words(wanted),
        "todavía sin cerrar" if missing else "ya está cerrado",
        (f"y {others} {plural(others, 'mes anterior', 'meses anteriores')}",) if others > 0 else (),
        action=f"Cerrar {month_words(wanted)}" if missing else "Ver los meses",
        address=f"{reverse('care:closing')}?mes={wanted}",
        due="También se cierra si no hubo casos",
        tag="Por cerrar" if missing else "Al día",
        tag_kind="warn" if missing else "ok",
    )


def referrals_waiting(actor: Actor) -> Card:
    """What other institutions ask and nobody has answered."""
    rows = list(care.waiting_here(actor))
    n, late = len(rows), sum(is_late(row) for row in rows)
    return Card(
        "Canalizaciones",
        str(n),
        plural(n, "canalización espera tu respuesta", "canalizaciones esperan tu respuesta"),
        (f"{late} {plural(late, 'pasó', 'pasaron')} del plazo",) if late else (),
        action="Responder" if n else "Ver la lista",
        address=reverse("care:received") + ("?estado=esperan" if n else ""),
        tag="Esperan" if n else "Al día",
        tag_kind="warn" if n else "ok",
    )


def drafts(actor: Actor) -> Card:
    """What the person began and has not registered."""
    n = casefiles.my_drafts(actor).count()
    return Card(
        "Mis borradores",
        str(n),
        plural(n, "captura sin registrar", "capturas sin registrar"),
        action="Seguir" if n else "Ver la lista",
        address=reverse("casefiles:drafts"),
        due="Un borrador no cuenta hasta que se registra",
        tag="Por registrar" if n else "Al día",
        tag_kind="warn" if n else "ok",
    )


def follow_ups_due(actor: Actor) -> Card:
    """Contacts whose day has come."""
    rows = list(care.follow_ups_due(actor))
    n, late = len(rows), sum(row.due_on < clock.today() for row in rows)
    return Card(
        "Seguimientos",
        str(n),
        plural(n, "contacto por hacer hoy o ya vencido", "contactos por hacer hoy o ya vencidos"),
        (f"{late} {plural(late, 'vencido', 'vencidos')}",) if late else (),
        action="Ver" if n else "Ver la lista",
        address=reverse("care:follow_ups"),
        tag="Por hacer" if n else "Al día",
        tag_kind="warn" if n else "ok",
    )


def pending(actor: Actor) -> Card:
    """Registered cases that lack a datum or look odd: the person's, or the institution's for its liaison."""
    whole = actor.role == Role.INSTITUTIONAL_LIAISON
    n = casefiles.pending_count(actor, mine=not whole)
    return Card(
        "Pendientes" if whole else "Mis pendientes",
        str(n) if n < casefiles.COUNTED else f"{casefiles.COUNTED - 1}+",
        plural(
            n, "caso al que le falta un dato o se ve raro", "casos a los que les falta un dato o se ven raros"
        ),
        lines=("En toda tu institución",) if whole else (),
        action="Completar" if n else "Ver la lista",
        address=reverse("casefiles:pending") + ("?quien=todas" if whole else ""),
        tag="Por completar" if n else "Al día",
        tag_kind="warn" if n else "ok",
    )


def shelters_wanted(actor: Actor) -> Card:
    """Referrals that look for a shelter: only the state office asks one."""
    rows = list(care.to_shelters())
    n, asked = sum(row.stage == Stage.SEARCHING for row in rows), len(rows)
    return Card(
        "Refugios",
        str(n),
        plural(n, "canalización por asignar", "canalizaciones por asignar"),
        (f"{asked - n} esperan respuesta de un refugio",) if asked > n else (),
        action="Asignar" if n else "Ver la lista",
        address=reverse("care:shelters"),
        tag="Por asignar" if n else "Al día",
        tag_kind="warn" if n else "ok",
    )


def possible_duplicates(actor: Actor) -> Card:
    """Searches that left a doubt and a new file."""
    n = identity.doubts_count(actor)
    return Card(
        "Posibles duplicados",
        str(n),
        plural(
            n,
            "búsqueda dejó una duda y un expediente nuevo",
            "búsquedas dejaron una duda y un expediente nuevo",
        ),
        action="Revisar" if n else "Ver la lista",
        address=reverse("identity:doubts"),
        tag="Por revisar" if n else "Al día",
        tag_kind="warn" if n else "ok",
    )


def pairs_to_decide(actor: Actor) -> Card:
    """Records that may be of one woman, and searches of protected files that wait for a call."""
    n, calls = identity.linking_counts(actor)
    told = f"{calls} {plural(calls, 'búsqueda', 'búsquedas')} de un expediente protegido por resolver hoy"
    return Card(
        "Duplicados",
        str(n),
        plural(n, "par de expedientes espera tu decisión", "pares de expedientes esperan tu decisión"),
        (told,) if calls else (),
        action="Llamar" if calls else "Decidir" if n else "Ver la lista",
        address=reverse("identity:coincidences" if calls else "identity:pairs"),
        tag=CALL if calls else "Por decidir" if n else "Al día",
        tag_kind="warn" if n or calls else "ok",
    )


def searches_without_care(actor: Actor) -> Card:
    """Searches that did not end in care: the watch over who looks for whom."""
    counts = identity.desk_counts(actor)
    limited = (f"{counts.limited} veces alguien llegó al límite por hora",) if counts.limited else ()
    n = counts.unfollowed
    return Card(
        "Búsquedas sin atención",
        str(n),
        plural(n, "búsqueda que no terminó en una atención", "búsquedas que no terminaron en una atención"),
        limited,
        action="Revisar" if n else "Ver la lista",
        address=reverse("identity:unfollowed"),
        tag="Por revisar" if n else "Al día",
        tag_kind="warn" if n else "ok",
    )


def capture(actor: Actor) -> Card:
    """Institutions that stopped registering."""
    days = deadline("activity_gap", clock.today()).value
    rows = casefiles.capture_activity(clock.now() - dt.timedelta(days=days))
    idle = [row for row in rows if not row.cases]
    names = [row.institution.name for row in idle[:SHOWN]]
    if len(idle) > SHOWN:
        names.append(f"y {len(idle) - SHOWN} más")
    return Card(
        "Captura",
        str(len(idle)),
        f"{plural(len(idle), 'institución', 'instituciones')} sin casos registrados en {days} días",
        (*names, f"{len(rows) - len(idle)} de {len(rows)} registraron", _without_closing()),
        action="Ver por institución",
        address=reverse("home:activity"),
        tag="En curso" if idle else "Al día",
        tag_kind="warn" if idle else "ok",
    )


def _without_closing() -> str:
    """How many institutions have not closed the month that ended."""
    last = care.last_ended_month()
    rows = care.closed_months([last])
    n = sum(bool(row.missing) for row in rows)
    return f"{n} de {len(rows)} no {plural(n, 'ha', 'han')} cerrado {month_words(last)}"


def people(actor: Actor) -> Card:
    """Accounts that wait for somebody."""
    found = list(accounts.people_by_institution(actor))
    failing = accounts.failures_waiting(found)
    waiting, opened = accounts.open_invitations().count(), sum(p.is_active for p in found)
    n = len(failing)
    return Card(
        "Cuentas",
        str(n),
        plural(n, "cuenta con intentos fallidos", "cuentas con intentos fallidos")
        + " en la última media hora",
        (f"{waiting} invitaciones sin usar", f"{opened} cuentas abiertas"),
        action="Ver las cuentas",
        address=reverse("accounts:people"),
        due="Desbloqueos, el mismo día",
        tag="Esperan" if n else "Al día",
        tag_kind="warn" if n else "ok",
    )


def upkeep(actor: Actor) -> Card:
    """Backup and signed audit trail: what the IT aide answers for."""
    backup, signed = trail.last_backup(), trail.last_checkpoint()
    old = backup is None or clock.now() - backup > dt.timedelta(days=7)
    return Card(
        "Respaldos y bitácora",
        formats.date_format(timezone.localtime(backup), r"j M") if backup else "Ninguno",
        f"último respaldo, {moment(backup)}" if backup else "Este banco aún no tiene un respaldo",
        (f"Bitácora firmada por última vez: {moment(signed)}" if signed else "Bitácora aún sin firmar",),
        due="Se hace en el servidor: ./banevim backup CARPETA; se comprueba con ./banevim audit verify",
        tag="Hace falta" if old else "Al día",
        tag_kind="warn" if old else "ok",
    )


def audit_trail(actor: Actor) -> Card:
    """The audit trail of today."""
    n = trail.audit_records(actor, since=clock.today()).count()
    return Card("Auditoría", f"{n:,}", "hechos anotados hoy", (), "Ver la bitácora", reverse("home:audit"))
