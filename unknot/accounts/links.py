"""Stored links: a token that opens one thing, for a while, until it is revoked. Only a hash of it is kept."""

import hashlib
import secrets
from datetime import datetime

from django.utils import timezone

from unknot.accounts.models import Link, Practice


def make_link(
    scope: Link.Scope, subject_id: int, *, practice: Practice | None, expires_at: datetime
) -> tuple[Link, str]:
    """Store a link and return it with its token, which is shown once and kept nowhere."""
    token = secrets.token_urlsafe(24)
    link = Link.objects.create(
        token_hash=hash_of(token),
        scope=scope,
        subject_id=subject_id,
        practice=practice,
        made_at=timezone.now(),
        expires_at=expires_at,
    )
    return link, token


def link_by_token(token: str, *, scope: Link.Scope) -> Link | None:
    """The live link of this token and scope, or None.

    Unknown, expired, revoked and wrong scope look the same.
    """
    return Link.objects.filter(
        token_hash=hash_of(token), scope=scope, expires_at__gt=timezone.now(), revoked_at=None
    ).first()


def keep_open(link: Link, *, until: datetime) -> None:
    """Let a link live at least until then: what it opens has moved to a later day."""
    Link.objects.filter(pk=link.pk, revoked_at=None, expires_at__lt=until).update(expires_at=until)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
