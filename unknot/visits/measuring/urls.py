"""Did it help? The pages of those who treat; in the namespace of the room."""

from django.urls import path

from unknot.visits.measuring import staff_views as views

urlpatterns = [
    path("visits/<int:pk>/progress/", views.progress, name="progress"),
    path("visits/<int:pk>/progress/keep/", views.hold, name="hold_review"),
    path("visits/<int:pk>/measures/", views.ask, name="ask_measures"),
    path("visits/<int:pk>/motion/", views.motion, name="motion"),
    path("alarms/<int:pk>/seen/", views.seen, name="alarm_seen"),
]
