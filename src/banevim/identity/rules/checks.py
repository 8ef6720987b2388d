"""What may be searched, how often, and who may review. Each refusal is the sentence that the person reads."""

import datetime as dt
from uuid import UUID

from banevim.accounts.terms import CAPTURE, STATE_OFFICE, Role
from banevim.common.errors import Conflict, Invalid, NotFound, Refused
from banevim.identity.rules.text import LONGEST_NOTE, clean
from banevim.identity.rules.typed import BOX
from banevim.identity.terms import NAMES, SHEET_HOURS, TRANSITIONS, Asked, Outcome, Review
from banevim.methods import linkage
from banevim.vault.context import Actor

REVIEWERS = STATE_OFFICE | {Role.INSTITUTIONAL_LIAISON}


def check_searches(by: Actor) -> None:
    """Only people who capture look for women."""
    if by.role not in CAPTURE or by.person_id is None or by.institution_id is None:
        raise Refused("Solo quien atiende y captura puede buscar expedientes.")


def check_enough(asked: Asked, keys: int) -> None:
    """Refuses what would find a crowd, or only serves to guess: a lone name, year, age or telephone."""
    if asked.folio or asked.curp:
        return
    letters = [
        linkage.normalise_name(n) for n in (asked.given_names, asked.first_surname, asked.second_surname)
    ]
    letters.append(linkage.normalise_name(asked.known_as))
    if not any(letters):
        raise Invalid(_without_name(asked), field=BOX)
    if max(len(word) for text in letters for word in text.split() or [""]) < 2:
        raise Invalid("Con una sola letra no podemos buscar: escribe el nombre y un apellido.", field=BOX)
    if keys == 0:
        raise Invalid(
            "Con un solo nombre hay demasiadas mujeres. Agrega un apellido o su fecha de nacimiento completa.",
            field=BOX,
        )


def _without_name(asked: Asked) -> str:
    if any(getattr(asked, name) for name in NAMES):
        return "Escribe el nombre con letras de nuestro alfabeto, como suena. Por ejemplo: Sara Cohen."
    if asked.phone:
        return "Con solo el teléfono no buscamos, por seguridad de ella. Escribe también su nombre."
    if asked.kinds():
        return "Con solo la fecha, el año o la edad no alcanza: escribe también su nombre y un apellido."
    return "Escribe su CURP, su folio, o su nombre y año de nacimiento."


def limit_sentence(limit: int) -> str:
    """What a person who reached the limit reads."""
    return (
        f"Llegaste al máximo de {limit} búsquedas en una hora. Espera unos minutos y vuelve a intentar. Si la "
        "estás atendiendo ahora y no puedes esperar, llama a la oficina estatal: te ayuda por teléfono."
    )


def check_pace(made: int, limit: int) -> None:
    """Raises Refused when the hour is full."""
    if made >= limit:
        raise Refused(limit_sentence(limit))


def check_alive(created_at: dt.datetime, now: dt.datetime) -> None:
    """The results of a search serve for a working shift; then they are erased."""
    if now - created_at > dt.timedelta(hours=SHEET_HOURS):
        raise erased()


def check_one_choice(outcome: str) -> None:
    """One search opens one file: another choice needs another search."""
    if outcome not in TRANSITIONS[Outcome.ACCESS][0]:
        raise Conflict("En esta búsqueda ya elegiste un expediente. Si no era ella, búscala otra vez.")


def check_offered(offered: bool) -> None:
    """What was shown is what would be opened: two files that became one, or two, may not be of the same woman."""
    if not offered:
        raise Conflict("Desde que la buscaste cambió ese expediente. Búscala otra vez.")


def check_reviewer(by: Actor) -> tuple[UUID, UUID]:
    """The liaison of an institution and the state office: who they are and for which institution."""
    if by.role not in REVIEWERS or by.person_id is None or by.institution_id is None:
        raise Refused("Tu cuenta no revisa búsquedas.")
    return by.person_id, by.institution_id


def check_reviews(by: Actor, searcher_id: object, outcome: str) -> None:
    """The liaison reviews what others of the institution searched; the state office, what anybody did."""
    if searcher_id == by.person_id:
        raise Refused("Tus propias búsquedas las revisa la oficina estatal.")
    if outcome not in set(Review):
        raise Invalid("Elige qué encontraste.", field="outcome")


def may_review(by: Actor, searcher_id: object) -> bool:
    """Whether the button is shown."""
    return by.role in REVIEWERS and searcher_id != by.person_id


def erased() -> NotFound:
    """What a person reads when the page of a search is no longer kept."""
    return NotFound("Los resultados de esa búsqueda ya se borraron. Búscala otra vez.")


def check_note(note: str) -> str:
    """A short note in one line. Raises Invalid."""
    text = clean(note)
    if len(text) > LONGEST_NOTE:
        raise Invalid(f"La nota es muy larga: caben {LONGEST_NOTE} letras.", field="note")
    return text
