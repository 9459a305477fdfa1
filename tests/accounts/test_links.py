"""Stored links open one thing, for a while, until revoked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from unknot.accounts.links import keep_open, link_by_token, make_link
from unknot.accounts.models import Link

pytestmark = pytest.mark.django_db
VISIT, DOSSIER = Link.Scope.VISIT, Link.Scope.DOSSIER


def a_link(**changes: object) -> tuple[Link, str]:
    link, token = make_link(VISIT, 7, practice=None, expires_at=timezone.now() + timedelta(days=1))
    Link.objects.filter(pk=link.pk).update(**changes)
    return link, token


def test_a_link_opens_what_it_was_made_for() -> None:
    link, token = a_link()
    assert link_by_token(token, scope=VISIT) == link


@pytest.mark.parametrize("when", ["expired", "revoked"])
def test_a_dead_link_opens_nothing(when: str) -> None:
    field = {"expired": "expires_at", "revoked": "revoked_at"}[when]
    _, token = a_link(**{field: timezone.now()})
    assert link_by_token(token, scope=VISIT) is None


def test_a_link_of_another_scope_opens_nothing() -> None:
    _, token = a_link()
    assert link_by_token(token, scope=DOSSIER) is None


def test_the_token_itself_is_kept_nowhere() -> None:
    link, token = a_link()
    assert token not in str(Link.objects.filter(pk=link.pk).values())


@pytest.mark.parametrize(("days", "kept"), [(30, 30), (-30, 1), (0, 1)])
def test_a_link_is_kept_open_longer_and_never_shorter(days: int, kept: int) -> None:
    link, _ = a_link()
    now = timezone.now()
    keep_open(link, until=now + timedelta(days=days))
    link.refresh_from_db()
    assert abs(link.expires_at - now - timedelta(days=kept)) < timedelta(minutes=1)


def test_a_revoked_link_is_not_opened_again() -> None:
    link, token = a_link(revoked_at=timezone.now())
    keep_open(link, until=timezone.now() + timedelta(days=30))
    assert link_by_token(token, scope=VISIT) is None
