"""Who may see a page. Every view names it; a view that names nobody is refused, whoever asks.

@open_to(ANYONE)                      the public
@open_to(OWNER, DESK, THERAPIST)      staff of the practice they signed in to, in one of these roles
@open_to_holder_of(Link.Scope.VISIT)  whoever holds the link whose token is in the address
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from unknot.accounts.links import link_by_token
from unknot.accounts.models import Link, Practice, Role, User
from unknot.audit.actions import Actor

ANYONE = "anyone"
OWNER, DESK, THERAPIST = Role.OWNER.value, Role.DESK.value, Role.THERAPIST.value
STAFF = (OWNER, DESK, THERAPIST)
THOSE_WHO_TREAT = (OWNER, THERAPIST)

WORKS_FOR = "works_for"
"""Where the session keeps which of several practices somebody works for now."""

View = Callable[..., HttpResponseBase]


class LinkRequest(HttpRequest):
    """A request whose sender holds the link that the view asks for."""

    link: Link
    actor: Actor


@dataclass(frozen=True)
class Staff:
    """A signed-in person in the practice they are working for."""

    user: User
    practice: Practice
    role: str
    elsewhere: tuple["Staff", ...] = ()
    """The same person at the other practices that they work for."""

    @property
    def actor(self) -> Actor:
        return Actor("user", str(self.user.pk), self.practice.pk)


class StaffRequest(HttpRequest):
    """A request of somebody signed in, in one of the roles that the view names."""

    staff: Staff


def staff_of(request: HttpRequest) -> Staff | None:
    """The signed-in person's membership, read once a request; None for the public."""
    if not hasattr(request, "_staff"):
        request._staff = _read_staff(request)  # type: ignore[attr-defined]
    return request._staff  # type: ignore[attr-defined, no-any-return]


def _read_staff(request: HttpRequest) -> Staff | None:
    if not request.user.is_authenticated:
        return None
    places, chosen = request.user.works_at, request.session.get(WORKS_FOR)
    here = next((each for each in places if each.practice_id == chosen), places[0] if places else None)
    if here is None:
        return None
    elsewhere = tuple(Staff(request.user, each.practice, each.role) for each in places if each is not here)
    return Staff(request.user, here.practice, here.role, elsewhere)


def work_for(request: HttpRequest, wanted: str) -> int | None:
    """From now on, until they sign out, somebody signed in works for the practice of theirs whose number is wanted; it
    is given back. None for any other.
    """
    staff = staff_of(request)
    mine = [each.practice.pk for each in (staff, *staff.elsewhere)] if staff else []
    found = next((pk for pk in mine if str(pk) == wanted), None)
    if found is not None:
        request.session[WORKS_FOR] = found
    return found


def open_to(*who: str) -> Callable[[View], View]:
    """Name the roles that may open a view. The view finds its staff as `request.staff`."""

    def name(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            staff = staff_of(request)
            request.staff = staff  # type: ignore[attr-defined]
            if ANYONE not in who:
                if staff is None and not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                # Somebody signed in who works nowhere any more would be sent to the door and back for ever.
                if staff is None or staff.role not in who:
                    raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.open_to = frozenset(who)  # type: ignore[attr-defined]
        return guarded

    return name


def open_to_holder_of(scope: Link.Scope) -> Callable[[View], View]:
    """Name the link that opens a view. `token` becomes `request.link`; anything else is a 404."""

    def name(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            link = link_by_token(token, scope=scope)
            if link is None:
                raise Http404
            request.link = link  # type: ignore[attr-defined]
            request.actor = Actor("link", str(link.pk), link.practice_id)  # type: ignore[attr-defined]
            return view(request, token, *args, **kwargs)

        guarded.open_to = frozenset({f"link:{scope.value}"})  # type: ignore[attr-defined]
        return guarded

    return name


class DenyUnnamed:
    """Refuses every view that does not say who may see it."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:  # noqa: ARG002
        if not hasattr(view, "open_to"):
            raise PermissionDenied
