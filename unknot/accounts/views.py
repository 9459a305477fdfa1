"""Signing in and out of a practice."""

from django.contrib.auth import views as auth_views
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from unknot.accounts.forms import SignInForm
from unknot.accounts.gate import ANYONE, STAFF, StaffRequest, open_to, work_for
from unknot.accounts.models import User
from unknot.accounts.sign_in import is_loopback
from unknot.audit.actions import record


@open_to(ANYONE)
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The staff door. On a demo that is looked at from its own machine, the demo people are named."""
    demo = User.objects.filter(is_demo=True).order_by("id")[:4] if is_loopback(request) else []
    page = auth_views.LoginView.as_view(
        template_name="accounts/sign_in.html",
        authentication_form=SignInForm,
        redirect_authenticated_user=True,
        extra_context={"demo_people": demo},
    )
    return page(request)


@open_to(ANYONE)
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """The pages that this device remembers go too: the way back must not lead whoever sits down next to a client."""
    answer = auth_views.LogoutView.as_view()(request)
    if request.method == "POST":
        answer["Clear-Site-Data"] = '"cache"'
    return answer


@open_to(*STAFF)
@require_POST
def change_practice(request: StaffRequest) -> HttpResponse:
    """To another practice that they work for: its visits, alarms and notes, and none of this one's. Where they looked
    for a page of it, they look again.
    """
    practice_id = work_for(request, request.POST.get("practice", ""))
    if practice_id is None:
        raise Http404
    record("change_practice", by=request.staff.actor, subject=request.staff.user, practice_id=practice_id)
    onward = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return redirect(onward if is_ours else "visits:today")


@open_to(ANYONE)
def locked_out(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/locked_out.html", status=429)
