"""The session room's addresses, within those of a visit."""

from django.urls import path

from unknot.visits.room import views

urlpatterns = [
    path("visits/<int:pk>/room/", views.room, name="room"),
    path("visits/<int:pk>/room/before/", views.before, name="room_before"),
    path("visits/<int:pk>/room/changes/", views.changes, name="room_changes"),
    path("visits/<int:pk>/room/write/", views.write, name="room_write"),
]
