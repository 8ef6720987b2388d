"""One written form for a name: what capture, accents, particles and habit change is undone."""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

from ._phonetic import phonetic
from ._tables import abbreviations, listed_names, nicknames, untold_forms

_LONGEST = 300
_SHORTEST_GLUED, _SHORTEST_PART, _FRAME = 8, 3, 4
_PARTICLES = frozenset(
    ["DE", "DEL", "LA", "LAS", "LO", "LOS", "EL", "Y", "E", "DA", "DAS", "DO", "DOS", "DI", "DU"]
    + ["VDA", "VIUDA", "VAN", "VON", "DER", "DEN"]
)
# What people are called before the name; C. is «ciudadana».
_TITLES = frozenset(
    [
        "SRA",
        "SRITA",
        "SRTA",
        "SENORA",
        "SENORITA",
        "DONA",
        "DNA",
        "C",
        "LIC",
        "LICDA",
        "DRA",
        "DR",
        "MTRA",
        "MTRO",
    ]
    + ["ING", "ARQ", "PROFA", "PROFRA", "PROFESORA", "DOCTORA", "LICENCIADA", "MAESTRA"]
)
# Particles written together with the surname.
_GLUED = re.compile(
    r"^(?:DELAS|DELOS|DELA)(?=[A-Z]{3})"
    r"|^DEL(?=(?:ANGEL|CAMPO|CARMEN|CASTILLO|MAR|MORAL|PILAR|PRADO|REFUGIO|RIO|ROCIO|ROSARIO|SOCORRO)$)"
    r"|^DEL(?=(?:TORO|VALLE|VILLAR)$)|^DE(?=(?:JESUS|LEON|SANTIAGO)$)"
)
_ALIAS = re.compile(
    r"(?:^|[\s,(])(?:\(a\)|alias|apodad[ao]|(?:tambi[eé]n )?conocid[ao] como|dice llamarse)\s+(?P<after>.*)$"
    r"|\((?P<inside>[^()]*)\)?\s*$",
    re.IGNORECASE,
)
# AnaJulia, but neither McAllister nor an accent in small letters.
_CAPITAL_INSIDE = re.compile(r"(?<=[a-zà-öø-ÿ]{3})(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{2})")
# What old systems print where an Ñ was: Ð ¥ # & ? and the replacement character.
_BROKEN_ENYE = re.compile(r"(?<=[A-Za-zÀ-ÿ])[Ðð¥#&?\ufffd¤](?=[A-Za-zÀ-ÿ])")
_BROKEN_LETTERS = frozenset("ÃãÐð")
# One letter of UTF-8 read as two of Windows; what Windows does not define stays a control character.
_MOJIBAKE = re.compile(r"[Ãã][\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")
# Figures typed inside a word, or read off paper: K1MBERLY, S0TO.
_FIGURES = re.compile(r"(?<=[A-Z])[0-9]+(?=[A-Z])|\b[0134578](?=[A-Z]{3})|(?<=[A-Z]{3})[0134578]\b")
_LETTER_OF = str.maketrans("0134578269", "OIEASTBZGG")
_VOWELS = str.maketrans("", "", "AEIOU")
_OTHER_LETTERS = str.maketrans(
    {"Ø": "O", "Æ": "AE", "Œ": "OE", "Ł": "L", "ẞ": "SS", "Đ": "D"}
    # Letters of other keyboards that nobody can tell from ours.
    | dict(zip("АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTYXABEZHIKMNOPTYX", strict=True))
) | str.maketrans("ÁÀÄÂÉÈËÊÍÌÏÎÓÒÖÔÚÙÜÛÑÇ", "AAAAEEEEIIIIOOOOUUUUNC")


def normalise_name(text: str) -> str:
    """Capitals A to Z and single spaces: no accents, Ñ as N, no signs; damaged Ñ and UTF-8 are mended."""
    cut = text[:_LONGEST]
    if not cut.replace(" ", "").isalpha() or not _BROKEN_LETTERS.isdisjoint(cut):
        cut = undamaged(cut)
    upper = cut.upper().translate(_OTHER_LETTERS)
    plain = upper if upper.isascii() else _without_accents(upper)
    if plain.isascii() and plain.isupper() and plain.replace(" ", "").isalpha():
        return " ".join(plain.split())
    joined = _FIGURES.sub(lambda found: found[0].translate(_LETTER_OF), re.sub(r"['’`´‘]", "", plain))
    return " ".join(re.sub(r"[^A-Z]+", " ", joined).split())


def undamaged(text: str) -> str:
    """A text with the letters that old systems broke put back: `TreviÃ±o` and `Trevi#o` are `Treviño`."""
    return _BROKEN_ENYE.sub(_enye, _MOJIBAKE.sub(_one_letter, text))


def _enye(found: re.Match[str]) -> str:
    return "Ñ" if found.string[found.start() - 1].isupper() else "ñ"


def _one_letter(found: re.Match[str]) -> str:
    high, low = found[0].upper()[0], found[0][1]
    code = low.encode("latin-1") if ord(low) < 256 else low.encode("cp1252")
    return (high.encode("latin-1") + code).decode("utf-8")


