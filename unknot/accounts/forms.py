"""The sign-in form: one answer to every wrong pair, so that nobody learns who works here."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """E-mail address and password."""

    error_messages = {
        "invalid_login": "That address and password do not go together. Check both and try again.",
        "inactive": "That address and password do not go together. Check both and try again.",
    }
    username = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autofocus": True, "autocomplete": "username"}),
    )
