"""What every page knows: the practice a signed-in person works for, and the address they stand at."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import escape

from unknot.accounts.gate import staff_of


def house(request: HttpRequest) -> dict[str, Any]:
    staff = staff_of(request) if hasattr(request, "user") else None
    # Made and escaped once: each form on a page would ask a lazy one anew.
    token = escape(get_token(request))
    return {"staff": staff, "practice": staff.practice if staff else None, "csrf_token": token}
