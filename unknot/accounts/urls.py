"""The staff door."""

from django.urls import path

from unknot.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("practice/", views.change_practice, name="change_practice"),
    path("wait/", views.locked_out, name="locked_out"),
]
