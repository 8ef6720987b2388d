"""Random persons for the property tests: few names, so that likeness of every degree turns up."""

from datetime import date

from hypothesis import settings
from hypothesis import strategies as st

from banevim.methods.linkage import Person

settings.register_profile("laws", deadline=None)
settings.load_profile("laws")

TODAY = date(2026, 11, 1)
GIVEN = ["Ana", "Anna", "María", "Ma. Elena", "Ana Laura", "Guadalupe", "Lupita", "Xóchitl", "Rosa", "A."]
SURNAMES = ["López", "Lopes", "García", "de García", "Hernández", "Verdugo", "Montes de Oca", "Ana", "Lope"]
CURPS = [
    "HEGG560427MVZRRL04",
    "HEGG560427MVZRRL12",
    "HEGG560428MVZRRL01",
    "SABC560626MDFLRN01",
    "XEXX010101HNEXXXA4",
]

dates = st.sampled_from(
    [
        date(1992, 3, 4),
        date(1992, 4, 3),
        date(1992, 3, 14),
        date(1956, 4, 27),
        date(1992, 1, 1),
        date(2001, 7, 9),
    ]
)
blank_or = st.sampled_from([""])

# A record knows the date, or the year, or the age: where it holds more, the finest counts.
births = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"birth_date": dates}),
    st.fixed_dictionaries({"birth_year": st.sampled_from([1956, 1991, 1992, 2001])}),
    st.fixed_dictionaries({"age": st.integers(24, 36)}),
)


@st.composite
def _persons(draw: st.DrawFn) -> Person:
    return Person(
        given_names=draw(blank_or | st.sampled_from(GIVEN)),
        first_surname=draw(blank_or | st.sampled_from(SURNAMES)),
        second_surname=draw(blank_or | st.sampled_from(SURNAMES)),
        curp=draw(blank_or | st.sampled_from(CURPS)),
        phone=draw(blank_or | st.sampled_from(["6121234567", "612 123 4568", "5551234567", "123"])),
        sex=draw(blank_or | st.sampled_from(["M", "H", "X"])),
        municipality=draw(blank_or | st.sampled_from(["03003", "03008"])),
        known_as=draw(blank_or | st.sampled_from(["Lupita", "Ana", "Chela"])),
        **draw(births),
    )


persons = _persons()
