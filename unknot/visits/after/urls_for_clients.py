"""After a visit, by its link; in the namespace of what is the client's own."""

from django.urls import path

from unknot.visits.after import client_views as views
from unknot.visits.after import next_views

urlpatterns = [
    path("visit/<str:token>/aftercare/", views.aftercare, name="aftercare"),
    path("visit/<str:token>/how-are-you/", views.check_in, name="check_in"),
    path("visit/<str:token>/how-are-you/thanks/", views.checked_in, name="checked_in"),
    path("visit/<str:token>/next/", next_views.next_visit, name="next_visit"),
]
