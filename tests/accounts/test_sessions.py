"""A session is what Django keeps, read in one compiled statement."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from unknot.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


def kept(**said: Any) -> str:
    store = SessionStore()
    store.update(said)
    store.create()
    return str(store.session_key)


def test_it_reads_what_was_kept_in_one_statement(django_assert_num_queries: Any) -> None:
    key = kept(person=3)
    with django_assert_num_queries(1):
        assert SessionStore(key)["person"] == 3


def test_it_reads_the_sessions_that_were_begun_before_it_came() -> None:
    store = db.SessionStore()
    store["person"] = 3
    store.create()
    assert SessionStore(store.session_key)["person"] == 3


@pytest.mark.parametrize("remark", ["ended", "never begun"])
def test_it_opens_nothing_to_a_key_of_no_session(remark: str) -> None:
    key = kept(person=3)
    if remark == "ended":
        Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    else:
        Session.objects.all().delete()
    store = SessionStore(key)
    assert (store.get("person"), store.session_key) == (None, None), remark