def is_untold(text: str) -> bool:
    """Whether a field of a name says that it was not told: `SIN DATO`, `N/A`, a row of X."""
    return text[:1].upper() in _untold_begin() and normalise_name(text) in untold_forms()


@cache
def _untold_begin() -> frozenset[str]:
    """Their first letters, which few names share: a million records are prepared a fifth faster."""
    return frozenset(form[0] for form in untold_forms())


def other_name(text: str) -> tuple[str, str]:
    """A name, and the other one she goes by when it is written with it: `Ivonne alias La China`, `Magdalena (Lupe)`."""
    if (" " in text or "(" in text) and (found := _ALIAS.search(text)):
        return text[: found.start()].strip(" ,"), (found["inside"] or found["after"] or "").strip(" .,)")
    return text, ""


def name_tokens(text: str) -> tuple[str, ...]:
    """The words that carry the name: abbreviations written out, familiar forms and particles undone.

    `Ma. de los Ángeles` and `MARIA ANGELES` give the same tokens; so do `Lupita` and `Gpe.`
    """
    return tuple(slot.partition("/")[0] for slot in name_slots(text))


def name_slots(text: str, *, surname: bool = False) -> tuple[str, ...]:
    """The same words, each with all the names it may stand for, most usual first: `GRACIELA/CELIA/MARCELA`.

    In a `surname` what is written comes before the names that it may be short for: Mena is a surname.
    """
    words = normalise_name(text).split()
    if len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    if len(words) > 1 and words[0] == "M":
        words[0] = "MARIA"
    kept = [word for word in words if word not in _PARTICLES]
    return tuple(slot for word in kept or words[-1:] for slot in _slots(word, surname))


def mended(text: str) -> str:
    """A name as it was meant: a word cut in two is put together (`Men doza`), two that a capital parts are taken apart
    (`AnaJulia`), a title alone (`Mtra.`) is no name. For what is typed to look for her; a record stays as captured.
    """
    words = _CAPITAL_INSIDE.sub(" ", text).split()
    if len(words) == 1 and normalise_name(words[0]) in _TITLES:
        return ""
    kept: list[str] = []
    for word in words:
        if kept and _are_pieces(kept[-1], word):
            kept[-1] += word
        else:
            kept.append(word)
    return " ".join(kept)


def _are_pieces(left: str, right: str) -> bool:
    """Together they are a listed name, and at least one of them is no name, particle or short form by itself; or have
    the consonants of one to the ear, and none of them is."""
    pieces = normalise_name(left), normalise_name(right)
    if not pieces[0].isalpha() or pieces[0] in _TITLES:
        return False
    known = [each in listed_names() or each in _PARTICLES or _is_short(each) for each in pieces]
    if "".join(pieces) in listed_names():
        return not all(known)
    frame = _frame("".join(pieces))
    return not any(known) and len(frame) >= _FRAME and frame in _listed_frames()


def _frame(word: str) -> str:
    return phonetic(word).translate(_VOWELS)


@cache
def _listed_frames() -> frozenset[str]:
    return frozenset(map(_frame, listed_names()))


def _is_short(word: str) -> bool:
    return word in nicknames() or word in abbreviations()


def has_husband_mark(text: str) -> bool:
    """`López de García`, `de García`, `viuda de García`: the last surname may be the husband's."""
    words = normalise_name(text).split()
    if "VDA" in words or "VIUDA" in words:
        return True
    return any(left == "DE" and right not in _PARTICLES for left, right in pairwise(words))


@lru_cache(maxsize=1 << 16)
def _slots(word: str, surname: bool) -> tuple[str, ...]:
    """One written word: its particle taken off, cut in two where two names were run together, its short form undone.

    Remembered by word alone: a list of names in use, not of who bears them.
    """
    parts = _unglued(_GLUED.sub("", word))
    written = (abbreviations().get(part, part) for part in parts)
    return tuple(
        "/".join(dict.fromkeys((full, *_meant(full)) if surname else _meant(full) or (full,)))
        for full in written
    )


def _meant(word: str) -> tuple[str, ...]:
    """The names that a familiar form stands for: a listed form, or a diminutive of a listed name (`Carlotita`,
    `Isabelita`, `Carmencita`)."""
    if word in nicknames() or word in listed_names():
        return nicknames().get(word, ())
    if not word.endswith("ITA"):
        return ()
    stems = (word[:-3] + "A", word[:-3], *([word[:-4]] if word.endswith("CITA") else []))
    return tuple(stem for stem in stems if len(stem) >= _SHORTEST_PART and stem in listed_names())


def _unglued(word: str) -> tuple[str, ...]:
    """Two names run together (`MARIAGUADALUPE`), when both are listed and the whole is not."""
    names = listed_names()
    if len(word) < _SHORTEST_GLUED or word in names or word in nicknames() or word in abbreviations():
        return (word,)
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    found = [(word[:cut], word[cut:]) for cut in cuts if word[:cut] in names and word[cut:] in names]
    return max(found, key=lambda pair: min(len(pair[0]), len(pair[1])), default=(word,))


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
