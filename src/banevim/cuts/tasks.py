"""Work of the job process: building the public site after a publication."""

from procrastinate.contrib.django import app

from banevim.cuts import actions
from banevim.vault.context import acting, system


@app.task(name="cuts.build_site", queueing_lock="build_site")
def build_site() -> None:
    """Rebuild the public site; doing it twice gives the same site."""
    with acting(system()) as actor:
        actions.build_site(by=actor)
