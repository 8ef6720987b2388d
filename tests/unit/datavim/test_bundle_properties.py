"""Writer and reader agree on anything that can be built, and never on what was changed."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.datavim import sample

from datavim.bundle import (
    Bundle,
    CellState,
    Code,
    Dimension,
    Row,
    Table,
    read_bundle,
    verify_bundle,
    write_bundle,
)

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
names = st.from_regex(r"[a-z][a-z0-9]{0,6}", fullmatch=True).filter(
    lambda name: name not in {"indicador", "unidad", "valor", "estado", "nota"}
)
WITHOUT = (CellState.WITHHELD, CellState.NOT_CAPTURED)


@st.composite
def rows(draw: st.DrawFn, keys: tuple[str, ...]) -> Row:
    state = draw(st.sampled_from(list(CellState)))
    if state in WITHOUT:
        return Row(keys, None, state)
    return Row(keys, 0 if state is CellState.STRUCTURAL_ZERO else draw(st.integers(0, 10**9)), state)


@st.composite
def tables(draw: st.DrawFn, table_id: str) -> Table:
    dimensions = []
    for name in draw(st.lists(names, min_size=1, max_size=3, unique=True)):
        codes = draw(st.lists(words, min_size=1, max_size=4, unique=True))
        made = tuple(
            Code(code, draw(words), draw(st.booleans()), draw(st.sampled_from([None, *codes])))
            for code in codes
        )
        dimensions.append(Dimension(name, draw(words), made))
    keys = draw(
        st.lists(
            st.tuples(*(st.sampled_from([code.code for code in item.codes]) for item in dimensions)),
            max_size=6,
            unique=True,
        )
    )
    filled = tuple(draw(rows(key)) for key in keys)
    return Table(table_id, "I01", draw(words), draw(words), draw(words), tuple(dimensions), filled)


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    made = tuple(draw(tables(f"tabla-{place}")) for place in range(draw(st.integers(0, 3))))
    texts = draw(st.dictionaries(words, words, max_size=3))
    cut = sample.cut(practice=draw(st.booleans()), next_cut_on=None, office=draw(words), contact=draw(words))
    return Bundle(cut, (), made, texts)


@settings(max_examples=40, deadline=None)
@given(made=bundles())
def test_what_is_written_is_read_back(made: Bundle) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "b"
        write_bundle(made, folder, sample.KEY.sign, sample.PUBLIC)
        assert read_bundle(folder) == made
        assert verify_bundle(folder, sample.PUBLIC) == []


@settings(max_examples=40, deadline=None)
@given(made=bundles(), data=st.data())
def test_any_changed_byte_is_found(made: Bundle, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "b"
        write_bundle(made, folder, sample.KEY.sign, sample.PUBLIC)
        path = data.draw(st.sampled_from(sorted(item for item in folder.rglob("*") if item.is_file())))
        raw = bytearray(path.read_bytes())
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place] ^= data.draw(st.integers(1, 255))
        path.write_bytes(bytes(raw))
        if path.name == "signature":
            verify_bundle(folder, sample.PUBLIC)  # white space inside may change; it must never crash
        else:
            assert verify_bundle(folder, sample.PUBLIC) != []
