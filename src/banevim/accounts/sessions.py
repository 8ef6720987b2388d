"""Sessions in the database, as Django keeps them, found by a question that is worded once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from banevim.common.asking import Question, gap

_OPEN = Question(lambda: Session.objects.filter(session_key=gap("key"), expire_date__gt=gap("now")))


class SessionStore(db.SessionStore):
    """Every request begins by reading its session."""

    def _get_session_from_db(self) -> Any:
        found = _OPEN.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
