"""What the bench of linkage says of a tool that failed."""

import pytest
from tests.bench.linkage import said


@pytest.mark.parametrize(
    ("errors", "words"),
    [
        ("Traceback\n  line 3\nValueError: math domain error\n", "ValueError: math domain error"),
        ("duckdb.ParserException: syntax error\n\nLINE 3: select\n          ^^\n", "LINE 3: select"),
        ("\n  ^^ \n", "sin mensaje"),
        ("", "sin mensaje"),
    ],
)
def test_a_failure_is_told_in_words(errors: str, words: str) -> None:
    assert said(errors) == words
