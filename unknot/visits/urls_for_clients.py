"""What a client does around a visit, by the visit's own link."""

from django.urls import include, path

from unknot.visits import reviews
from unknot.visits.measuring import client_views as measuring

app_name = "own"
urlpatterns = [
    path("visit/<str:token>/review/", reviews.review, name="review"),
    path("", include("unknot.visits.after.urls_for_clients")),
    path("", include("unknot.visits.own_page.urls")),
    path("visit/<str:token>/measures/", measuring.measures, name="measures"),
    path("visit/<str:token>/measures/thanks/", measuring.measured, name="measured"),
]
