"""The library: open to anybody, without signing in. `why` leads to the same pages by a code."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from unknot.intake.addresses import Coded
from unknot.library import views
from unknot.library.pages.page import KINDS


class Kind(StringConverter):
    """A kind of page."""

    regex = "|".join(KINDS)


register_converter(Coded, "page_code")
register_converter(Kind, "page_kind")
app_name = "library"
urlpatterns = [
    path("library/", views.index, name="index"),
    path("library/why/<page_code:ref_code>/", views.why, name="why"),
    path("library/<page_kind:kind>/<slug:page_id>/", views.page, name="page"),
]
