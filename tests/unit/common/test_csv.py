"""Lists as files: a spreadsheet never runs what somebody typed."""

import csv
import io

import pytest

from banevim.common.csv import BOM, csv_response, csv_text, plain


@pytest.mark.parametrize(
    "text", ["=1+1", "+52 612", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =HYPERLINK(1)", "\u00a0=1"]
)
def test_a_formula_is_only_text(text):
    assert plain(text) == f"'{text}"


@pytest.mark.parametrize("value", ["La Paz", "BCS-26-1-A", "", None, 12, "a=b"])
def test_the_rest_stays_as_it_is(value):
    assert plain(value) == ("" if value is None else str(value))


def test_it_reads_back_with_commas_quotes_and_lines():
    rows = [["Díaz, Ana", 'dijo "no"', "dos\nlíneas"], ["=A1", None, 3]]
    text = csv_text(["a", "-b", "c"], rows)
    assert text.startswith(BOM)
    back = list(csv.reader(io.StringIO(text.removeprefix(BOM))))
    assert back == [["a", "'-b", "c"], ["Díaz, Ana", 'dijo "no"', "dos\nlíneas"], ["'=A1", "", "3"]]


def test_it_downloads_under_its_name():
    response = csv_response("seguimientos", ["a"], [["1"]])
    assert response["Content-Disposition"] == 'attachment; filename="seguimientos.csv"'
    assert response["Content-Type"].startswith("text/csv")
