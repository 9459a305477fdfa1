"""What a client does after a visit, by the visit's own link."""

from django.urls import path

from unknot.visits import reviews

app_name = "reviews"
urlpatterns = [
    path("visit/<str:token>/review/", reviews.review, name="review"),
]
