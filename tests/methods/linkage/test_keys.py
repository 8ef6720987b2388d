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
        "ny|AN|RS|0": 0.8,
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
    assert sorted(years) == ["0", "1994", "1995", "1996", "1997"]
    assert query_keys(asked) == {"n2|AN|RS": 1.0}


def test_a_day_is_looked_for_in_any_year_and_a_first_of_january_in_the_years_beside_it() -> None:
    def years(born: date) -> list[str]:
        keys = query_keys(replace(HER, birth_date=born))
        return [key.rsplit("|", 1)[1] for key in keys if key.startswith("ny|ERNNDS|WDLP")]

    assert sorted(years(date(1992, 3, 4))) == ["0", "1992"]
    assert sorted(years(date(1992, 1, 1))) == ["0", "1991", "1992", "1993"]
    assert "m1|0304|ERNNDS" in query_keys(replace(HER, birth_date=date(1982, 3, 4)))


def test_a_record_without_a_birth_is_found_among_her_namesakes_by_whoever_tells_one() -> None:
    """Were it found by the names alone, namesakes of other years would fill the page before her."""
    kept = match_keys(replace(HER, birth_date=None))
    assert "ny|ERNNDS|WDLP|0" in kept
    assert "ny|ERNNDS|WDLP|0" not in match_keys(HER)
    assert "ny|ERNNDS|WDLP|0" in query_keys(HER)
    assert not any(key.endswith("|0") for key in query_keys(replace(HER, birth_date=None), today=TODAY))
    assert not any(key.startswith("ty") for key in kept)


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


def test_a_whole_name_in_one_field_is_a_pair_even_with_a_commonplace_name() -> None:
    hers = match_keys(Person("María", "Gutiérrez", "Rojas"))
    assert "n2|GTRS|MR" in hers
    assert "n2|GTRS|MR" in query_keys(Person("maría gutiérrez"))
    assert "n2|GTRS|MR" in query_keys(Person("María G.", "Gutiérrez"))


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
    """All its keys are asked but those that say that it tells no birth."""
    kept = {key for key in match_keys(person) if not (key.startswith("ny") and key.endswith("|0"))}
    assert kept <= set(query_keys(person, today=TODAY))


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


@pytest.mark.parametrize(
    ("word", "meant"),
    [("URMELAS", "ORNELAS"), ("VASQOE", "VASQUEZ"), ("SANCIZ", "SANCHEZ"), ("LEJANDRA", "ALEJANDRA")],
)
def test_a_word_in_no_list_may_be_a_common_name_two_slips_away_or_its_end(word: str, meant: str) -> None:
    assert meant in public().look_alikes(word, surname=meant != "ALEJANDRA")


def test_a_name_in_use_is_not_taken_for_another_two_slips_away() -> None:
    assert "SANCHEZ" not in public().look_alikes("SANTOS", surname=True)
    assert public().look_alikes("XQZWK") == ()
