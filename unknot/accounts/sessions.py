"""Sessions as Django keeps them in the database, their row read by a query compiled once."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from unknot.accounts.prepared import Prepared


class SessionStore(db.SessionStore):
    """Every page of somebody signed in asks for it."""

    def load(self) -> dict[str, Any]:
        found = _SESSION.first(key=self.session_key or "", now=timezone.now())
        if found is None:
            self._session_key = None
            return {}
        said: dict[str, Any] = self.decode(found.session_data)
        return said


_SESSION = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), key=str, now=datetime
)
