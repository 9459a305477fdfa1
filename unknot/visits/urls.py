"""The therapist's pages."""

from django.urls import include, path, register_converter

from unknot.intake.addresses import Coded
from unknot.visits import lesser, lines, reviews, views
from unknot.visits.same_person.views import same_person

register_converter(Coded, "entry")
app_name = "visits"
urlpatterns = [
    path("", views.today, name="today"),
    path("", include("unknot.visits.room.urls")),
    path("day/<str:day>/", views.one_day, name="day"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<int:pk>/", reviews.decide, name="decide_review"),
    path("visits/<int:pk>/", views.visit, name="visit"),
    path("visits/<int:pk>/settle/<entry:entry_code>/", views.settle, name="settle"),
    path("visits/<int:pk>/medicines/<int:line>/", lines.settle_medicine, name="settle_medicine"),
    path("visits/<int:pk>/notes/<int:line>/", lines.settle_note, name="settle_note"),
    path("visits/<int:pk>/letter/<entry:entry_code>/", views.letter_seen, name="letter_seen"),
    path("visits/<int:pk>/attest/", views.attest, name="attest"),
    path("visits/<int:pk>/lesser/", lesser.lesser, name="lesser"),
    path("visits/<int:pk>/same-person/", same_person, name="same_person"),
    path("", include("unknot.visits.measuring.urls")),
    path("", include("unknot.visits.after.urls")),
    path("visits/<int:pk>/start/", views.start, name="start"),
    path("visits/<int:pk>/finish/", views.finish, name="finish"),
]
