"""Match-keys: what is asked meets what is stored, and no key is a weak field alone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given

from banevim.methods.linkage import Person, match_keys, public, query_keys

from .people import TODAY, persons

HER = Person(
    given_names="María Guadalupe",
    first_surname="Hernández",
    second_surname="López",
    birth_date=date(1992, 3, 4),
    curp="",
    phone="612 123 4567",
)


def test_known_answer() -> None:
    short = Person("Ana", "Ruiz", birth_year=1990)
    assert match_keys(short) == ("n2|AN|RS", "ny|AN|RS|1990")
    assert query_keys(short) == {
        "n2|AN|RS": 1.0,
        "ny|AN|RS|1989": 0.8,
        "ny|AN|RS|1990": 1.0,
        "ny|AN|RS|1991": 0.8,
    }


def test_the_usual_record_has_some_twenty_keys() -> None:
    assert len(match_keys(HER)) == 23
    assert len(query_keys(HER)) <= 45


def test_age_gives_four_years_and_needs_today() -> None:
    asked = Person("Ana", "Ruiz", age=30)
    years = [key.rsplit("|", 1)[1] for key in query_keys(asked, today=TODAY) if key.startswith("ny")]
    assert sorted(years) == ["1994", "1995", "1996", "1997"]
    assert query_keys(asked) == {"n2|AN|RS": 1.0}


def test_a_commonplace_name_makes_no_pair_without_a_year() -> None:
    keys = match_keys(HER)
    assert "ny|ERNNDS|MR|1992" in keys
    assert "n2|ERNNDS|MR" not in keys
    assert "n2|ERNNDS|WDLP" in keys


def test_the_curp_and_its_beginning_also_from_names_and_date() -> None:
    known = replace(HER, curp="HELG920304MBSRPD01")
    assert {"c|HELG920304MBSRPD01", "ca|HELG920304"} <= set(match_keys(known))
    assert "ca|HELG920304" in query_keys(HER)
    assert not any(key.startswith("c|") for key in match_keys(replace(HER, curp="XEXX010101HNEXXXA4")))


@pytest.mark.parametrize(
    "asked",
    [
        Person("Lupita", "Ernandes", "Lopes"),
        Person("Gpe.", "Lopez", "Hernandez"),
        Person("GUADALUPE HERNANDEZ LOPEZ"),
        Person("Guadalupe Hernández López", "", "de Soto"),
        Person("Guadalupe", "Hdez."),
        Person("María", "Hernández", age=34),
        Person("Ma. Guadalupe", "Hernández de Soto"),
        Person("Lupe", birth_date=date(1992, 4, 3)),
        Person("Lupe", phone="1234567"),
        Person("", "López", birth_date=date(1992, 3, 4)),
        Person("María Guadalupe", "Hernández", "López", birth_date=date(1993, 3, 4)),
        Person(curp="HELG920304MBSRPD01"),
    ],
)
def test_she_is_found_by(asked: Person) -> None:
    assert set(query_keys(asked, today=TODAY)) & set(match_keys(HER))


@pytest.mark.parametrize(
    "asked", [Person("Guadalupe"), Person("", "López"), Person(phone="6121234567"), Person(age=30)]
)
def test_one_datum_alone_asks_for_nothing(asked: Person) -> None:
    assert query_keys(asked, today=TODAY) == {}


@given(persons)
def test_no_key_is_one_weak_field(person: Person) -> None:
    for key in match_keys(person):
        kind, *parts = key.split("|")
        assert kind in {"n2", "ny", "n3", "nt", "d1", "m1", "t1", "ty", "c", "ca", "cb", "cc"}
        assert kind != "nt" or len(parts) == 3
        assert len(parts) >= 2 or kind in {"c", "ca", "cb", "cc"}
        assert all(parts)


@given(persons)
def test_a_record_is_found_by_its_own_data(person: Person) -> None:
    assert set(match_keys(person)) <= set(query_keys(person, today=TODAY))


@given(persons)
@example(Person("Ma. Elena", "López", "Montes de Oca", birth_date=date(1992, 3, 4), known_as="Chela"))
@example(
    Person(
        "Ma. Elena",
        "López",
        "Montes de Oca",
        birth_date=date(1992, 3, 4),
        known_as="Chela",
        municipality="03003",
        phone="6121234567",
    )
)
def test_keys_are_few_and_stable(person: Person) -> None:
    assert len(match_keys(person)) <= 66
    assert match_keys(person) == match_keys(replace(person, given_names=person.given_names.upper() + " "))


def test_two_names_and_her_municipality_are_a_key_whatever_the_fields() -> None:
    """A commonplace name, or two given names without a surname, find her only where she lives."""
    kept = match_keys(replace(HER, municipality="03003"))
    assert {"nt|ERNNDS|MR|03003", "nt|MR|WDLP|03003", "nt|ERNNDS|LPS|03003"} <= set(kept)
    asked = query_keys(Person("María", "Hernandes", municipality="03003"))
    assert "nt|ERNNDS|MR|03003" in asked
    assert not any(key.startswith("nt") for key in match_keys(HER))


def test_a_surname_written_wrongly_is_looked_for_as_a_surname() -> None:
    names = public()
    assert names.look_alikes("SOLLIS", surname=True)[0] == "SOLIS"
    wanted = match_keys(Person("Nancy", "Solís", "Quintanilla", date(1990, 8, 11)))
    assert set(wanted) & set(query_keys(Person("Nancy", "Sollís"), vocabulary=names))
