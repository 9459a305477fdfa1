"""The client's own page, by its own link; in the namespace of what is the client's own."""

from django.urls import path

from unknot.visits.own_page import asking, views

urlpatterns = [
    path("visit/<str:token>/to-my-page/", views.to_page, name="to_page"),
    path("visit/<str:token>/who/", asking.who_for_visit, name="who_for_visit"),
    path("way/<str:token>/who-continues/", asking.who_for_answers, name="who_for_answers"),
    path("my/<str:token>/", views.page, name="page"),
    path("my/<str:token>/done/", views.done, name="done"),
    path("my/<str:token>/next/", views.next_visit, name="take_next"),
    path("my/<str:token>/again/", views.again, name="again"),
    path("my/<str:token>/visit/", views.to_visit, name="to_visit"),
    path("my/<str:token>/aftercare/<int:pk>/", views.sheet, name="sheet"),
    path("my/<str:token>/consents/<int:pk>/", views.consent, name="consent"),
    path("my/<str:token>/everything/", views.download, name="download"),
]
