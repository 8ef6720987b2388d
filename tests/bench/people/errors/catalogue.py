"""Every kind of error, how often it comes, and how many come together in each strength."""

import random
from collections.abc import Mapping

from tests.bench.people.errors import naming, numbers, spelling
from tests.bench.people.errors.told import Error, Told, on_a_name

_EAR = {
    "b por v": spelling.swaps(("b", "v")),
    "s por c o z": spelling.swaps(("s", "z"), ("c(?=[eií])", "s"), ("z", "s")),
    "ll por y": spelling.swaps(("ll", "y")),
    "h de más o de menos": spelling.letters(r"(?<=\b)[hH](?=[aeiouáéíóú])|(?<=\w)h(?=[aeiou])", [""]),
    "g por j": spelling.swaps(("g(?=[eiéí])", "j"), ("x(?=[ieí])", "j")),
    "c por qu o k": spelling.swaps(("qu", "k"), ("c(?=[aou])", "k")),
    "m por n": spelling.swaps(("m(?=[bp])", "n"), ("n(?=[vbp])", "m")),
    "i por y": spelling.swaps(("i", "y")),
    "e por i": spelling.swaps(("e", "i"), ("o", "u")),
    "r por rr": spelling.swaps(("rr", "r"), ("ll", "l"), ("nn", "n")),
    "g por gu": spelling.swaps(("gu(?=[eií])", "g"), ("hu(?=[aeo])", "gu")),
    "sonido inglés": spelling.letters(r"(?i)\b(j|y)(?=e)|(?<=[a-z])(y|i)\b|ph|th|sh", ["y", "j", "t", "ch"]),
    "final perdida": spelling.letters(r"[sdzr]\b", [""]),
}
_HAND = {
    "tecla vecina": spelling.neighbour,
    "letras cambiadas de lugar": spelling.exchange,
    "letra perdida": spelling.drop,
    "letra doble": spelling.double,
    "letra de más": spelling.insert,
    "acento equivocado": spelling.wrong_accent,
    "lectura de papel": spelling.rn_for_m,
    "número por letra": spelling.zero_for_o,
    "ñ rota": spelling.broken_enye,
}
CATALOGUE: Mapping[str, tuple[float, Error]] = {
    **{name: (3.0, on_a_name(change)) for name, change in _EAR.items()},
    **{name: (1.6, on_a_name(change)) for name, change in _HAND.items()},
    "segundo nombre perdido": (8, naming.second_given_lost),
    "primer nombre perdido": (4, naming.first_given_lost),
    "nombres al revés": (2, naming.given_backwards),
    "otro segundo nombre": (1, naming.other_second_given),
    "Ma. por María": (5, naming.maria_short),
    "inicial": (2, naming.initial),
    "abreviatura": (3, naming.abbreviated),
    "apodo": (5, naming.nickname),
    "diminutivo": (1, naming.diminutive),
    "apellidos cambiados": (4, naming.surnames_exchanged),
    "sin segundo apellido": (6, naming.second_surname_lost),
    "sin primer apellido": (2, naming.first_surname_lost),
    "apellido de casada en su lugar": (3, naming.husband_instead),
    "apellido de casada añadido": (2.5, naming.husband_added),
    "todo en un campo": (2, naming.one_field),
    "nombre y apellidos cambiados": (1.2, naming.fields_exchanged),
    "apellidos juntos": (1.5, naming.surnames_together),
    "sin partícula": (5, naming.particle_lost),
    "partícula pegada": (3, naming.particle_glued),
    "apellido compuesto cortado": (2, naming.compound_cut),
    "cortado por el largo": (2, naming.cut_short),
    "palabras pegadas": (1.5, naming.glued_words),
    "palabra partida": (0.8, naming.split_word),
    "título": (0.8, naming.titled),
    "sin fecha": (5, numbers.no_date),
    "solo edad": (6, numbers.age_only),
    "edad redondeada": (1.5, numbers.age_rounded),
    "día por mes": (3, numbers.day_for_month),
    "día equivocado": (3, numbers.day_off),
    "mes equivocado": (2, numbers.month_off),
    "año equivocado": (3.5, numbers.year_off),
    "cifras del año cambiadas": (1.2, numbers.year_digits_exchanged),
    "primero de enero": (2.5, numbers.first_of_january),
    "otra fecha de su año": (1, numbers.own_year_today),
    "cifra del teléfono": (2, numbers.phone_digit),
    "cifras del teléfono cambiadas": (1, numbers.phone_exchange),
    "teléfono nuevo": (5, numbers.phone_new),
    "letra de la CURP": (2, numbers.curp_slip),
    "CURP con cifras cambiadas": (1, numbers.curp_exchange),
    "CURP con O por 0": (1, numbers.curp_o_for_zero),
    "CURP de otra": (0.6, numbers.curp_of_another),
    "otro municipio": (6, numbers.moved),
    "nombre falso": (0.35, naming.alias),
}
STRENGTHS: Mapping[str, tuple[float, tuple[int, ...]]] = {
    "leve": (0.35, (0, 1, 1)),
    "media": (0.40, (1, 2, 2, 3)),
    "fuerte": (0.25, (3, 4, 5)),
}
"""How much of the mix, and how many errors."""
_NAMES, _WEIGHTS = list(CATALOGUE), [weight for weight, _ in CATALOGUE.values()]
_PLAIN = {
    "mayúsculas": spelling.capitals,
    "minúsculas": spelling.lower,
    "sin acentos": spelling.without_accents,
}


def spoil(told: Told, chance: random.Random) -> list[str]:
    """Errors of a strength drawn from the mix, in place; their names, the strength first."""
    strengths = list(STRENGTHS)
    strength = chance.choices(strengths, [STRENGTHS[each][0] for each in strengths])[0]
    labels, wanted = [strength], chance.choice(STRENGTHS[strength][1])
    for name in chance.choices(_NAMES, _WEIGHTS, k=4 * wanted + 4):
        if len(labels) > wanted:
            break
        if name not in labels and CATALOGUE[name][1](told, chance):
            labels.append(name)
    return labels + _written(told, chance)


def _written(told: Told, chance: random.Random) -> list[str]:
    """How whoever types writes everything: accents are the exception."""
    labels = []
    for label, share in (("sin acentos", 0.6), ("mayúsculas", 0.3), ("minúsculas", 0.08)):
        if chance.random() < share:
            change = _PLAIN[label]
            told.given, told.first, told.second = (
                change(text, chance) for text in (told.given, told.first, told.second)
            )
            labels.append(label)
    return labels
