"""What the parts of a column say, in sentences that are true and correct whatever the column is."""

from __future__ import annotations

from datavim.bundle import CellState
from datavim.figures.parts import KNOWN, Part, Parts
from datavim.figures.ratios import share
from datavim.present import units
from datavim.present.scope import Scope
from datavim.words import PROTECTED, sentence_start, thousands

TYPE_OF_VIOLENCE = "tipo"
LONGEST = 120
"""Letters of a sentence that names two parts: a longer one does not fit in an infographic, and names one."""
_ADJECTIVES = frozenset(
    (
        *("psicológica", "física", "sexual", "económica", "patrimonial", "política", "obstétrica", "digital"),
        *("mediática", "vicaria", "simbólica", "moral", "institucional", "laboral", "docente", "comunitaria"),
        *("familiar", "feminicida", "y", "e"),
    )
)


def violence(label: str) -> str | None:
    """«violencia psicológica», where the label of the catalogue is an adjective."""
    words = label.lower().replace(",", "").split()
    return f"violencia {label.lower()}" if words and set(words) <= _ADJECTIVES else None


def subject_of(scope: Scope, found: Parts) -> Part | None:
    """The part that the page speaks of: the answer that the indicator is about, or else the largest published."""
    asked = [item for item in found.items if item.code in scope.card.answers and item.published]
    return next(iter(asked or found.by_size), None)


def _name(scope: Scope, part: Part) -> str | None:
    column = scope.cube.column
    return violence(part.label) if column and column.name == TYPE_OF_VIOLENCE else None


def headline_label(scope: Scope, part: Part) -> str:
    if (name := _name(scope, part)) is not None:
        return f"{sentence_start(units.many(scope.unit))} con {name}"
    column = scope.cube.column
    name = column.label if column else scope.card.name
    if part.code in scope.card.answers:
        return name
    return f"{name}: {part.label[:1].lower()}{part.label[1:]}"


def finding_of(scope: Scope, found: Parts) -> str:
    """The sentence of the page. The office may have written that of the first page of the state."""
    subject = subject_of(scope, found)
    place = f"En {scope.place_name}, " if scope.place_name else ""
    if subject is None or subject.value is None:
        column = scope.cube.column.label if scope.cube.column else scope.card.name
        hidden = all(item.state is CellState.WITHHELD for item in found.items)
        return f"{column}{scope.where}, {scope.when}{': datos protegidos' if hidden else ''}"
    asked = subject.code in scope.card.answers
    second = None if asked else next((item for item in found.by_size if item is not subject), None)
    name = _name(scope, subject)
    if not units.known(scope.unit):
        words = "; ".join(f"{part.label}, {thousands(part.value or 0)}" for part in (subject, second) if part)
        return f"{scope.cube.table.title}, {scope.when}: {words}"
    if scope.unit == "casos":
        words = f"en {counted_of(scope, found, subject)} {f'hubo {name}' if name else f'se anotó «{subject.label}»'}"
        more = ""
        if second is not None and (name is None or _name(scope, second)):
            more = f"; en {_short(second, found)}, {second.label.lower() if name else f'«{second.label}»'}"
    else:
        words = f"{_count(scope, found, subject)} {_have(subject)} «{subject.label}»"
        more = f"; {_short(second, found)}, «{second.label}»" if second is not None else ""
    said = f"{place}{words}"
    return sentence_start(f"{said}{more}" if len(said) + len(more) <= LONGEST else said)


def _whole(scope: Scope, found: Parts) -> str:
    """«440 casos registrados»: all that a count is of, where it is published; nothing where it is not."""
    if found.base is not None:
        return f"{units.some(found.base, scope.unit)}{units.of_all(scope.rule)}"
    whole = found.whole.value if found.whole else None
    return "" if whole is None else units.some(whole, scope.unit)


def counted_of(scope: Scope, found: Parts, part: Part) -> str:
    """«73 de cada 100 casos registrados», or the counts where the base is small or withheld."""
    if share(part.value, found.base) is not None:
        return f"{_short(part, found)} de cada 100 {units.many(scope.unit)}{units.of_all(scope.rule)}"
    whole = _whole(scope, found)
    return f"{thousands(part.value or 0)} de {whole}" if whole else units.some(part.value or 0, scope.unit)


def _count(scope: Scope, found: Parts, part: Part) -> str:
    """The same where the whole is said first: «de cada 100 mujeres registradas, 45»."""
    if share(part.value, found.base) is not None:
        return f"de cada 100 {units.many(scope.unit)}{units.of_all(scope.rule)}, {_short(part, found)}"
    whole = _whole(scope, found)
    return f"de {whole}, {_short(part, found)}" if whole else units.some(part.value or 0, scope.unit)


def _have(part: Part) -> str:
    return "tiene anotado" if part.value == 1 else "tienen anotado"


def _short(part: Part, found: Parts) -> str:
    number = share(part.value, found.base)
    return thousands(part.value or 0) if number is None else str(number)


def lede_of(scope: Scope, found: Parts) -> str:
    said = _told(scope, found)
    here = scope.of_state and scope.happened_here
    return f"{said} Son los hechos ocurridos en {scope.state_name}." if here else said


def _told(scope: Scope, found: Parts) -> str:
    if not any(item.value is not None for item in found.items):
        if found.whole is None or found.whole.value is None:
            return f"Todos los números de esta página están protegidos o no se capturaron. {PROTECTED}"
        total = units.some(found.whole.value, scope.unit)
        return f"Solo se publica el total: {total} {scope.during}. {PROTECTED}"
    if scope.several and scope.cube.column and scope.cube.column.name == TYPE_OF_VIOLENCE:
        return _several("Un caso puede incluir más de un tipo de violencia", found)
    if scope.several:
        return _several("Puede haber varias respuestas a la vez", found)
    whole, when = found.whole.value if found.whole else None, scope.during
    if whole is None or not units.known(scope.unit):
        return f"Son datos de {scope.when}."
    if scope.rule == KNOWN and found.base is not None:
        return f"El dato se conoce en {thousands(found.base)} de {units.some(whole, scope.unit)} {when}."
    return f"En total son {units.some(whole, scope.unit)} {when}."


def _several(words: str, found: Parts) -> str:
    if sum(item.share_tenths or 0 for item in found.items) > 1000:
        return f"{words}: por eso la suma pasa de 100."
    return f"{words}: las partes no suman {'100' if found.shares else 'el total'}."


def reading_of(scope: Scope, found: Parts) -> str:
    if scope.card.how_to_read:
        return scope.card.how_to_read
    subject = subject_of(scope, found)
    if subject is None or subject.value is None or not units.known(scope.unit):
        return ""
    words = f"En {counted_of(scope, found, subject)} la institución anotó"
    again = " El mismo caso puede estar en otra barra." if scope.several else ""
    return f"{words} «{subject.label}».{again}"
