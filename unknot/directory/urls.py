"""The front door."""

from django.urls import path

from unknot.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.welcome, name="welcome"),
]
