"""The client's way up to the answer."""

from django.urls import path, register_converter

from unknot.intake import health, medicines, views
from unknot.intake.addresses import Coded

register_converter(Coded, "screen")
app_name = "intake"
urlpatterns = [
    path("begin/", views.begin, name="begin"),
    path("way/<str:token>/", views.reason, name="reason"),
    path("way/<str:token>/where/", views.areas, name="areas"),
    path("way/<str:token>/who/", views.who, name="who"),
    path("way/<str:token>/health/", health.health, name="health"),
    path("way/<str:token>/signs/", health.emergencies, name="emergencies"),
    path("way/<str:token>/groups/", health.gates, name="gates"),
    path("way/<str:token>/health/<screen:screen_code>/", health.screen, name="screen"),
    path("way/<str:token>/health/<screen:screen_code>/more/", health.more, name="more"),
    path("way/<str:token>/medicines/", medicines.medicines, name="medicines"),
    path("way/<str:token>/keep/", views.keep, name="keep"),
]
