"""Names: which are said, in what order, in which field, and how they are shortened."""

import random
import re
import unicodedata

from tests.bench.people.errors.told import NAMES, Told
from tests.bench.people.names import nicknames

SMALL = r"\b(?:de las|de los|de la|del|de|la|los|las|y)\b"
HUSBANDS = (
    "García Ruiz Cota Mendoza Salgado Beltrán Ochoa Lucero Pineda Arce Mora Nájera Quiroz Tovar".split()
)
ALIASES = "Ana Flores|Rosa Díaz|Luz Méndez|Eva Soto|Alma Ríos|Flor Vega|Nora Luna|Paz Rojas".split("|")
TITLES = ("Sra.", "Srita.", "Lic.", "Mtra.", "C.", "Dra.")


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).lower()


FORMS = {_plain(name): forms for name, forms in nicknames().items()}


def second_given_lost(told: Told, _: random.Random) -> bool:
    first, _, rest = told.given.partition(" ")
    told.given = first if rest else told.given
    return bool(rest)


def first_given_lost(told: Told, _: random.Random) -> bool:
    rest = re.sub(rf"^\S+\s+(?:{SMALL}\s+)?", "", told.given)
    changed = bool(rest) and rest != told.given
    told.given = rest if changed else told.given
    return changed


def given_backwards(told: Told, _: random.Random) -> bool:
    words = told.given.split()
    if len(words) != 2:
        return False
    told.given = f"{words[1]} {words[0]}"
    return True


def maria_short(told: Told, chance: random.Random) -> bool:
    before = told.given
    told.given = re.sub(r"(?i)^mar[ií]a\b(?=\s)", chance.choice(["Ma.", "Ma", "M.", "Mª"]), told.given)
    return told.given != before


def initial(told: Told, _: random.Random) -> bool:
    words = told.given.split()
    if len(words) < 2 or len(words[-1]) < 3:
        return False
    told.given = " ".join([*words[:-1], words[-1][0] + "."])
    return True


def abbreviated(told: Told, _: random.Random) -> bool:
    before = (told.given, told.first, told.second)
    told.given = re.sub(r"(?i)\bguadalupe\b", "Gpe.", re.sub(r"(?i)\bfrancisca\b", "Fca.", told.given))
    for name in ("first", "second"):
        changed = re.sub(r"(?i)^hern[aá]ndez$", "Hdez.", getattr(told, name))
        changed = re.sub(r"(?i)^mart[ií]nez$", "Mtz.", re.sub(r"(?i)^gonz[aá]lez$", "Glez.", changed))
        setattr(told, name, re.sub(r"(?i)^rodr[ií]guez$", "Rdz.", changed))
    return before != (told.given, told.first, told.second)


def nickname(told: Told, chance: random.Random) -> bool:
    words = told.given.split()
    known = [n for n, word in enumerate(words) if _plain(word) in FORMS]
    if not known:
        return False
    n = chance.choice(known)
    called = chance.choice(FORMS[_plain(words[n])])
    told.given = called if chance.random() < 0.5 else " ".join([*words[:n], called, *words[n + 1 :]])
    return True


def diminutive(told: Told, _: random.Random) -> bool:
    words = told.given.split()
    if len(words[0]) < 4 or words[0][-1].lower() != "a":
        return False
    told.given = " ".join([words[0][:-1] + "ita", *words[1:]])
    return True


def surnames_exchanged(told: Told, _: random.Random) -> bool:
    told.first, told.second = (told.second, told.first) if told.second else (told.first, told.second)
    return bool(told.second)


def second_surname_lost(told: Told, _: random.Random) -> bool:
    had, told.second = bool(told.second), ""
    return had


def first_surname_lost(told: Told, _: random.Random) -> bool:
    if not told.second:
        return False
    told.first, told.second = told.second, ""
    return True


def husband_instead(told: Told, chance: random.Random) -> bool:
    if not told.second:
        return False
    told.second = chance.choice(["", "de "]) + chance.choice(HUSBANDS)
    return True


def husband_added(told: Told, chance: random.Random) -> bool:
    if not told.second:
        return False
    told.second += chance.choice([" de ", " vda. de ", " viuda de "]) + chance.choice(HUSBANDS)
    return True


def one_field(told: Told, _: random.Random) -> bool:
    told.given = " ".join(filter(None, (told.given, told.first, told.second)))
    told.first = told.second = ""
    return True


def fields_exchanged(told: Told, _: random.Random) -> bool:
    given = " ".join(filter(None, (told.first, told.second)))
    words = told.given.split()
    told.given, told.first, told.second = given, words[0], " ".join(words[1:])
    return True


def surnames_together(told: Told, chance: random.Random) -> bool:
    if not told.second:
        return False
    told.first, told.second = f"{told.first}{chance.choice([' ', '-'])}{told.second}", ""
    return True


def _each(told: Told, pattern: str, new: str) -> bool:
    before = (told.given, told.first, told.second)
    for name in NAMES:
        setattr(told, name, re.sub(pattern, new, getattr(told, name), count=1, flags=re.I))
    return before != (told.given, told.first, told.second)


def particle_lost(told: Told, _: random.Random) -> bool:
    return _each(told, rf"{SMALL}\s+", "")


def particle_glued(told: Told, _: random.Random) -> bool:
    return _each(told, r"\b(de|del|la|los|las)\s+(?=\w)", r"\1")


def compound_cut(told: Told, _: random.Random) -> bool:
    for name in ("first", "second"):
        words = getattr(told, name).split()
        if len(words) > 1 and len(words[0]) > 3:
            setattr(told, name, words[0])
            return True
    return False


def cut_short(told: Told, chance: random.Random) -> bool:
    long = [name for name in NAMES if len(getattr(told, name)) > 7]
    if not long:
        return False
    name = chance.choice(long)
    text = getattr(told, name)
    width = chance.choice([14, 16, 20]) if " " in text else chance.choice([6, 7, 8, 10])
    setattr(told, name, text[:width].strip())
    return len(text) > width


def glued_words(told: Told, _: random.Random) -> bool:
    changed = " " in told.given
    told.given = told.given.replace(" ", "", 1)
    return changed


def split_word(told: Told, chance: random.Random) -> bool:
    name = chance.choice(("given", "first"))
    text = getattr(told, name)
    if len(text) < 7 or " " in text:
        return False
    setattr(told, name, f"{text[:3]} {text[3:]}")
    return True


def titled(told: Told, chance: random.Random) -> bool:
    told.given = f"{chance.choice(TITLES)} {told.given}"
    return True


def other_second_given(told: Told, chance: random.Random) -> bool:
    words = told.given.split()
    if len(words) != 2:
        return False
    told.given = f"{words[0]} {chance.choice(['María', 'Guadalupe', 'Elena', 'Isabel', 'Luz'])}"
    return True


def alias(told: Told, chance: random.Random) -> bool:
    told.given, _, told.first = chance.choice(ALIASES).partition(" ")
    told.second = told.curp = ""
    return True
