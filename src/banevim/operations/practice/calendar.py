"""When the cases of a practice bank were registered: 24 closed months that grow slowly, and the days of this month."""

import datetime as dt
import random

MONTHS = 24


def month_starts(today: dt.date) -> list[dt.date]:
    """First days of the last 24 closed months and of the current one, oldest first."""
    index = today.year * 12 + today.month - 1
    return [dt.date(i // 12, i % 12 + 1, 1) for i in range(index - MONTHS, index + 1)]


def moments(chance: random.Random, total: int, now: dt.datetime) -> list[dt.datetime]:
    """`total` moments in order, in working hours, never later than `now`."""
    starts = month_starts(now.date())
    ends = [*starts[1:], now.date() + dt.timedelta(days=1)]
    days = [(end - start).days for start, end in zip(starts, ends, strict=True)]
    weights = [(1 + 0.02 * i) * chance.uniform(0.85, 1.15) * n for i, n in enumerate(days)]
    found = []
    for i in chance.choices(range(len(starts)), weights, k=total):
        day = starts[i] + dt.timedelta(days=chance.randrange(days[i]))
        at = dt.datetime.combine(day, dt.time(chance.randrange(8, 20), chance.randrange(60)), now.tzinfo)
        found.append(min(at, now - dt.timedelta(minutes=chance.randrange(1, 600))))
    return sorted(found)
