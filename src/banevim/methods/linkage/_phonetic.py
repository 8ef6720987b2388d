"""How a name sounds in Mexico: s = c = z, b = v, ll = y, silent h, jota, hard and soft g and c.

The code is a string of capitals; the skeleton drops the vowels after the first letter and keeps six.
"""

import re

# In order. 1 stands for the sound of CH and 2 for hard G while the letters C and G are being settled.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"LL$|(?<=[BCFGP])LL", "L"),
        (r"LL", "Y"),
        (r"(?:SCH|SH|CH)", "1"),
        (r"PH", "F"),
        (r"^S(?=[CKMPQT])", "ES"),
        (r"^X(?=[AEI])", "J"),
        (r"^X", "S"),
        (r"X(?=[AEIOU])", "KS"),
        (r"X", "S"),
        (r"QU(?=[EI])|Q", "K"),
        (r"(?:GU|HU|WU)(?=[AO])|HU(?=[EI])", "W"),
        (r"GU(?=[EI])", "2"),
        (r"G(?=[EIY])", "J"),
        (r"S?C(?=[EIY])", "S"),
        (r"C", "K"),
        (r"H", ""),
        (r"Z", "S"),
        (r"TS", "S"),
        (r"V", "B"),
        (r"SW", "SB"),
        (r"^P(?=S)", ""),
        (r"K(?=T)", ""),
        (r"^[IY](?=[AEOU])|^J?I(?=[AOU])|^Y(?=I)", "J"),
        (r"(?<=[^AEIOU])Y|Y(?![AEIOU])", "I"),
        (r"N[IY](?=[AEOU])", "N"),
        (r"M(?![AEIOU])", "N"),
        (r"(?<=[AEIOU])D$", ""),
        (r"(.)\1+", r"\1"),
        (r"1", "C"),
        (r"2", "G"),
    )
)
_SKELETON_LENGTH = 6


def phonetic(token: str) -> str:
    """The sound of one token of `name_tokens`: VELAZQUEZ and BELASQUES are both BELASKES."""
    sound = token
    for pattern, replacement in _RULES:
        sound = pattern.sub(replacement, sound)
    return sound


def skeleton(token: str) -> str:
    """First letter and consonants of the sound, at most six: HERNANDEZ is ERNNDS."""
    return skeleton_of_sound(phonetic(token))


def skeleton_of_sound(sound: str) -> str:
    return (sound[:1] + re.sub(r"[AEIOU]", "", sound[1:]))[:_SKELETON_LENGTH]
