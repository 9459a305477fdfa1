"""Looking around, choosing, and a booked visit in its client's hands."""

from django.urls import path

from unknot.booking.views import changed, choose, details, lesser, look, visit

app_name = "booking"
urlpatterns = [
    path("look/", look.look, name="look"),
    path("therapists/<slug:slug>/", look.therapist, name="therapist"),
    path("therapists/<int:therapist_id>/at/<int:location_id>/", look.free_times, name="free_times"),
    path("way/<str:token>/therapists/", choose.therapists, name="therapists"),
    path("way/<str:token>/times/<int:offer_id>/", choose.times, name="times"),
    path("way/<str:token>/details/<int:offer_id>/", details.details, name="details"),
    path("visit/<str:token>/", visit.booked, name="booked"),
    path("visit/<str:token>/changed/", changed.changed, name="changed"),
    path("visit/<str:token>/changed/more/", changed.more, name="changed_more"),
    path("visit/<str:token>/answer/", changed.after_change, name="after_change"),
    path("visit/<str:token>/lesser/", lesser.lesser, name="lesser"),
    path("visit/<str:token>/cancel/", visit.cancel, name="cancel"),
    path("visit/<str:token>/move/", visit.move, name="move"),
    path("visit/<str:token>/visit.ics", visit.calendar, name="calendar_file"),
]
