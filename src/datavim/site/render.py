"""Templates to HTML. Everything is escaped unless it is an SVG that we drew."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from datavim import words

TEMPLATES = Path(__file__).parent.parent / "templates"


@cache
def environment() -> Environment:
    """One for the process: a template is compiled once."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "thousands": words.thousands,
        "long_date": words.long_date,
        "day_and_month": words.day_and_month,
        "month_name": words.month_name,
        "short_date": words.short_date,
        "start": words.sentence_start,
        "listed": words.listed,
        "full_stop": words.full_stop,
        "in_words": words.in_words,
        "drawn": Markup,
    }
    return made


class Pages:
    """Renders templates with what every page shares."""

    def __init__(self, shared: Mapping[str, object]) -> None:
        self._shared = shared

    def html(self, template: str, **context: object) -> bytes:
        page = environment().get_template(f"pages/{template}.html")
        return page.render({**self._shared, "section": template, **context}).encode()
