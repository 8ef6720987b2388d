"""Declarations and files of others, as they come: what is wrong is told with its place, and nothing is passed over."""

import json

import pytest

from banevim.methods.disclosure import (
    DeclarationError,
    attack,
    protect,
    read_declaration,
    read_microdata,
    read_tables,
)

TWO = {"mun": {"codes": ["A", "B"]}, "age": {"codes": ["y", "o"]}}
DECLARED = {"dimensions": TWO, "tables": [["mun", "age"]]}
COUNTED = {**DECLARED, "files": [{"file": "t.csv", "number": "n", "totals": {"mun": "All", "age": "All"}}]}
CASES = "mun,age\n" + "A,y\n" * 6 + "A,o\n" * 2 + "B,y\n" * 7 + "B,o\n" * 8
COUNTS = "mun,age,n\nA,y,6\nA,o,2\nA,All,8\nB,y,7\nB,o,8\nB,All,15\nAll,y,13\nAll,o,10\nAll,All,23\n"


def test_cases_and_their_counts_are_one_system_protected_as_by_hand(tmp_path):
    """A,o counts 2: it is withheld with a cell of its line, one of its column and one more, so that nothing follows."""
    (tmp_path / "m.csv").write_text(CASES)
    (tmp_path / "t.csv").write_text(COUNTS)
    of_cases, policy = read_microdata(DECLARED, tmp_path / "m.csv")
    of_counts, _ = read_tables(COUNTED, tmp_path)
    assert {c.key: c.value for c in of_cases.cells} == {c.key: c.value for c in of_counts.cells}
    found = protect(of_counts, policy)
    assert found.sensitive == {("age=o", "mun=A")}
    assert len(found.withheld) == 4
    reached = attack(of_counts.publish(found.withheld, policy), found.sensitive)
    (low, high), *_ = reached.values()
    assert low == 0
    assert high is None or high >= 5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"table": []}, "«table» is no word of a declaration"),
        (
            {"dimensions": {**TWO, "type": {"codes": ["a"], "sevral": True}}},
            "dimensions: type: «sevral» is no word",
        ),
        ({"dimensions": {**TWO, "type": []}}, "dimensions: type: this is no object"),
        ({"tables": [["mun", "agge"]]}, "«agge» is not one of the dimensions"),
        ({"k": "five"}, "k: «five» is not a whole number"),
        ({"dimensions": {**TWO, "sex": {"codes": ["h"]}}}, "m.csv, line 2: there is no column «sex»"),
        ({"dimensions": {**TWO, "mun": {"codes": ["A"]}}}, "m.csv, line 10: mun: B is not an answer"),
    ],
)
def test_a_declaration_that_says_something_else_is_refused(tmp_path, change, words):
    (tmp_path / "m.csv").write_text(CASES)
    with pytest.raises(DeclarationError, match=words):
        read_microdata({**DECLARED, **change}, tmp_path / "m.csv")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mun;age;n\nA;y;6\n", "t.csv, line 2: there is no column «n»"),
        ("mun,age,n\nA,y,6\nA,o,x\n", "t.csv, line 3: «x» is not a whole number"),
        ("mun,age,n\nA,y,6\nA,o\n", "t.csv, line 3: there is no column «n», or the line ends"),
        (COUNTS + "A,y,7\n", "t.csv, line 11: age=y · mun=A is another number"),
        (COUNTS + "C,y,7\n", "age=y · mun=C: this count belongs to no table"),
        (COUNTS.replace("23", "24"), "total is 24, .* is 23: the sides do not add up"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(tmp_path, text, words):
    (tmp_path / "t.csv").write_text(text)
    with pytest.raises(DeclarationError, match=words):
        read_tables(COUNTED, tmp_path)


def test_another_encoding_and_another_word_of_a_file_are_refused(tmp_path):
    (tmp_path / "t.csv").write_bytes(f"{COUNTS}Ñ,y,7\n".encode("latin-1"))
    with pytest.raises(DeclarationError, match=r"t\.csv: this file is not in UTF-8"):
        read_tables(COUNTED, tmp_path)
    named = {**COUNTED, "files": [{"file": "t.csv", "number": "n", "total": {"mun": "All"}}]}
    with pytest.raises(DeclarationError, match="files: «total» is no word of a file"):
        read_tables(named, tmp_path)


@pytest.mark.parametrize(
    ("text", "words"), [('{"a":', "not JSON"), ("[1]", "no object"), ('{"x": 1}', "«x»")]
)
def test_a_declaration_is_a_file_of_json(tmp_path, text, words):
    path = tmp_path / "t.json"
    path.write_text(text)
    with pytest.raises(DeclarationError, match=f"t.json: .*{words}"):
        read_declaration(path)
    path.write_text(json.dumps(DECLARED))
    assert read_declaration(path) == DECLARED
