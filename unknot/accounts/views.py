"""Signing in and out of a practice."""

from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from unknot.accounts.forms import SignInForm
from unknot.accounts.gate import ANYONE, open_to
from unknot.accounts.models import User
from unknot.accounts.sign_in import is_loopback


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


@open_to(ANYONE)
def locked_out(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/locked_out.html", status=429)
