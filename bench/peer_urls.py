"""The addresses of the peer's project."""

from django.urls import include, path

urlpatterns = [path("appointment/", include("appointment.urls"))]
