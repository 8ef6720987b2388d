"""The sound of a name in Mexico: spellings that sound alike meet, names that differ do not."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banevim.methods.linkage import phonetic, skeleton

ALIKE = """
VELAZQUEZ BELASQUES
GARCIA GARSIA
HERNANDEZ ERNANDES
GONZALEZ GONSALES
JIMENEZ XIMENES
JIMENEZ GIMENEZ
MEJIA MEGIA
ZAVALA SABALA
CHAVEZ CHABES
GUZMAN GUSMAN
YESICA JESSICA
YAZMIN JASMIN
YOLANDA LLOLANDA
CAMPOS CANPOS
MIRIAM MIRIAN
NANCY NANSI
GIOVANA YOVANA
HUERTA WERTA
GUADALUPE WUADALUPE
GUADALUPE HUADALUPE
MUNOZ MUNIOZ
STEPHANY ESTEFANI
VICTORIA VITORIA
QUIROZ KIROS
CECILIA SESILIA
ISABEL YSABEL
BEATRIZ VEATRIS
TRINIDAD TRINIDA
ITZEL ITSEL
ANETTE ANETE
KAREN CAREN
OSVALDO OSWALDO
"""

APART = """
MARIA MARTA
LOPEZ LUPEZ
ROSA LUISA
JUANA ANA
GARCIA GRACIA
PEREZ FLORES
CHAVEZ CABEZAS
GUERRERO HERRERO
"""


@pytest.mark.parametrize("pair", ALIKE.strip().splitlines())
def test_spellings_that_sound_alike(pair: str) -> None:
    left, right = pair.split()
    assert phonetic(left) == phonetic(right)
    assert skeleton(left) == skeleton(right)


@pytest.mark.parametrize("pair", APART.strip().splitlines())
def test_names_that_sound_different(pair: str) -> None:
    left, right = pair.split()
    assert phonetic(left) != phonetic(right)


@pytest.mark.parametrize(
    ("token", "sound", "bones"),
    [
        ("VELAZQUEZ", "BELASKES", "BLSKS"),
        ("HERNANDEZ", "ERNANDES", "ERNNDS"),
        ("CHAVEZ", "CABES", "CBS"),
        ("AGUILAR", "AGILAR", "AGLR"),
        ("O", "O", "O"),
        ("", "", ""),
    ],
)
def test_known_answers(token: str, sound: str, bones: str) -> None:
    assert (phonetic(token), skeleton(token)) == (sound, bones)


@given(st.text(string.ascii_uppercase, min_size=1, max_size=15))
def test_the_code_is_short_and_of_capitals(token: str) -> None:
    assert set(phonetic(token)) <= set(string.ascii_uppercase)
    assert len(skeleton(token)) <= 6
