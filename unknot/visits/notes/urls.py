"""The addresses of notes and phrases, for those who treat."""

from django.urls import path

from unknot.visits.notes.pages import changing, handing_on, phrases, reading

app_name = "notes"
urlpatterns = [
    path("notes/", reading.waiting, name="waiting"),
    path("notes/<int:pk>/", reading.note, name="note"),
    path("notes/<int:pk>/sign/", changing.sign, name="sign"),
    path("notes/<int:pk>/asked/", changing.asked, name="asked"),
    path("notes/<int:pk>/back/", changing.back, name="send_back"),
    path("notes/<int:pk>/supervisor/", handing_on.supervisor, name="supervisor"),
    path("notes/<int:pk>/add/", changing.amend, name="amend"),
    path("notes/<int:pk>/in-error/", changing.in_error, name="in_error"),
    path("notes/<int:pk>/anew/", changing.anew, name="anew"),
    path("notes/<int:pk>/readers/", changing.readers, name="readers"),
    path("notes/<int:pk>/share/", changing.share, name="share"),
    path("notes/<int:pk>/pdf/", reading.pdf, name="pdf"),
    path("clients/<int:pk>/notes/", reading.history, name="history"),
    path("phrases/", phrases.phrases, name="phrases"),
    path("phrases/<int:pk>/", phrases.change, name="change_phrase"),
    path("phrases/<int:pk>/move/", phrases.move, name="move_phrase"),
    path("phrases/<int:pk>/remove/", phrases.remove, name="remove_phrase"),
]
