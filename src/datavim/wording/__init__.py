"""The words that the office does not publish, each with what to write instead and why. A pure checker, no grammar."""

from datavim.wording.checker import Term, Text, read_terms, said, terms
from datavim.wording.texts import problems_of, texts_of

__all__ = ["Term", "Text", "problems_of", "read_terms", "said", "terms", "texts_of"]
