"""Every address of the product: each room names its own."""

from django.urls import include, path

# Looked through from the top: first what those who treat wait for, which others are past after one look.
urlpatterns = [
    path("staff/", include("unknot.visits.urls")),
    path("staff/", include("unknot.visits.notes.urls")),
    path("", include("unknot.directory.urls")),
    path("", include("unknot.intake.urls")),
    path("", include("unknot.library.urls")),
    path("", include("unknot.care.urls")),
    path("", include("unknot.booking.urls")),
    path("staff/", include("unknot.accounts.urls")),
    path("", include("unknot.visits.urls_for_clients")),
]
