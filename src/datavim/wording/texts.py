"""Every text that a bundle carries or that the site writes from it, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce

from datavim.bundle import CONTEXT_TABLES, Bundle
from datavim.present import present
from datavim.wording.checker import Term, Text, said, terms


def texts_of(bundle: Bundle) -> Iterator[Text]:
    """The texts of the cards, the tables and the cut, and the sentences that the site writes from the numbers.

    What another office calls its own figures (the filter of a table of context) is not ours to change.
    """
    theirs = [table.filter for table in bundle.tables if table.id in CONTEXT_TABLES]
    for card in bundle.cards:
        shown = present(bundle, card)
        yield Text(f"{card.id}, nombre", card.name)
        named = shown.finding.startswith(
            card.name
        )  # nothing to say of these numbers: it is the name of the sheet
        yield Text(f"{card.id}, hallazgo", shown.finding, headline=not named)
        yield Text(
            f"{card.id}, entrada", reduce(lambda lede, name: lede.replace(name, ""), theirs, shown.lede)
        )
        for name in ("theme", "definition", "formula", "numerator", "denominator", "period_rule"):
            yield Text(f"{card.id}, ficha", getattr(card, name))
        for words in (card.missing_policy, card.how_to_read, *card.limits):
            yield Text(f"{card.id}, ficha", words)
    for table in bundle.tables:
        yield Text(f"{table.id}, título", table.title)
        if table.filter not in theirs:
            yield Text(f"{table.id}, filtro", table.filter)
        for dimension in table.dimensions:
            for words in (dimension.label, *(code.label for code in dimension.codes)):
                yield Text(f"{table.id}, {dimension.label}", words)
    for name, words in bundle.texts.items():
        yield Text(name, words, headline=True)
    yield Text("regla de protección", bundle.cut.policy.text)


def problems_of(texts: Iterable[Text], wanted: tuple[Term, ...] | None = None) -> list[str]:
    """One sentence for each banned term and place, with what to write instead."""
    found = []
    for text in texts:
        for term in terms() if wanted is None else wanted:
            if (words := said(text, term)) is not None:
                found.append(f"{text.where}: dice «{words}». Escribe {term.use}. {term.why}")
    return list(dict.fromkeys(found))
