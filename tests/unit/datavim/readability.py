"""How easy a Spanish text is: the index of Szigriszt Pazos (1993), read on the INFLESZ scale.

    206.835 − 62.3 · syllables / words − words / sentences

F. Szigriszt Pazos, *Sistemas predictivos de legibilidad del mensaje escrito* (thesis, 1993). Scale of I. M.
Barrio-Cantalejo et al., *An. Sist. Sanit. Navar.* 31(2), 2008, 135-152: under 40 very hard, 40 to 55 somewhat hard,
55 to 65 normal, 65 to 80 quite easy, above 80 very easy. The formula of Fernández Huerta (1959) is its elder.
"""

import re
import unicodedata
from itertools import pairwise

WORD = re.compile(r"[^\W\d_]+")
SENTENCE_END = re.compile(r"[.!?:;…]+(?=\s|$)")
STRONG, WEAK_STRESSED = set("aeoáéó"), set("íú")


def syllables(word: str) -> int:
    """Syllables of one Spanish word: nuclei of vowels, two when both are strong or a weak one is stressed."""
    plain = re.sub(r"(?<=[qg])u(?=[eiéí])", "", unicodedata.normalize("NFC", word.lower()))
    plain = re.sub(r"y(?![aeiouáéíóúü])", "i", plain)
    count = 0
    for group in re.findall(r"[aeiouáéíóúü]+", plain):
        count += 1
        for one, two in pairwise(group):
            both = one in STRONG and two in STRONG
            stressed = (one in WEAK_STRESSED and two in STRONG) or (two in WEAK_STRESSED and one in STRONG)
            count += both or stressed
    return max(1, count)


def index(blocks: list[str]) -> float:
    """The index of some running text, block by block: the end of a block ends a sentence. Numbers are not words."""
    words = [word for block in blocks for word in WORD.findall(block)]
    sentences = sum(
        max(1, len([part for part in SENTENCE_END.split(block) if WORD.search(part)])) for block in blocks
    )
    return 206.835 - 62.3 * sum(map(syllables, words)) / len(words) - len(words) / sentences
