"""What every page knows: the practice a signed-in person works for, and the address they stand at."""

from typing import Any

from django.http import HttpRequest

from unknot.accounts.gate import staff_of


def house(request: HttpRequest) -> dict[str, Any]:
    staff = staff_of(request) if hasattr(request, "user") else None
    practice = staff.practice if staff else None
    return {"staff": staff, "practice": practice}
