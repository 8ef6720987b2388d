"""The month desk of the state office: six tasks in working order, each with its state, a count and one action."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.urls import reverse

from banevim.accounts.terms import Role
from banevim.catalogs.queries import overdue
from banevim.common import clock
from banevim.cuts import queries as cuts
from banevim.cuts import rules
from banevim.cuts.rules.checking import UNTOLD
from banevim.cuts.terms import Step
from banevim.home.queries import cards
from banevim.home.queries.cards import SHOWN, plural
from banevim.home.queries.plan import PUBLISHED_ON
from banevim.home.terms import Card
from banevim.vault.context import Actor
from datavim.words import day_and_month, month_name

WAITS = {
    Step.TAKEN: ("Revisar y decidir", "Lo aprueba una persona distinta de quien lo congeló"),
    Step.APPROVED: ("Publicar", "Ya lo aprobó una segunda persona"),
}


def month_wanted() -> str:
    """The month whose cut comes next: the last closed one, or the present one once that is public."""
    closed = cuts.next_month()
    return f"{clock.today():%Y-%m}" if closed in cuts.published_months() else closed


def before_freezing() -> str:
    """The deadline of what the cut will count, in words."""
    first = rules.month_end(month_wanted())
    return f"Antes del {day_and_month(first)}" if first > clock.today() else "Antes de congelar"


def capture(actor: Actor) -> Card:
    """Who has stopped registering."""
    return replace(cards.capture(actor), due=before_freezing())


def quality(actor: Actor) -> Card:
    """Institutions whose cases do not say what the indicators need."""
    month = month_wanted()
    rows = cuts.missing_in(month)
    untold = Counter({name: sum(row.untold[key] for row in rows) for key, name in UNTOLD.items()})
    n = len(rows)
    return Card(
        "Calidad",
        str(n),
        f"{plural(n, 'institución', 'instituciones')} con datos que faltan en {month_name(month)}",
        tuple(f"{many} casos sin {name}" for name, many in untold.most_common(SHOWN) if many),
        action="Ver por institución",
        address=f"{reverse('cuts:quality')}?mes={month}",
        due=before_freezing(),
        tag="En curso" if n else "Al día",
        tag_kind="warn" if n else "ok",
    )


def cut(actor: Actor) -> Card:
    """Where the newest cut stands and what comes next."""
    latest, wanted = cuts.latest_cut(), month_wanted()
    if cuts.policy_now() is None:
        return _unsigned(actor)
    end = rules.month_end(latest.month if latest and latest.step in WAITS else wanted)
    announced = end.replace(day=PUBLISHED_ON)
    due = f"{'Se publica' if announced >= clock.today() else 'Se anunció para'} el {day_and_month(announced)}"
    if latest is not None and latest.step in WAITS:
        action, why = WAITS[latest.step]
        looks = f"{latest.looks} {plural(latest.looks, 'punto', 'puntos')} por mirar" if latest.looks else ""
        page = reverse("cuts:detail", args=[latest.id])
        lines = tuple(filter(None, (looks, why)))
        return _cut(month_name(latest.month), latest.label.lower(), lines, action, page, due)
    last = f"El anterior es {latest.version}: {latest.label.lower()}" if latest else "Será el primero"
    if end > clock.today():
        done = _cut(day_and_month(end), f"se puede congelar {month_name(wanted)}", (last,), due=due)
        return replace(done, tag="Al día", tag_kind="ok")
    return _cut(month_name(wanted), "ya terminó y se puede congelar", (last,), "Congelar", due=due)


def _cut(
    count: str,
    what: str,
    lines: tuple[str, ...],
    action: str = "Ver los cortes",
    address: str = "",
    due: str = "",
) -> Card:
    page = address or reverse("cuts:list")
    tag = "En curso" if address else "Por hacer"
    return Card("Corte", count, what, lines, action, page, due=due, tag=tag, tag_kind="warn")


def _unsigned(actor: Actor) -> Card:
    head = actor.role == Role.STATE_LIAISON
    return Card(
        "Corte",
        "Falta",
        "firmar la política de confidencialidad",
        ("Sin ella no se congela ni se publica un corte",),
        action="Leer y firmar" if head else "Ver la política",
        address=reverse("cuts:policy"),
        tag="Por firmar",
        tag_kind="warn",
    )


def spreading(actor: Actor) -> Card:
    """The infographics that came out with the last cut, and whether the help numbers in them are verified."""
    last, late = cuts.newest_published_month(), overdue(clock.today(), practice=settings.PRACTICE)
    n = cuts.pieces_online() if last else 0
    told = f"{len(late)} {plural(len(late), 'número o centro', 'números o centros')} de ayuda sin verificar en 90 días"
    return Card(
        "Difusión",
        str(n),
        f"{plural(n, 'infografía', 'infografías')} del corte de {month_name(last)}"
        if last
        else "infografías: salen con el primer corte",
        (
            *(("Con texto para publicar y texto alternativo",) if n else ()),
            told if late else "Números de ayuda verificados",
        ),
        action="Abrir las publicaciones",
        address=f"{settings.DATAVIM_URL.rstrip('/')}/publicaciones/",
        due="Después de publicar el corte",
        tag="Falta verificar" if late else "Al día" if n else "Aún no",
        tag_kind="warn" if late else "ok" if n else "soft",
    )


def half_year(today: dt.date) -> list[str]:
    """The months of the half-year of a day."""
    first = 1 if today.month <= 6 else 7
    return [f"{today.year}-{month:02d}" for month in range(first, first + 6)]


def report(actor: Actor) -> Card:
    """The cuts that the half-year report rests on. The bank does not write the report yet, and says so."""
    months = half_year(clock.today())
    n = len(cuts.published_months() & set(months))
    whole = rules.month_end(months[-1]) - dt.timedelta(days=1)
    return Card(
        "Informe",
        f"{n} de 6",
        "meses del semestre publicados",
        ("El banco aún no arma el informe: se escribe con los datos abiertos de cada corte",),
        action="Abrir los datos abiertos",
        address=f"{settings.DATAVIM_URL.rstrip('/')}/datos-abiertos/",
        due=f"El semestre termina el {day_and_month(whole)}",
        tag="Completo" if n == len(months) else "En curso",
        tag_kind="ok" if n == len(months) else "soft",
    )


SIX: tuple[Callable[[Actor], Card], ...] = (capture, quality, cards.people, cut, spreading, report)


def desk(actor: Actor, six: Sequence[Card]) -> dict[str, Any]:
    """How far the month is, in words."""
    done, first = sum(card.tag_kind == "ok" for card in six), rules.month_end(month_wanted())
    name = month_name(month_wanted())
    when = f"se congela desde el {day_and_month(first)}" if first > clock.today() else "ya se puede congelar"
    return {"done": f"{done} de {len(six)} al día", "freezing": f"el corte de {name} {when}"}
