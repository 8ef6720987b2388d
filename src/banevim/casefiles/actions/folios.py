"""Folios in a row within the year, with their check character. Called inside an action."""

from django.conf import settings
from django.db import connection

from banevim.common import clock
from banevim.methods import linkage

TAKE = """
INSERT INTO casefiles_foliocounter (state_code, year, last) VALUES (%s, %s, %s)
ON CONFLICT (state_code, year) DO UPDATE SET last = casefiles_foliocounter.last + EXCLUDED.last
RETURNING last
"""


def next_folios(count: int) -> list[str]:
    """Take `count` folios of this year. The counter row is held until the transaction ends, so take them late."""
    year, state = clock.today().year, str(settings.STATE_CODE)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [state, year, count])
        last = int(cursor.fetchone()[0])
    return [
        linkage.folio.make_folio(settings.STATE_SHORT, year, n) for n in range(last - count + 1, last + 1)
    ]
