"""The therapist's pages."""

from django.urls import path

from unknot.visits import views

app_name = "visits"
urlpatterns = [
    path("", views.today, name="today"),
]
