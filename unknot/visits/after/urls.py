"""Aftercare in the hands of those who treat; in the namespace of the room."""

from django.urls import path

from unknot.visits.after import staff_views as views

urlpatterns = [
    path("visits/<int:pk>/aftercare/", views.aftercare, name="aftercare"),
    path("visits/<int:pk>/aftercare/read/", views.read, name="read_check_in"),
    path("visits/<int:pk>/aftercare/send/", views.send, name="send_aftercare"),
]
