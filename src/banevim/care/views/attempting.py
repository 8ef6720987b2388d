"""What every form page does: try the action, or show its sentence on the same page."""

from collections.abc import Callable

from banevim.common.errors import Conflict, Invalid, Refused
from banevim.common.forms import PlainForm


def attempt(form: PlainForm, work: Callable[[], object]) -> bool:
    """Whether the form was sent, held and the action took it; if not, the form says why."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        work()
    except (Invalid, Refused, Conflict) as exc:
        form.refuse(exc)
        return False
    return True


def status(form: PlainForm) -> int:
    """HTTP status of the page of a form."""
    return 422 if form.is_bound and form.errors else 200
