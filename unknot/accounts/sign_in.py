"""Who may sign in from where: demo sign-ins work on this machine's own loopback address only."""

import ipaddress
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from unknot.accounts.models import Membership, User
from unknot.accounts.prepared import Prepared


class DemoOnLoopbackOnly(ModelBackend):
    """Django's own sign-in, less demo people who come from another machine or through a proxy."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        user = super().authenticate(request, username, password, **kwargs)
        if isinstance(user, User) and user.is_demo and not (request is None or is_loopback(request)):
            return None
        return user if isinstance(user, User) else None

    def get_user(self, user_id: int) -> User | None:
        """As Django does, for every page of somebody signed in: with where they work, which each of them asks next."""
        places = _MEMBERSHIPS.rows(user=user_id)
        user = places[0].user if places else User.objects.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.works_at = places
        return user


_MEMBERSHIPS = Prepared(
    lambda user: Membership.objects.select_related("practice", "user").filter(user=user).order_by("id"),
    user=int,
)


def attempt_in_words(username: str, ip_address: str, *rest: object) -> str:  # noqa: ARG001
    """An attempt to sign in as the log tells it: from where, never whose address was typed."""
    return f"somebody at {ip_address}"


def is_loopback(request: HttpRequest) -> bool:
    """Whether the request comes straight from this machine: loopback, and not handed on by a proxy."""
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
