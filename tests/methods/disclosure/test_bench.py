"""A short sample of the bench: the same instances, few cuts."""

from tests.bench.suppression import instances, series
from tests.bench.suppression.measures import narrowed, report

from banevim.methods.disclosure import Policy, join, protect, settle

POLICY = Policy()


def test_the_linked_instance_has_the_size_of_the_study():
    system = instances.instance_b()
    assert (len(system.cells), len(system.relations)) == (3188, 1208)
    assert system.classifications[0].cliques[0] == ("age", "mod", "mun", "type")
    assert system.cells[system.place[()]].value == 20_000


def test_three_cuts_in_a_row_leave_nothing_open():
    made = series.make(cuts=3, cases=2_400)
    past = None
    for number in range(3):
        new = series.cut(made, number)
        system = join([new] if past is None else [past, new], series.between(number))
        past = settle(system, protect(system, POLICY).withheld)
    found = report(past, POLICY)
    assert (found["narrowed"], found["exact"], found["checker_problems"]) == (0, 0, 0)
    assert found["proven"] == found["sensitive"] > 40


def test_each_cut_alone_gives_women_away():
    made = series.make(cuts=3, cases=2_400)
    parts = [series.cut(made, number) for number in range(3)]
    alone = frozenset().union(*(protect(part, POLICY).withheld for part in parts))
    found = narrowed(settle(join(parts, series.between(2)), []), alone, POLICY)
    assert found["narrowed"] > 0
